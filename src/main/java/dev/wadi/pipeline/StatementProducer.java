package dev.wadi.pipeline;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.Lease;
import dev.wadi.spi.StatementRunner;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Runs statements on a connection. */
final class StatementProducer extends StageProducer {

    private final StatementEndpoint endpoint;

    StatementProducer(StatementEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    void execute(Exchange exchange, PipelineRun run, RunProgress.Stage progress) throws Exception {
        String name = endpoint.stageName();
        Lease<StatementRunner> lease =
                run.connections().lease(exchange, run, endpoint, StatementRunner.class, "run statements");
        Optional<BatchReader> result;
        try {
            result = lease.value().statement(stage(exchange, run));
        } catch (Exception | Error e) { // whatever it is, nobody else returns the lease
            lease.close();
            throw e;
        }
        if (result.isEmpty()) {
            lease.close();
            return;
        }
        // It may have changed something, so it is not run again only to learn why a query of its rows failed.
        run.relations().stream(name, new CountedReader(result.get(), progress, lease::close), Optional::empty);
        exchange.getMessage().setBody(new StageRows(run, name));
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
