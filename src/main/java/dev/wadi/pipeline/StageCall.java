package dev.wadi.pipeline;

import dev.wadi.spi.DeclaredColumn;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.RunScope;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.TapStage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The stages as connections see them, with everything filled in. */
final class StageCall {

    private StageCall() {}

    /** A tap or a statement. */
    record Reading(
            RunScope run,
            String name,
            Optional<String> query,
            Optional<String> locator,
            List<DeclaredColumn> fields,
            Map<String, Object> params,
            Optional<Range> range)
            implements TapStage {}

    /** A sink. */
    record Writing(
            RunScope run,
            String name,
            Optional<String> query,
            Optional<String> locator,
            List<DeclaredColumn> fields,
            Map<String, Object> params,
            SinkMode mode,
            List<String> key,
            boolean create,
            Supplier<RunMark> marks)
            implements SinkStage {

        @Override
        public RunMark mark() {
            return marks.get();
        }
    }
}
