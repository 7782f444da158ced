package dev.wadi.pipeline;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.RunScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run: what its stages left, its DuckDB, its memory and its state. It passes through the stages on one thread; only
 * {@link #cancel} and the counts are for other threads.
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
    private final Set<Runnable> onCancel = ConcurrentHashMap.newKeySet();
    private final Set<AutoCloseable> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cancelled;
    private @Nullable RunDatabase database;

    PipelineRun(
            String pipeline,
            String id,
            BufferAllocator allocator,
            ExecutorService threads,
            long memory,
            StageConnections connections,
            RunProgress progress) {
        this.pipeline = pipeline;
        this.id = id;
        this.allocator = allocator;
        this.threads = threads;
        this.memory = memory;
        this.connections = connections;
        this.progress = progress;
        this.log = LoggerFactory.getLogger("dev.wadi.run." + pipeline);
        this.relations = new Relations(this::database, allocator);
        this.scope = new Scope(Map.of(), Map.of("env", System.getenv(), "user", Map.of(), "run", id));
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

    void checkCancelled() {
        if (cancelled) {
            throw new RunCancelledException();
        }
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

    boolean isCancelled() {
        return cancelled;
    }

    @Override
    public AutoCloseable whenCancelled(Runnable action) {
        onCancel.add(action);
        if (cancelled && onCancel.remove(action)) {
            action.run();
        }
        return () -> onCancel.remove(action);
    }

    /** A reader that is closed when the run is cancelled, which ends whoever waits for its rows. */
    BatchReader closedWhenCancelled(BatchReader reader) {
        Runnable close = reader::close;
        whenCancelled(close);
        return new CountedReader(reader, new AtomicLong(), new AtomicLong(), () -> onCancel.remove(close));
    }

    /** A reader that is closed when the run ends, for who does not say when it is done. */
    <T> T closedAtEnd(T reader) {
        if (reader instanceof AutoCloseable closeable) {
            open.add(closeable);
        }
        return reader;
    }

    /** Ends what the run is doing, soon. */
    void cancel() {
        cancelled = true;
        for (Runnable action : List.copyOf(onCancel)) {
            if (onCancel.remove(action)) {
                action.run();
            }
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
    public void close() throws SQLException {
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
