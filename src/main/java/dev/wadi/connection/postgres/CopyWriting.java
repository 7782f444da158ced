package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.SqlSession;
import dev.wadi.spi.BatchReader;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postgresql.copy.CopyIn;

/** Rows into one table by binary COPY: as bytes of another COPY when the shapes are the same, or batch by batch. */
final class CopyWriting {

    private final SqlSession session;
    private final String table;
    private final List<TypedColumn> columns;

    /**
     * @param table the table's name in SQL
     * @param columns the columns to be written, in the order of the rows' columns
     */
    CopyWriting(SqlSession session, String table, List<TypedColumn> columns) {
        this.session = session;
        this.table = table;
        this.columns = columns;
    }

    /** Writes all rows and says how many they were. */
    long write(BatchReader rows) throws Exception {
        if (Shapes.mayBeSame(rows.schema(), columns)) {
            Optional<CopySource> source = rows.handOver(CopySource.class);
            if (source.isPresent() && Shapes.same(source.get().columns(), columns)) {
                return relay(source.get());
            }
        }
        return encode(rows);
    }

    private long encode(BatchReader rows) throws Exception {
        RowEncoder encoder = new RowEncoder(rows.schema(), columns);
        CopyIn copy = Copies.in(session, sql());
        try {
            encoder.write(rows, copy);
            return copy.endCopy();
        } catch (Exception | Error e) { // whatever it is, the server must not wait for more rows
            abandon(copy, e);
            throw e;
        }
    }

    private String sql() {
        String names = columns.stream()
                .map(column -> PostgresDialect.INSTANCE.quoted(column.target().name()))
                .collect(Collectors.joining(", "));
        return "COPY " + table + (names.isEmpty() ? "" : " (" + names + ")") + " FROM STDIN (FORMAT binary)";
    }

    private long relay(CopySource source) throws Exception {
        CopyIn copy = Copies.in(session, sql());
        try (CopyRelay relay = new CopyRelay(source)) {
            relay.writeTo(copy);
            return copy.endCopy();
        } catch (Exception | Error e) { // whatever it is, the server must not wait for more rows
            abandon(copy, e);
            throw e;
        }
    }

    private static void abandon(CopyIn copy, Throwable because) {
        try {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }
}
