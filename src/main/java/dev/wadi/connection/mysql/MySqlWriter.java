package dev.wadi.connection.mysql;

import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.connection.jdbc.TargetColumn;
import dev.wadi.spi.BatchReader;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Sends rows to a table, batch by batch. Whatever the server only warns of is a failure. */
abstract class MySqlWriter {

    /** What says nothing of the values: deprecated words, and that a log may not be repeated safely. */
    private static final Set<Integer> HARMLESS = Set.of(1287, 1592, 1681, 3719);

    private final SqlSession session;
    private final List<TargetColumn> columns;
    private final List<MySqlEncoders.Encoder> encoders;
    private long sent;

    MySqlWriter(SqlSession session, List<TargetColumn> columns, List<MySqlEncoders.Encoder> encoders) {
        this.session = session;
        this.columns = columns;
        this.encoders = encoders;
    }

    /** Sends the rows of one batch. */
    abstract void write(VectorSchemaRoot batch) throws SQLException;

    final long write(BatchReader rows) throws Exception {
        @Nullable VectorSchemaRoot next = rows.next();
        while (next != null) {
            try (VectorSchemaRoot batch = next) {
                if (session.cancelled()) {
                    throw new CancellationException("the run was cancelled");
                }
                if (batch.getRowCount() > 0) {
                    write(batch);
                }
            }
            next = rows.next();
        }
        return sent;
    }

    final SqlSession session() {
        return session;
    }

    final List<TargetColumn> columns() {
        return columns;
    }

    /** Adds a value; NULL is left to who calls. */
    final void encode(int column, FieldVector from, int row, int rowsBefore, LoadText out) {
        try {
            encoders.get(column).encode(from, row, out);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    ", column '" + columns.get(column).name() + "', row " + (sent + rowsBefore + 1) + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** Runs a statement that brings rows, which the server must take as they are. */
    final void send(Sending statement, Statement warned, int rows) throws SQLException {
        try {
            long taken = statement.send();
            checkWarnings(warned.getWarnings());
            if (taken != rows) {
                throw new IllegalArgumentException("the server took " + taken + " of " + rows + " rows");
            }
            sent += rows;
        } catch (SQLException e) {
            if (session.cancelled()) {
                throw e;
            }
            throw failure(String.valueOf(e.getMessage()), e);
        }
    }

    /** What sends rows, and says how many the server took. */
    @FunctionalInterface
    interface Sending {
        long send() throws SQLException;
    }

    private void checkWarnings(@Nullable SQLWarning first) {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            if (!HARMLESS.contains(warning.getErrorCode())) {
                throw failure(String.valueOf(warning.getMessage()), warning);
            }
        }
    }

    private IllegalArgumentException failure(String message, SQLException cause) {
        return new IllegalArgumentException(MySqlFailure.reason(message, sent), cause);
    }
}
