package dev.wadi.pipeline;

import dev.wadi.batch.DuckDb;
import dev.wadi.spi.BatchReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** What a stage left under its name. */
sealed interface Relation {

    /** Reads a source from the beginning; nothing when that may change something. */
    @FunctionalInterface
    interface Again {
        Optional<BatchReader> read() throws Exception;
    }

    /** Rows that can be read once: what a tap delivers. */
    final class Streamed implements Relation {

        /** More than DuckDB's threads take at a time. */
        private static final long KEPT = 64L << 20;

        private final BatchReader reader;
        private final Again again;
        private DuckDb.@Nullable Registered registered;
        private boolean read;

        Streamed(BatchReader reader, Again again) {
            this.reader = reader;
            this.again = again;
        }

        /** The same rows, read a second time, if they can be. */
        Optional<BatchReader> again() throws Exception {
            return again.read();
        }

        /** Lets DuckDB see it. */
        void register(Connection duckdb, String name, BufferAllocator allocator) throws SQLException {
            registered = DuckDb.register(duckdb, name, reader, allocator, KEPT);
        }

        /** Ends it and leaves in its place the rows that were taken from it last. */
        void keptOnly(Connection duckdb, String name, BufferAllocator allocator) throws SQLException {
            if (registered != null) {
                BatchReader kept = registered.closeButForKept();
                registered = DuckDb.register(duckdb, name, kept, allocator);
            }
        }

        /** Ends it and puts other rows into its place. */
        void replaced(Connection duckdb, String name, BatchReader by, BufferAllocator allocator) throws SQLException {
            try {
                close();
            } catch (SQLException | RuntimeException e) {
                by.close();
                throw e;
            }
            registered = DuckDb.register(duckdb, name, by, allocator);
        }

        /** What DuckDB took is not needed once more. */
        void forget() {
            if (registered != null) {
                registered.forget();
            }
        }

        /** Gives back what it holds. */
        void close() throws SQLException {
            if (registered != null) {
                registered.close();
            } else {
                reader.close();
            }
        }

        BatchReader reader() {
            return reader;
        }

        /** How DuckDB sees it; null until a query names it. */
        DuckDb.@Nullable Registered registered() {
            return registered;
        }

        boolean isRead() {
            return read;
        }

        void markRead() {
            read = true;
        }
    }

    /**
     * A view in DuckDB.
     *
     * @param reads the stages that its query names
     */
    record View(Set<String> reads) implements Relation {}

    /** A table in DuckDB, or what SQL of the pipeline's own made there. */
    record Stored() implements Relation {}
}
