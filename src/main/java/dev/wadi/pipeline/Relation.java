package dev.wadi.pipeline;

import dev.wadi.batch.DuckDb;
import dev.wadi.spi.BatchReader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a stage left under its name. */
sealed interface Relation {

    /** Reads a source from the beginning. */
    @FunctionalInterface
    interface Again {
        BatchReader read() throws Exception;
    }

    /** Rows that can be read once: what a tap delivers. */
    final class Streamed implements Relation {

        private final BatchReader reader;
        private final Again again;
        private DuckDb.@Nullable Registered registered;
        private boolean read;

        Streamed(BatchReader reader, Again again) {
            this.reader = reader;
            this.again = again;
        }

        /** The same rows, read a second time. */
        BatchReader again() throws Exception {
            return again.read();
        }

        BatchReader reader() {
            return reader;
        }

        /** How DuckDB sees it; null until a query names it. */
        DuckDb.@Nullable Registered registered() {
            return registered;
        }

        void registered(DuckDb.Registered by) {
            registered = by;
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
