package dev.wadi.pipeline;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Does what holds for stages together, or comes after one. */
final class StagesProducer extends DefaultProducer {

    private final StagesEndpoint endpoint;

    StagesProducer(StagesEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Pipelines pipelines = Pipelines.of(endpoint.getCamelContext());
        PipelineRun run = pipelines.runOf(exchange);
        run.ending().checkCancelled();
        endpoint.level().ifPresent(level -> pipelines.listener().logs(run.log().getName(), level));
        if (endpoint.getShow() != 0 || endpoint.isShowSchema()) {
            show(run, pipelines.listener());
        }
        if (endpoint.getThrottle() > 0) {
            pause(run);
        }
    }

    private void show(PipelineRun run, RunListener listener) {
        String shown = endpoint.shown();
        if (!run.relations().has(shown)) {
            return;
        }
        try {
            if (endpoint.getShow() != 0) {
                run.relations().store(shown);
            }
            new StageShow(run, listener).show(shown, endpoint.stageName(), endpoint.getShow(), endpoint.isShowSchema());
        } catch (Exception e) { // of whatever the rows come from
            throw StageProducer.failure(run, endpoint.stageName(), e);
        }
    }

    /** Camel's own delay goes on when the run is cancelled. */
    private void pause(PipelineRun run) throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        RunEnding.Cancellation waiting = run.whenCancelled(cancelled::countDown);
        try {
            if (cancelled.await(endpoint.getThrottle(), TimeUnit.MILLISECONDS)) {
                throw run.ending().cutShort();
            }
        } finally {
            waiting.close();
        }
    }
}
