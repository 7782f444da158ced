package dev.wadi.pipeline;

import dev.wadi.config.Nearest;
import dev.wadi.connection.Connections;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pipelines whose routes are started, by id, and their runs. Thread-safe. */
public final class Pipelines implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pipelines.class);

    /** The exchange property that holds the run. */
    private static final String RUN = "WadiRun";

    private final StageConnections connections;
    private final long memory;
    private final BufferAllocator allocator = new RootAllocator();
    private final ExecutorService threads;
    private final Map<String, PipelineConsumer> consumers = new ConcurrentHashMap<>();
    private final Map<String, PipelineRun> running = new ConcurrentHashMap<>();
    private volatile RunListener listener = new LoggedStages();
    private volatile boolean scheduled = true;

    /**
     * @param home the folder below which files are that stages describe in place
     * @param memory how many bytes the database of one run may use before it spills
     */
    public Pipelines(Connections connections, Path home, long memory) {
        this.connections = new StageConnections(connections, home);
        this.memory = memory;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "wadi-read");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Tells somebody else than the log what people see of runs. */
    public void listener(RunListener told) {
        listener = told;
    }

    RunListener listener() {
        return listener;
    }

    /** Lets no pipeline run by its schedule; said before their routes start. */
    public void ignoreSchedules() {
        scheduled = false;
    }

    boolean isScheduled() {
        return scheduled;
    }

    /** Those of a Camel context. */
    static Pipelines of(CamelContext context) {
        return context.getRegistry().mandatoryFindSingleByType(Pipelines.class);
    }

    void add(PipelineConsumer consumer) {
        consumers.put(consumer.pipeline().getPipelineId(), consumer);
    }

    void remove(PipelineConsumer consumer) {
        consumers.remove(consumer.pipeline().getPipelineId(), consumer);
    }

    /** The ids of the pipelines that can run. */
    public List<String> ids() {
        return consumers.keySet().stream().sorted().toList();
    }

    /** Cancels the run of a pipeline, if there is one. */
    public boolean cancel(String pipeline) {
        PipelineRun run = running.get(pipeline);
        if (run != null) {
            run.cancel();
        }
        return run != null;
    }

    /** How far the run of a pipeline is, if there is one. */
    public Optional<RunProgress> progress(String pipeline) {
        return Optional.ofNullable(running.get(pipeline)).map(PipelineRun::progress);
    }

    /**
     * Runs a pipeline on the calling thread.
     *
     * @return the run at its end, whether it succeeded or failed
     * @throws RunOverlapsException when it runs already
     */
    public RunReport run(String id, RunRequest request) {
        PipelineConsumer consumer = consumers.get(id);
        if (consumer == null) {
            throw new IllegalArgumentException("there is no pipeline '" + id + "'. "
                    + Nearest.didYouMean(id, consumers.keySet()) + "Try: wadi pipelines list");
        }
        PipelineRun run = begin(id, RunIds.next());
        PipelineRun other = running.putIfAbsent(id, run);
        if (other != null) {
            close(run);
            throw new RunOverlapsException(id, other.id());
        }
        try {
            return execute(consumer, run, request);
        } finally {
            running.remove(id, run);
        }
    }

    private RunReport execute(PipelineConsumer consumer, PipelineRun run, RunRequest request) {
        RunReport report = new RunReport(
                run.pipeline(),
                run.id(),
                request.trigger(),
                RunReport.State.RUNNING,
                Instant.now(),
                null,
                List.of(),
                null);
        request.parameters().forEach(run.scope()::set);
        Exchange exchange = consumer.createExchange(false);
        exchange.setProperty(RUN, run);
        @Nullable Exception failure = process(consumer, exchange);
        close(run);
        consumer.releaseExchange(exchange, false);
        if (run.isCancelled()) {
            return report.ended(RunReport.State.CANCELLED, "cancelled", run.progress());
        }
        if (failure == null) {
            return report.ended(RunReport.State.DONE, null, run.progress());
        }
        RunReport failed =
                report.ended(RunReport.State.FAILED, String.valueOf(failure.getMessage()), run.progress());
        listener.failed(failed, failure);
        return failed;
    }

    private static @Nullable Exception process(PipelineConsumer consumer, Exchange exchange) {
        try {
            consumer.getProcessor().process(exchange);
        } catch (Exception e) {
            return e;
        }
        return exchange.getException();
    }

    /** The run that an exchange belongs to; one of its own when its route is no pipeline. */
    PipelineRun runOf(Exchange exchange) {
        PipelineRun present = exchange.getProperty(RUN, PipelineRun.class);
        if (present != null) {
            return present;
        }
        PipelineRun run = begin(String.valueOf(exchange.getFromRouteId()), exchange.getExchangeId());
        exchange.setProperty(RUN, run);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                close(run);
            }
        });
        return run;
    }

    private PipelineRun begin(String pipeline, String id) {
        return new PipelineRun(
                pipeline,
                id,
                allocator.newChildAllocator(pipeline + " " + id, 0, Long.MAX_VALUE),
                threads,
                memory,
                connections,
                new RunProgress());
    }

    private void close(PipelineRun run) {
        listener.logs(run.log().getName(), null);
        try {
            run.close();
        } catch (SQLException e) {
            LOG.warn("run {} of pipeline '{}' could not be closed", run.id(), run.pipeline(), e);
        }
    }

    @Override
    public void close() {
        running.values().forEach(PipelineRun::cancel);
        threads.shutdown();
        allocator.close();
    }
}
