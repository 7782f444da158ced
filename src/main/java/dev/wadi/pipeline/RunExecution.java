package dev.wadi.pipeline;

import dev.wadi.pipeline.RunReport.State;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run that has begun, on its way through the route of its pipeline. */
final class RunExecution {

    /** The exchange property that holds the run. */
    static final String RUN = "WadiRun";

    private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);

    private final Pipelines pipelines;
    private final PipelineConsumer consumer;
    private final RunRequest request;
    private RunLedger.Entry entry;
    private PipelineRun run;

    RunExecution(Pipelines pipelines, PipelineConsumer consumer, RunRequest request, RunLedger.Entry entry) {
        this.pipelines = pipelines;
        this.consumer = consumer;
        this.request = request;
        this.entry = entry;
        try {
            this.run = open();
        } catch (RuntimeException e) {
            entry.lock().close();
            throw e;
        }
    }

    private PipelineRun open() {
        RunReport report = entry.report();
        PipelineRun opened = pipelines.open(report.pipeline(), report.id(), entry);
        try {
            pipelines.running().add(opened);
            pipelines.counter().begun(opened);
            return opened;
        } catch (IllegalStateException e) {
            opened.closeQuietly();
            throw e;
        }
    }

    /** The run at its beginning. */
    RunReport report() {
        return entry.report();
    }

    /** Runs it to its end, whatever that is; runs that only catch up with others are followed by another one. */
    RunReport execute() {
        try {
            RunReport end = executeOnce();
            while (end.state() == State.DONE && isFollowed()) {
                entry = pipelines.ledger().again(entry);
                run = open();
                end = executeOnce();
            }
            return end;
        } finally {
            entry.lock().close();
            pipelines.running().leave(entry.report().pipeline());
        }
    }

    /** One that was taken up ends with what it began with. */
    private boolean isFollowed() {
        return !run.upTo().isEmpty() && !entry.takenUp() && pipelines.running().isOpen();
    }

    private RunReport executeOnce() {
        RunReport end;
        long began = System.nanoTime();
        LoggedIds ids = LoggedIds.ofRun(run);
        try {
            end = throughRoute();
            pipelines.counter().ended(end, Duration.ofNanos(System.nanoTime() - began));
            record(end);
            pipelines.tell(end);
        } finally {
            pipelines.running().remove(run);
            ids.end();
        }
        return end;
    }

    private RunReport throughRoute() {
        request.parameters().forEach(run.scope()::set);
        Exchange exchange = consumer.createExchange(false);
        exchange.setProperty(RUN, run);
        Future<?> timer = timer();
        @Nullable Exception failure = process(exchange);
        if (timer != null) {
            timer.cancel(false);
        }
        pipelines.close(run, failure == null && run.ending().cutBy().isEmpty());
        consumer.releaseExchange(exchange, false);
        return end(failure);
    }

    private RunReport end(@Nullable Exception failure) {
        Optional<RunEnd> cut = run.ending().cutBy();
        if (cut.isEmpty() && failure == null) {
            return entry.report().ended(State.DONE, null, run.progress());
        }
        Exception why = cut.isPresent() || failure == null ? new RunCancelledException() : failure;
        String reason =
                cut.map(RunEnd::reason).orElseGet(() -> why.getMessage() == null ? why.toString() : why.getMessage());
        State state = cut.map(RunEnd::state).orElse(State.FAILED);
        RunReport failed = entry.report().ended(state, reason, run.progress());
        pipelines.listener().failed(failed, why);
        return failed;
    }

    private void record(RunReport end) {
        try {
            pipelines.store().save(end);
        } catch (RunStoreException e) {
            LOG.warn("how run {} of pipeline '{}' ended is not recorded: {}", end.id(), end.pipeline(), e.getMessage());
        }
    }

    private @Nullable Future<?> timer() {
        long limit = consumer.pipeline().getTimeout();
        RunEnd late = new RunEnd.TimedOut(Duration.ofMillis(limit));
        return limit <= 0
                ? null
                : pipelines.timers().schedule(() -> run.ending().end(late), limit, TimeUnit.MILLISECONDS);
    }

    private @Nullable Exception process(Exchange exchange) {
        try {
            consumer.getProcessor().process(exchange);
        } catch (Exception e) { // whatever a step of a route throws
            return e;
        }
        return exchange.getException();
    }
}
