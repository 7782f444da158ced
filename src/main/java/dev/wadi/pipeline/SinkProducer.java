package dev.wadi.pipeline;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.Lease;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.Sinkable;
import java.util.LinkedHashMap;
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

    /** A route may go on after a sink has failed, and yet its rows are not where they should be. */
    @Override
    public void process(Exchange exchange) throws Exception {
        try {
            super.process(exchange);
        } catch (Exception e) { // whatever a connection throws
            Pipelines.of(endpoint.getCamelContext()).runOf(exchange).outcome().sinkFailed();
            throw e;
        }
    }

    @Override
    void execute(Exchange exchange, PipelineRun run, RunProgress.Stage progress) throws Exception {
        String name = endpoint.stageName();
        long round = run.nextRound(name);
        Map<String, Object> kept = new LinkedHashMap<>(); // a tap that this run does not read keeps its bookmark
        StageCall.Writing stage = endpoint.stage(exchange, run, () -> {
            kept.putAll(run.bookmarks());
            return new RunMark(run.pipeline(), name, run.id(), round, Map.copyOf(kept));
        });
        try (Lease<Sinkable> lease =
                run.connections().lease(exchange, run, endpoint, Sinkable.class, "be written to by a sink")) {
            Optional<RunMark> last = run.history().last(lease.value(), stage);
            if (isDone(last, stage, run, round)) {
                run.log().info("stage '{}' was committed before by run {}, and is skipped", name, run.id());
                return;
            }
            kept.putAll(last.map(RunMark::bookmarks).orElse(Map.of()));
            run.history().requireLock();
            run.history().beforeWriting(last, stage);
            try (BatchReader rows = run.closedWhenCancelled(rows(exchange, run))) {
                progress.rowCount().addAndGet(lease.value().sink(stage, rows));
            }
            run.history().afterWriting(lease.value(), stage);
        }
    }

    /** Whether the run wrote there before, or only catches up with what the sink has. */
    private static boolean isDone(Optional<RunMark> last, StageCall.Writing stage, PipelineRun run, long round) {
        return run.history()
                        .ofThisRun(last, stage)
                        .filter(mark -> mark.round() >= round)
                        .isPresent()
                || last.filter(mark -> BookmarkLevels.reaches(mark, run.upTo())).isPresent();
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
}
