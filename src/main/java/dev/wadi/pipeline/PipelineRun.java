package dev.wadi.pipeline;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.RunScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One run: what its stages left, its DuckDB, its memory and its state. It passes through the stages on one thread; only its end
 * and the counts are for other threads.
 */
final class PipelineRun implements RunScope, AutoCloseable {

    /** The variable of an exchange that holds what a pipeline's header gives to its runs, as a JSON object. */
    static final String PARAMETERS = "parameters";

    private final String pipeline;
    private final String id;
    private final BufferAllocator allocator;
    private final ExecutorService threads;
    private final long memory;
    private final StageConnections connections;
    private final Logger log;
    private final Relations relations;
    private final RunProgress progress;
    private final Scope scope;
    private boolean begun;
    private final Map<String, Object> bookmarks = new ConcurrentHashMap<>();
    private final Map<String, Long> rounds = new LinkedHashMap<>();
    private final RunHistory history;
    private final Map<String, Object> upTo = new LinkedHashMap<>();
    private final RunOutcome outcome;
    private final RunEnding ending;
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable RunDatabase database;

    PipelineRun(
            String pipeline,
            String id,
            RunHistory history,
            BufferAllocator allocator,
            ExecutorService threads,
            long memory,
            StageConnections connections,
            RunProgress progress) {
        this.pipeline = pipeline;
        this.id = id;
        this.history = history;
        this.allocator = allocator;
        this.threads = threads;
        this.memory = memory;
        this.connections = connections;
        this.progress = progress;
        this.log = FailureLog.of(pipeline);
        this.outcome = new RunOutcome(log);
        this.ending = new RunEnding(threads, () -> Optional.ofNullable(database));
        this.relations = new Relations(this::database, allocator);
        this.scope = new Scope(
                Map.of(), Map.of("env", TemplateEnvironment.of(System.getenv()), "user", Map.of(), "run", id));
    }

    @Override
    public String pipeline() {
        return pipeline;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public BufferAllocator allocator() {
        return allocator;
    }

    @Override
    public Logger log() {
        return log;
    }

    @Override
    public Connection duckdb() throws SQLException {
        return database().connection();
    }

    @Override
    public long memory() {
        return memory;
    }

    RunDatabase database() throws SQLException {
        RunDatabase present = database;
        if (present == null) {
            present = RunDatabase.open(memory);
            database = present;
            whenCancelled(present::cancel);
        }
        return present;
    }

    /** Where threads that read ahead come from. */
    ExecutorService threads() {
        return threads;
    }

    /** Takes connections into use. */
    StageConnections connections() {
        return connections;
    }

    /** Has templates see what holds for an exchange: the row of its loop, and what the pipeline's header gives. */
    void enter(Exchange exchange) {
        if (!begun) {
            begun = true;
            StageEndpoint.map(exchange.getVariable(PARAMETERS, String.class), PARAMETERS)
                    .forEach((name, value) -> {
                        if (!scope.variables().containsKey(name)) {
                            scope.set(name, value);
                        }
                    });
        }
        Map<?, ?> row = exchange.getProperty(LoopRows.ROW, Map.class);
        if (row != null) {
            scope.set(Scope.LOOP, row);
        } else {
            scope.variables().remove(Scope.LOOP);
        }
    }

    /** What templates see. */
    Scope scope() {
        return scope;
    }

    /** A text with its templates filled in. */
    String render(String text) {
        return Templates.isTemplate(text) ? Templates.render(text, scope) : text;
    }

    /** The texts of a map, at any depth, with their templates filled in; what becomes nothing is left out. */
    Map<String, Object> renderAll(Map<String, @Nullable Object> values) {
        Map<String, Object> rendered = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            Object filled = Templates.tree(value, scope);
            if (filled != null) {
                rendered.put(key, filled);
            }
        });
        return rendered;
    }

    /** What is known of its sinks. */
    RunHistory history() {
        return history;
    }

    /** The highest value that an incremental tap may deliver, where sinks that had more are to be caught up with. */
    Map<String, Object> upTo() {
        return upTo;
    }

    Relations relations() {
        return relations;
    }

    RunProgress progress() {
        return progress;
    }

    /** The highest value that each incremental tap delivered so far. */
    Map<String, Object> bookmarks() {
        return bookmarks;
    }

    /** Which execution of a stage this is, from 0. */
    long nextRound(String stage) {
        return rounds.merge(stage, 0L, (before, zero) -> before + 1);
    }

    /** How it ends before its time. */
    RunEnding ending() {
        return ending;
    }

    @Override
    public RunEnding.Cancellation whenCancelled(Runnable action) {
        return ending.whenCancelled(action);
    }

    /** A reader that is closed when the run is cancelled, which ends whoever waits for its rows. */
    BatchReader closedWhenCancelled(BatchReader reader) {
        RunEnding.Cancellation cancellation = whenCancelled(reader::close);
        return new CountedReader(reader, new AtomicLong(), new AtomicLong(), cancellation::close);
    }

    /** A reader that is closed when the run ends, for who does not say when it is done. */
    <T> T closedAtEnd(T reader) {
        if (reader instanceof AutoCloseable closeable) {
            open.add(closeable);
        }
        return reader;
    }

    /** Closes it; what fails is logged. */
    void closeQuietly() {
        try {
            close();
        } catch (SQLException e) {
            log.warn("run {} could not be closed", id, e);
        }
    }

    private void closeReader(AutoCloseable reader) {
        try {
            reader.close();
        } catch (Exception e) { // what it declares
            log.warn("rows that were read could not be given back", e);
        }
    }

    @Override
    public boolean whenEnded(Consumer<Boolean> action) {
        outcome.whenKnown(action);
        return true;
    }

    /** Whether it committed what it read, and who waits to hear of it. */
    RunOutcome outcome() {
        return outcome;
    }

    @Override
    public void close() throws SQLException {
        ending.over();
        outcome.ended(false); // unless its end was told
        open.forEach(this::closeReader);
        try {
            relations.close();
        } finally {
            RunDatabase present = database;
            if (present != null) {
                present.close();
            }
            allocator.close();
        }
    }
}
