package dev.wadi.pipeline;

import dev.wadi.spi.SinkMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One stage of a pipeline. Texts are as written, with their templates. */
public sealed interface StageDefinition {

    /** What all stages have. */
    StageOptions options();

    /** The name, by which later stages read it. */
    default String name() {
        return options().name();
    }

    /** A stage that works on a connection. */
    sealed interface Connected extends StageDefinition {

        /** The connection. */
        ConnectionUse connection();
    }

    /**
     * Reads from a connection and leaves the rows under its name.
     *
     * @param incremental the column whose highest value is remembered, to go on from there
     */
    record Tap(StageOptions options, ConnectionUse connection, Optional<String> query, Optional<String> incremental)
            implements Connected {}

    /** Makes a relation of earlier ones by one query. */
    record Transform(StageOptions options, String query) implements StageDefinition {}

    /**
     * Writes rows to a connection: those of the stage before it, or of its own query.
     *
     * @param key the columns that rows are told apart by, in {@link SinkMode#UPSERT}; else empty
     * @param create whether a table that is absent is made
     */
    record Sink(
            StageOptions options,
            ConnectionUse connection,
            Optional<String> query,
            SinkMode mode,
            List<String> key,
            boolean create)
            implements Connected {

        public Sink {
            key = List.copyOf(key);
        }
    }

    /** Runs a statement on a connection. */
    record Sql(StageOptions options, ConnectionUse connection, String query) implements Connected {}

    /** Runs statements on the run's own DuckDB. */
    record Self(StageOptions options, String query) implements StageDefinition {}

    /**
     * Stages of their own.
     *
     * @param perRow whether they run once for each row of the stage before it, rather than once
     */
    record Nested(StageOptions options, List<StageDefinition> stages, boolean perRow) implements StageDefinition {

        public Nested {
            stages = List.copyOf(stages);
        }

        /** The stage whose rows are what the stages leave: the last one that makes rows, at any depth. */
        Optional<String> lastWithRows() {
            List<String> made = stages.stream().flatMap(Nested::madeBy).toList();
            return made.isEmpty() ? Optional.empty() : Optional.of(made.get(made.size() - 1));
        }

        private static Stream<String> madeBy(StageDefinition stage) {
            if (stage instanceof Nested inner) {
                return inner.lastWithRows().stream();
            }
            return stage instanceof Tap || stage instanceof Transform ? Stream.of(stage.name()) : Stream.empty();
        }
    }
}
