package dev.wadi.pipeline;

import dev.wadi.spi.Lease;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.TapStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Finds out which rows of an incremental tap the sinks after it do not have yet. */
final class IncrementalTap {

    private final TapEndpoint tap;
    private final PipelineRun run;

    IncrementalTap(TapEndpoint tap, PipelineRun run) {
        this.tap = tap;
        this.run = run;
    }

    /** The rows to read. Where some sinks have more than others, those that are behind get what they miss, and no more. */
    TapStage.Range range(String column, Exchange exchange) throws Exception {
        String name = tap.stageName();
        run.upTo().remove(name);
        TapStage.Range range = BookmarkLevels.of(name, marks(exchange)).range(column);
        range.upTo().ifPresent(upTo -> {
            run.upTo().put(name, upTo);
            run.log()
                    .info(
                            "sinks after tap '{}' are not equally far; those behind catch up to {} = {}",
                            name,
                            column,
                            upTo);
        });
        return range;
    }

    private List<Optional<RunMark>> marks(Exchange exchange) throws Exception {
        SinksAhead ahead = SinksAhead.of(tap, exchange);
        List<Optional<RunMark>> marks = new ArrayList<>();
        for (SinkEndpoint sink : ahead.sinks()) {
            StageCall.Writing stage = sink.stage(
                    ahead.texts(), run, () -> new RunMark(run.pipeline(), sink.stageName(), run.id(), 0, Map.of()));
            try (Lease<Sinkable> lease =
                    run.connections().lease(ahead.texts(), run, sink, Sinkable.class, "be written to by a sink")) {
                marks.add(run.history().last(lease.value(), stage));
            }
        }
        return marks;
    }
}
