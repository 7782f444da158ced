package dev.wadi.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Runs a pipeline from another route, and leaves the run's result as the body. */
final class PipelineProducer extends DefaultProducer {

    private final PipelineEndpoint endpoint;

    PipelineProducer(PipelineEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) {
        Map<String, @Nullable Object> parameters =
                new LinkedHashMap<>(StageEndpoint.map(endpoint.getParameters(), "parameters"));
        if (exchange.getMessage().getBody() instanceof Map<?, ?> given) {
            given.forEach((name, value) -> parameters.put(String.valueOf(name), value));
        }
        RunReport report = endpoint.pipelines().run(endpoint.getPipelineId(), RunRequest.byRoute(parameters));
        report.rethrow();
        exchange.getMessage().setBody(report.asMap());
    }
}
