package com.example.memory;

import dev.wadi.batch.RowBatches;
import dev.wadi.batch.Rows;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.CustomConnection;
import dev.wadi.spi.CustomContext;
import dev.wadi.spi.SchemaSource;
import dev.wadi.spi.Setting;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.Stage;
import dev.wadi.spi.StatementRunner;
import dev.wadi.spi.TapStage;
import dev.wadi.spi.Tappable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.vector.types.pojo.Schema;

/** Keeps rows in memory, for all connections of the process, under the key of its params or the stage's locator. */
public final class MemStore implements CustomConnection, Tappable, Sinkable, StatementRunner, SchemaSource {

    private static final Map<String, List<Map<String, Object>>> STORE = new ConcurrentHashMap<>();

    /** What a file may say. */
    public record Settings(
            @Setting(description = "The key; the stage's locator without it.") String key,
            @Setting(defaultValue = "1000", min = 1, description = "How many rows it takes at the most.") int limit) {}

    private final Settings settings;
    private String host = "";

    public MemStore(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void init(CustomContext context) {
        host = context.host().orElse("here");
        context.log().info("MemStore of {} is ready", context.connId());
    }

    @Override
    public Optional<String> test(Duration timeout) {
        return Optional.of(STORE.size() + " keys at " + host);
    }

    private String key(Stage stage) {
        return Optional.ofNullable(settings.key())
                .or(stage::locator)
                .orElseThrow(() -> new IllegalArgumentException("neither params.key nor a locator says what is meant"));
    }

    @Override
    public BatchReader tap(TapStage stage) {
        List<Map<String, Object>> rows = STORE.getOrDefault(key(stage), List.of());
        if (rows.isEmpty() && stage.fields().isEmpty()) {
            return RowBatches.of(stage.run().allocator(), new Schema(List.of()), rows.iterator());
        }
        return RowBatches.of(stage.run().allocator(), stage.fields(), rows.iterator());
    }

    @Override
    public long sink(SinkStage stage, BatchReader rows) {
        List<Map<String, Object>> kept = new ArrayList<>();
        Rows.iterate(rows).forEachRemaining(kept::add);
        if (kept.size() > settings.limit()) {
            throw new IllegalStateException(kept.size() + " rows are more than the limit of " + settings.limit());
        }
        STORE.merge(key(stage), kept, (before, added) -> {
            List<Map<String, Object>> all = new ArrayList<>(stage.mode() == SinkMode.REPLACE ? List.of() : before);
            all.addAll(added);
            return all;
        });
        return kept.size();
    }

    @Override
    public Optional<BatchReader> statement(Stage stage) {
        String statement = stage.query().orElse("");
        if (statement.equals("CLEAR")) {
            STORE.remove(key(stage));
            return Optional.empty();
        }
        if (statement.equals("COUNT")) {
            int count = STORE.getOrDefault(key(stage), List.of()).size();
            return Optional.of(RowBatches.of(stage.run().allocator(), List.of(Map.of("rows", count))));
        }
        throw new IllegalArgumentException("'" + statement + "' is no statement of MemStore; it knows CLEAR and COUNT");
    }

    @Override
    public List<Table> tables() {
        return new TreeMap<>(STORE).keySet().stream().map(key -> new Table(key, "key")).toList();
    }

    @Override
    public List<Column> columns(String locator) {
        return STORE.getOrDefault(locator, List.of()).stream()
                .limit(1)
                .flatMap(row -> row.keySet().stream())
                .map(name -> new Column(name, "ANY", true, null))
                .toList();
    }
}
