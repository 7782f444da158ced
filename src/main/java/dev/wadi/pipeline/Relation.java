package dev.wadi.pipeline;

import dev.wadi.batch.DuckDb;
import dev.wadi.spi.BatchReader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a stage left under its name. */
sealed interface Relation {

    /** Rows that can be read once: what a tap delivers. */
    final class Streamed implements Relation {

        private final BatchReader reader;
        private DuckDb.@Nullable Registered registered;
        private boolean read;

        Streamed(BatchReader reader) {
            this.reader = reader;
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
