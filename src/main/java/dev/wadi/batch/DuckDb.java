package dev.wadi.batch;

import dev.wadi.spi.BatchReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.Data;
import org.apache.arrow.memory.BufferAllocator;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/** Batches into DuckDB and out of it, by Arrow's C data interface: no value is copied. */
public final class DuckDb {

    private DuckDb() {}

    /** A name or value in SQL, quoted as an identifier. */
    public static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text in SQL, quoted as a literal. */
    public static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    /**
     * Runs a query and gives its rows as they are made. The connection is busy until the reader is closed.
     *
     * @param sql one statement that returns rows
     * @throws SQLException when the statement is wrong or fails
     */
    public static BatchReader query(Connection duckdb, String sql, BufferAllocator allocator) throws SQLException {
        return query(duckdb, sql, allocator, statement -> {});
    }

    /**
     * As {@link #query(Connection, String, BufferAllocator)}, with the statement handed out before it is executed: to cancel
     * it, because only a statement that is being executed can be cancelled, and only by itself.
     */
    public static BatchReader query(Connection duckdb, String sql, BufferAllocator allocator, Consumer<Statement> begun)
            throws SQLException {
        Statement statement = duckdb.createStatement();
        try {
            begun.accept(statement);
            return rows(statement, statement.executeQuery(sql), allocator);
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /**
     * The rows of a statement that was executed. The statement is closed with them; it stays open when this fails.
     *
     * @param result its result, of which nothing was read
     */
    public static BatchReader rows(Statement statement, ResultSet result, BufferAllocator allocator)
            throws SQLException {
        try {
            return new DuckDbRows(statement, result.unwrap(DuckDBResultSet.class), allocator);
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    /**
     * Makes batches readable as a relation of one connection, once: it is a temporary view of this connection only, and a
     * second scan fails. The reader is closed by closing what is returned.
     */
    public static Registered register(Connection duckdb, String name, BatchReader batches, BufferAllocator allocator)
            throws SQLException {
        return register(duckdb, name, batches, allocator, 0);
    }

    /**
     * The same with the last batches kept, until that is no longer wanted: DuckDB's driver does not say why a result that
     * streams fails before its first rows, and only the query of the same rows once more does.
     *
     * @param keptBytes how many bytes of them
     */
    public static Registered register(
            Connection duckdb, String name, BatchReader batches, BufferAllocator allocator, long keptBytes)
            throws SQLException {
        KeptBatches kept = new KeptBatches(allocator, batches.schema(), keptBytes);
        BatchStream source = new BatchStream(allocator, batches, kept);
        ArrowArrayStream stream = ArrowArrayStream.allocateNew(allocator);
        try {
            Data.exportArrayStream(allocator, source, stream);
            duckdb.unwrap(DuckDBConnection.class).registerArrowStream(name, stream);
            return new Registered(duckdb, name, source, stream, kept);
        } catch (SQLException | RuntimeException e) {
            stream.close();
            batches.close();
            throw e;
        }
    }

    /** Batches that DuckDB reads. */
    public static final class Registered implements AutoCloseable {

        private final Connection duckdb;
        private final String name;
        private final BatchStream source;
        private final ArrowArrayStream stream;
        /** DuckDB closes the source itself when a query has ended; these are closed here. */
        private final KeptBatches kept;

        private boolean closed;

        Registered(Connection duckdb, String name, BatchStream source, ArrowArrayStream stream, KeptBatches kept) {
            this.duckdb = duckdb;
            this.name = name;
            this.source = source;
            this.stream = stream;
            this.kept = kept;
        }

        /** What reading failed with, if it did: DuckDB repeats only a part of the message. */
        public @Nullable Throwable failure() {
            return source.failure();
        }

        /** Keeps no batches any more. */
        public void forget() {
            kept.close();
        }

        /** Closes it but for the batches that were kept, which the caller reads and closes. */
        public BatchReader closeButForKept() throws SQLException {
            try {
                closeStream();
                return kept;
            } catch (SQLException | RuntimeException e) {
                kept.close();
                throw e;
            }
        }

        /** Drops the view and closes the reader. */
        @Override
        public void close() throws SQLException {
            if (!closed) {
                kept.close();
            }
            closeStream();
        }

        private void closeStream() throws SQLException {
            if (closed) {
                return;
            }
            closed = true;
            SQLException failed = dropView();
            stream.close();
            try {
                source.close();
            } catch (IOException e) {
                throw new SQLException(e.getMessage(), e);
            }
            if (failed != null) {
                throw failed;
            }
        }

        private @Nullable SQLException dropView() {
            try (Statement statement = duckdb.createStatement()) {
                statement.execute("drop view if exists " + quoted(name));
                return null;
            } catch (SQLException e) {
                return e;
            }
        }
    }
}
