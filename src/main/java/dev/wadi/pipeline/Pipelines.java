package dev.wadi.pipeline;

import dev.wadi.connection.Connections;
import dev.wadi.connection.Events;
import dev.wadi.pipeline.RunReport.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pipelines whose routes are started, by id, and their runs. Thread-safe. */
public final class Pipelines implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pipelines.class);

    /** How long it may take until runs that are told to end have done so. */
    private static final Duration ENDING = Duration.ofSeconds(10);

    private final StageConnections connections;
    private final RunStore store;
    private final RunLedger ledger;
    private final RunResources resources;
    private final RunReports reports;
    private final Map<String, PipelineConsumer> consumers = new ConcurrentHashMap<>();
    private final RunningRuns running = new RunningRuns();
    private final RunCounter counter = new RunCounter();
    private final Events events;
    private final Set<String> remembered = ConcurrentHashMap.newKeySet();
    private volatile RunListener listener = new LoggedStages();
    private volatile boolean scheduled = true;

    /**
     * @param home the folder below which files are that stages describe in place
     * @param memory how many bytes the database of one run may use before it spills
     * @param store what remembers the runs; it is closed with the pipelines
     */
    public Pipelines(Connections connections, Path home, LongSupplier memory, RunStore store) {
        this.connections = new StageConnections(connections, home);
        this.events = connections.events();
        this.resources = new RunResources(memory);
        this.store = store;
        this.ledger = new RunLedger(store);
        this.reports = new RunReports(store, ledger, running);
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

    ScheduledExecutorService timers() {
        return resources.timers();
    }

    void add(PipelineConsumer consumer) {
        consumers.put(consumer.pipeline().getPipelineId(), consumer);
        if (scheduled && consumer.pipeline().getSchedule() != null) {
            resources.threads().execute(() -> takeUp(consumer.pipeline().getPipelineId()));
        }
    }

    void remove(PipelineConsumer consumer) {
        consumers.remove(consumer.pipeline().getPipelineId(), consumer);
    }

    /** Goes on with what was interrupted when the service ended. */
    private void takeUp(String id) {
        try {
            Optional<RunReport> newest = store.newest(id);
            if (newest.isPresent()
                    && newest.get().trigger().equals(RunRequest.SCHEDULE)
                    && ledger.isInterrupted(newest.get())) {
                run(id, RunRequest.bySchedule());
            }
        } catch (RunOverlapsException e) {
            LOG.debug("pipeline '{}' runs elsewhere", id, e);
        } catch (RuntimeException e) { // the service goes on, and so does the schedule
            LOG.warn("an interrupted run of pipeline '{}' cannot be taken up: {}", id, e.getMessage());
        }
    }

    /** The ids of the pipelines that can run. */
    public List<String> ids() {
        return consumers.keySet().stream().sorted().toList();
    }

    /**
     * Fails when there is no such pipeline.
     *
     * @throws NoSuchPipelineException when there is none
     */
    public void require(String id) {
        if (!consumers.containsKey(id)) {
            throw new NoSuchPipelineException(id, consumers.keySet());
        }
    }

    /** The pipelines that can run. */
    public List<PipelineStatus> statuses() {
        return ids().stream().flatMap(id -> status(id).stream()).toList();
    }

    private Optional<PipelineStatus> status(String id) {
        Optional<PipelineConsumer> consumer = Optional.ofNullable(consumers.get(id));
        return consumer.map(present ->
                new PipelineStatus(id, Optional.ofNullable(present.pipeline().getSchedule()), reports.newest(id)));
    }

    /** The runs of a pipeline that are remembered, the newest first. */
    public List<RunReport> runs(String pipeline, int limit, int offset) {
        return reports.runs(pipeline, limit, offset);
    }

    /** How many runs of a pipeline are remembered. */
    public int count(String pipeline) {
        return store.count(pipeline);
    }

    /** A run, as far as it is. */
    public Optional<RunReport> report(String pipeline, String run) {
        return reports.find(pipeline, run);
    }

    /** The runs of each pipeline that can run, by its id. */
    public List<PipelineCounts> counts() {
        List<String> ids = ids();
        ids.forEach(this::remember);
        return ids.stream().map(counter::counts).toList();
    }

    /** What stages have done, in pipelines and in routes, those that are gone too. */
    public List<PipelineCounts.StageCounts> stageCounts() {
        return counter.stages();
    }

    /** Looks once, and without being waited for, when a pipeline was done in an earlier process. */
    private void remember(String id) {
        if (running.isOpen() && remembered.add(id)) {
            resources.threads().execute(() -> {
                try {
                    store.runs(id, RunStore.KEPT, 0).stream()
                            .filter(run -> run.state() == State.DONE)
                            .flatMap(run -> Optional.ofNullable(run.ended()).stream())
                            .findFirst()
                            .ifPresent(at -> counter.succeededBefore(id, at));
                } catch (RunStoreException e) {
                    LOG.debug("when pipeline '{}' was done last is not known yet", id, e);
                    remembered.remove(id);
                }
            });
        }
    }

    RunCounter counter() {
        return counter;
    }

    /** Tells of a run that has ended. */
    void tell(RunReport end) {
        String state = end.state().name().toLowerCase(Locale.ROOT);
        String why = end.error() == null ? "" : ": " + end.error();
        events.add(
                Events.Kind.RUN,
                end.pipeline(),
                state,
                "pipeline '" + end.pipeline() + "', run " + end.id() + ", is " + state + why);
    }

    /** Cancels the run of a pipeline, if there is one in this process. */
    public boolean cancel(String pipeline) {
        Optional<PipelineRun> run = running.find(pipeline);
        run.ifPresent(present -> present.ending().end(new RunEnd.Cancelled()));
        return run.isPresent();
    }

    /** Cancels a run, if it is going on in this process. */
    public boolean cancel(String pipeline, String id) {
        Optional<PipelineRun> run = running.find(pipeline, id);
        run.ifPresent(present -> present.ending().end(new RunEnd.Cancelled()));
        return run.isPresent();
    }

    /** How far the run of a pipeline is, if there is one. */
    public Optional<RunProgress> progress(String pipeline) {
        return running.find(pipeline).map(PipelineRun::progress);
    }

    /**
     * Runs a pipeline on the calling thread. A run that did not come to its end is taken up under its id.
     *
     * @return the run at its end, whether it succeeded or failed
     * @throws RunOverlapsException when it runs already, here or in another process
     * @throws RunStoreException when the run cannot be recorded
     */
    public RunReport run(String id, RunRequest request) {
        return begin(id, request).execute();
    }

    /**
     * Begins to run a pipeline, and leaves the rest to another thread.
     *
     * @return the run at its beginning
     * @throws RunOverlapsException when it runs already, here or in another process
     * @throws RunStoreException when the run cannot be recorded
     */
    public RunReport start(String id, RunRequest request) {
        RunExecution execution = begin(id, request);
        RunReport begun = execution.report();
        resources.threads().execute(execution::execute);
        return begun;
    }

    /** Whoever gets the execution leaves the pipeline at its end. */
    private RunExecution begin(String id, RunRequest request) {
        running.enter(id);
        boolean begun = false;
        try {
            PipelineConsumer consumer = consumers.get(id);
            if (consumer == null) {
                throw new NoSuchPipelineException(id, consumers.keySet());
            }
            running.requireOpen();
            RunExecution execution = new RunExecution(this, consumer, request, ledger.begin(id, request));
            begun = true;
            return execution;
        } finally {
            if (!begun) {
                running.leave(id);
            }
        }
    }

    /**
     * Lets no run of a pipeline begin, so that its route can be replaced; those that are asked for wait.
     *
     * @param later when a run is going on: done on its thread when it has ended, and no other one has begun
     * @return whether no run is going on
     */
    public boolean hold(String id, Runnable later) {
        return running.hold(id, later);
    }

    /** Runs that wait may begin. */
    public void release(String id) {
        running.release(id);
    }

    /** Takes connections into use. */
    StageConnections connections() {
        return connections;
    }

    RunningRuns running() {
        return running;
    }

    RunLedger ledger() {
        return ledger;
    }

    RunStore store() {
        return store;
    }

    /** The run that an exchange belongs to; one of its own when its route is no pipeline. */
    PipelineRun runOf(Exchange exchange) {
        PipelineRun present = exchange.getProperty(RunExecution.RUN, PipelineRun.class);
        if (present != null) {
            return present;
        }
        PipelineRun run = open(String.valueOf(exchange.getFromRouteId()), exchange.getExchangeId(), null);
        exchange.setProperty(RunExecution.RUN, run);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                close(run, !done.isFailed());
                Exception failure = done.getException();
                if (failure != null) {
                    StageFailedException.in(failure).ifPresent(stage -> FailureLog.route(run.pipeline(), stage));
                }
            }
        });
        return run;
    }

    /** @param succeeded whether it came to its end, so that what it has read may be acknowledged */
    void close(PipelineRun run, boolean succeeded) {
        run.outcome().ended(succeeded);
        counter.closed(run);
        listener.logs(run.log().getName(), null);
        run.closeQuietly();
    }

    /** @param entry how the run began; null when the store knows nothing of it */
    PipelineRun open(String pipeline, String id, RunLedger.@Nullable Entry entry) {
        return new PipelineRun(
                pipeline,
                id,
                new RunHistory(store, entry),
                resources.memoryOf(pipeline + " " + id),
                resources.threads(),
                resources.databaseMemory(),
                connections,
                new RunProgress());
    }

    /** Lets runs come to their end, begins no more, and after a while ends those that are left: they are taken up later. */
    public void drain(Duration limit) {
        running.refuse();
        if (!running.awaitEnd(limit)) {
            LOG.warn("runs that are still going on are stopped; they are taken up later: {}", running.names());
            running.end(new RunEnd.Stopped());
            running.awaitEnd(ENDING);
        }
    }

    @Override
    public void close() {
        drain(Duration.ZERO);
        resources.close();
        store.close();
    }
}
