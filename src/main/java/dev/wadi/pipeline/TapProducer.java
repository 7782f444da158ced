package dev.wadi.pipeline;

import dev.wadi.batch.ReadAhead;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.Lease;
import dev.wadi.spi.Tappable;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Begins to read from a connection. */
final class TapProducer extends StageProducer {

    /** How many bytes of batches may wait for who takes them: some batches, so that neither side waits for the other. */
    private static final long AHEAD = 64L << 20;

    private final TapEndpoint endpoint;

    TapProducer(TapEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    void execute(Exchange exchange, PipelineRun run, RunProgress.Stage progress) throws Exception {
        BatchReader ahead = new ReadAhead(opened(exchange, run, progress), AHEAD, run.threads());
        run.relations().stream(endpoint.stageName(), ahead, () -> opened(exchange, run, progress));
        exchange.getMessage().setBody(new StageRows(run, endpoint.stageName()));
    }

    private BatchReader opened(Exchange exchange, PipelineRun run, RunProgress.Stage progress) throws Exception {
        Lease<Tappable> lease = run.connections().lease(exchange, run, endpoint, Tappable.class, "be read by a tap");
        try {
            return new CountedReader(lease.value().tap(stage(exchange, run)), progress, lease::close);
        } catch (Exception | Error e) {
            lease.close();
            throw e;
        }
    }

    private StageCall.Reading stage(Exchange exchange, PipelineRun run) {
        return new StageCall.Reading(
                run,
                endpoint.stageName(),
                endpoint.text(exchange, "query", endpoint.getQuery()).map(run::render),
                endpoint.text(exchange, "locator", endpoint.getLocator()).map(run::render),
                endpoint.columns(exchange),
                run.renderAll(endpoint.parameters(exchange)),
                Optional.empty());
    }
}
