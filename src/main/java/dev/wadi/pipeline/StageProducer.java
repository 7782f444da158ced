package dev.wadi.pipeline;

import dev.wadi.spi.ConnectionException;
import java.sql.SQLException;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Runs one stage: its work, tried again as often as it may be, and what is stored and shown of it afterwards. */
abstract class StageProducer extends DefaultProducer {

    private final StageEndpoint endpoint;

    StageProducer(StageEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /** Does the stage's work once. */
    abstract void execute(Exchange exchange, PipelineRun run, RunProgress.Stage progress) throws Exception;

    @Override
    public void process(Exchange exchange) throws Exception {
        String name = endpoint.stageName();
        Pipelines pipelines = Pipelines.of(getEndpoint().getCamelContext());
        PipelineRun run = pipelines.runOf(exchange);
        endpoint.level().ifPresent(level -> pipelines.listener().logs(run.log().getName(), level));
        RunProgress.Stage progress = run.progress().stage(endpoint.kind(), name);
        LoggedIds ids = LoggedIds.ofStage(endpoint);
        try {
            attempts(exchange, run, progress);
        } finally {
            ids.end();
        }
    }

    private void attempts(Exchange exchange, PipelineRun run, RunProgress.Stage progress) throws SQLException {
        for (int attempt = 0; ; attempt++) {
            RuntimeException failure = attempt(exchange, run, progress);
            if (failure == null) {
                return;
            }
            run.relations().drop(endpoint.stageName());
            if (endpoint instanceof ConnectedEndpoint connected && !(failure instanceof RunCancelledException)) {
                run.connections().failed(connected);
            }
            if (attempt >= endpoint.getRetries() || run.ending().isCancelled()) {
                throw failure;
            }
            run.log().warn("{}; it is tried again", failure.getMessage());
        }
    }

    /** Why it failed; null when it did not. */
    private @Nullable RuntimeException attempt(Exchange exchange, PipelineRun run, RunProgress.Stage progress) {
        String name = endpoint.stageName();
        Pipelines pipelines = Pipelines.of(getEndpoint().getCamelContext());
        try (StageTimeout limit = new StageTimeout(run, pipelines.timers(), endpoint.getTimeout())) {
            try {
                run.ending().checkCancelled();
                run.enter(exchange);
                execute(exchange, run, progress);
                progress.touch();
                finish(run, pipelines.listener(), name);
                return null;
            } catch (LinkageError e) { // native code that cannot be loaded here, a jar that is missing
                return new StageFailedException(name, e.toString(), e);
            } catch (Exception e) { // whatever a connection throws
                return limit.isOver() && !run.ending().isCancelled()
                        ? new StageFailedException(name, limit.reason(), e)
                        : failure(run, name, e);
            }
        }
    }

    private void finish(PipelineRun run, RunListener listener, String name) throws Exception {
        boolean looked = endpoint.getShow() != 0 || endpoint.isShowSchema();
        if (!run.relations().has(name)) {
            return;
        }
        if (endpoint.isStore() || endpoint.getShow() != 0) {
            run.relations().store(name);
        }
        if (looked) {
            new StageShow(run, listener).show(name, name, endpoint.getShow(), endpoint.isShowSchema());
        }
    }

    static RuntimeException failure(PipelineRun run, String name, Exception thrown) {
        if (run.ending().isCancelled()) {
            return run.ending().cutShort();
        }
        boolean isSql = thrown instanceof SQLException || thrown.getCause() instanceof SQLException;
        Throwable source = isSql ? run.relations().failure() : null; // DuckDB repeats only a part of it
        if (source instanceof StageFailedException tap) {
            return tap;
        }
        if (source == null && thrown instanceof StageFailedException nested) {
            return nested;
        }
        Throwable cause = source == null ? thrown : source;
        if (cause instanceof ConnectionException || cause instanceof SQLException || cause.getMessage() != null) {
            return new StageFailedException(
                    name, String.valueOf(cause.getMessage()).strip(), thrown);
        }
        return new StageFailedException(name, cause.toString(), thrown);
    }
}
