package dev.wadi.pipeline;

import org.apache.camel.Exchange;

/** Makes rows by SQL in the run's own database. */
final class TransformProducer extends StageProducer {

    private final TransformEndpoint endpoint;

    TransformProducer(TransformEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    void execute(Exchange exchange, PipelineRun run, RunProgress.Stage progress) throws Exception {
        String name = endpoint.stageName();
        String query = run.render(endpoint.text(exchange, "query", endpoint.getQuery())
                .orElseThrow(() -> new IllegalArgumentException("a transform needs a query")));
        if (!endpoint.isStatements()) {
            run.relations().view(name, query);
            exchange.getMessage().setBody(new StageRows(run, name));
        } else if (run.relations().statements(name, query)) {
            exchange.getMessage().setBody(new StageRows(run, name));
        }
    }
}
