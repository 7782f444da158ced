package dev.wadi.pipeline;

import dev.wadi.batch.ReadAhead;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.Lease;
import dev.wadi.spi.TapStage;
import dev.wadi.spi.Tappable;
import java.time.Duration;
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
        Optional<TapStage.Range> range = range(exchange, run);
        BatchReader ahead = new ReadAhead(limited(opened(exchange, run, progress, range), run), AHEAD, run.threads());
        run.relations().stream(endpoint.stageName(), bookmarked(ahead, run, range), () -> again(exchange, run, range));
        exchange.getMessage().setBody(new StageRows(run, endpoint.stageName()));
    }

    private BatchReader opened(
            Exchange exchange, PipelineRun run, RunProgress.Stage progress, Optional<TapStage.Range> range)
            throws Exception {
        Lease<Tappable> lease = run.connections().lease(exchange, run, endpoint, Tappable.class, "be read by a tap");
        try {
            return new CountedReader(lease.value().tap(stage(exchange, run, range)), progress, () -> run.outcome()
                    .giveBack(lease));
        } catch (Exception | Error e) { // whatever it is, nobody else returns the lease
            lease.close();
            throw e;
        }
    }

    private Optional<BatchReader> again(Exchange exchange, PipelineRun run, Optional<TapStage.Range> range)
            throws Exception {
        Lease<Tappable> lease = run.connections().lease(exchange, run, endpoint, Tappable.class, "be read by a tap");
        try (lease) {
            if (!lease.value().isRepeatable()) {
                return Optional.empty();
            }
        }
        RunProgress.Stage uncounted = new RunProgress().stage(endpoint.kind(), endpoint.stageName());
        return Optional.of(limited(opened(exchange, run, uncounted, range), run));
    }

    private Optional<TapStage.Range> range(Exchange exchange, PipelineRun run) throws Exception {
        Optional<String> column = endpoint.text(exchange, "incremental", endpoint.getIncremental());
        return column.isEmpty()
                ? Optional.empty()
                : Optional.of(new IncrementalTap(endpoint, run).range(run.render(column.get()), exchange));
    }

    /** The timeout is for the reading, too, which goes on while later stages take the rows. */
    private BatchReader limited(BatchReader rows, PipelineRun run) {
        return endpoint.getTimeout() <= 0
                ? rows
                : new LimitedReader(
                        rows,
                        endpoint.stageName(),
                        Duration.ofMillis(endpoint.getTimeout()),
                        Pipelines.of(endpoint.getCamelContext()).timers(),
                        run.threads());
    }

    private BatchReader bookmarked(BatchReader rows, PipelineRun run, Optional<TapStage.Range> range) {
        if (range.isEmpty()) {
            return rows;
        }
        try {
            return new BookmarkedReader(rows, endpoint.stageName(), range.get(), run.bookmarks());
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
    }

    private StageCall.Reading stage(Exchange exchange, PipelineRun run, Optional<TapStage.Range> range) {
        return new StageCall.Reading(
                run,
                endpoint.stageName(),
                endpoint.text(exchange, "query", endpoint.getQuery()).map(run::render),
                endpoint.text(exchange, "locator", endpoint.getLocator()).map(run::render),
                endpoint.columns(exchange),
                run.renderAll(endpoint.parameters(exchange)),
                range);
    }
}
