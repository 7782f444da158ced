package dev.wadi.pipeline;

import dev.wadi.batch.RowBatches;
import dev.wadi.batch.Rows;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.Stage;
import dev.wadi.spi.TapStage;
import dev.wadi.spi.Tappable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A variable of the run as rows, which the locator names: AnkaFlow's connection of kind Variable. */
final class VariableTable implements Tappable, Sinkable {

    private final Scope scope;

    VariableTable(Scope scope) {
        this.scope = scope;
    }

    @Override
    public BatchReader tap(TapStage stage) {
        String name = name(stage);
        Object value = scope.variables().get(name);
        if (value == null) {
            throw new IllegalArgumentException("there is no variable '" + name + "'. A sink of kind Variable sets one");
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Object item : value instanceof List<?> list ? list : List.of(value)) {
            rows.add(row(item));
        }
        return RowBatches.of(stage.run().allocator(), rows);
    }

    private static Map<String, @Nullable Object> row(@Nullable Object item) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        if (item instanceof Map<?, ?> map) {
            map.forEach((key, value) -> row.put(String.valueOf(key), value));
        } else {
            row.put("value", item);
        }
        return row;
    }

    @Override
    public long sink(SinkStage stage, BatchReader rows) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        Rows.iterate(rows).forEachRemaining(all::add);
        scope.set(name(stage), all);
        return all.size();
    }

    private static String name(Stage stage) {
        return stage.locator()
                .orElseThrow(() -> new IllegalArgumentException("locator: is missing. It names the variable"));
    }
}
