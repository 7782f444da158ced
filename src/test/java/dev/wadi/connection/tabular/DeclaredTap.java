package dev.wadi.connection.tabular;

import dev.wadi.spi.DeclaredColumn;
import dev.wadi.spi.RunScope;
import dev.wadi.spi.TapStage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tap that declares its columns. */
public record DeclaredTap(TapStage stage, List<DeclaredColumn> fields) implements TapStage {

    @Override
    public String name() {
        return stage.name();
    }

    @Override
    public Optional<String> query() {
        return stage.query();
    }

    @Override
    public Optional<String> locator() {
        return stage.locator();
    }

    @Override
    public Map<String, Object> params() {
        return stage.params();
    }

    @Override
    public RunScope run() {
        return stage.run();
    }

    @Override
    public Optional<Range> range() {
        return stage.range();
    }
}
