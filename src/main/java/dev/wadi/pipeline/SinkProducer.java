package dev.wadi.pipeline;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.Lease;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.Sinkable;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Writes rows to a connection, unless the run has done so before. */
final class SinkProducer extends StageProducer {

    private final SinkEndpoint endpoint;

    SinkProducer(SinkEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    void execute(Exchange exchange, PipelineRun run, RunProgress.Stage progress) throws Exception {
        String name = endpoint.stageName();
        long round = run.nextRound(name);
        StageCall.Writing stage = stage(exchange, run, round);
        try (Lease<Sinkable> lease =
                run.connections().lease(exchange, run, endpoint, Sinkable.class, "be written to by a sink")) {
            if (isDone(lease.value().lastMark(stage), run, round)) {
                run.log().info("stage '{}' was committed before by run {}, and is skipped", name, run.id());
                return;
            }
            try (BatchReader rows = run.closedWhenCancelled(rows(exchange, run))) {
                progress.rowCount().addAndGet(lease.value().sink(stage, rows));
            }
        }
    }

    private static boolean isDone(Optional<RunMark> last, PipelineRun run, long round) {
        return last.filter(mark -> mark.run().equals(run.id()) && mark.round() >= round)
                .isPresent();
    }

    private BatchReader rows(Exchange exchange, PipelineRun run) throws Exception {
        Optional<String> query =
                endpoint.text(exchange, "query", endpoint.getQuery()).map(run::render);
        if (query.isPresent()) {
            return run.relations().query(endpoint.stageName(), query.get());
        }
        if (exchange.getMessage().getBody() instanceof StageRows rows) {
            return rows.open();
        }
        return BodyRows.open(exchange, endpoint.columns(exchange), run.allocator());
    }

    private StageCall.Writing stage(Exchange exchange, PipelineRun run, long round) {
        String name = endpoint.stageName();
        return new StageCall.Writing(
                run,
                name,
                endpoint.text(exchange, "query", endpoint.getQuery()),
                endpoint.text(exchange, "locator", endpoint.getLocator()).map(run::render),
                endpoint.columns(exchange),
                run.renderAll(endpoint.parameters(exchange)),
                endpoint.sinkMode(),
                endpoint.keyColumns(exchange),
                endpoint.isCreate(),
                () -> new RunMark(run.pipeline(), name, run.id(), round, Map.copyOf(run.bookmarks())));
    }
}
