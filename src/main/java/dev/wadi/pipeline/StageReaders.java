package dev.wadi.pipeline;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How often each stage of a pipeline is read by those after it; what is read more than once is stored. */
final class StageReaders {

    private final Map<String, Integer> readers = new HashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    private StageReaders() {}

    static StageReaders of(List<StageDefinition> stages) {
        StageReaders counted = new StageReaders();
        counted.count(stages, 1);
        return counted;
    }

    /** Whether a stage is read more than once. */
    boolean several(String stage) {
        return readers.getOrDefault(key(stage), 0) > 1;
    }

    /** @param times how often the stages run: a stage outside a loop is read in each round of it */
    private void count(List<StageDefinition> stages, int times) {
        String last = null;
        for (StageDefinition stage : stages) {
            last = count(stage, last, times);
        }
    }

    private @Nullable String count(StageDefinition stage, @Nullable String last, int times) {
        if (stage instanceof StageDefinition.Nested nested) {
            if (nested.perRow() && last != null) {
                read(last, 1);
            }
            count(nested.stages(), nested.perRow() ? 2 : times);
            if (nested.options().show() != 0) {
                nested.lastWithRows().ifPresent(shown -> read(shown, 1));
            }
            return last;
        }
        Optional<String> sql = sql(stage);
        sql.ifPresent(query -> NamedStages.in(query, known).forEach(name -> read(name, times)));
        if (stage instanceof StageDefinition.Sink) {
            if (sql.isEmpty() && last != null) {
                read(last, times);
            }
            return last;
        }
        known.add(stage.name());
        return stage.name();
    }

    private static Optional<String> sql(StageDefinition stage) {
        if (stage instanceof StageDefinition.Transform transform) {
            return Optional.of(transform.query());
        }
        if (stage instanceof StageDefinition.Self self) {
            return Optional.of(self.query());
        }
        return stage instanceof StageDefinition.Sink sink ? sink.query() : Optional.empty();
    }

    private void read(String stage, int times) {
        readers.merge(key(stage), times, Integer::sum);
    }

    private static String key(String stage) {
        return stage.toLowerCase(Locale.ROOT);
    }
}
