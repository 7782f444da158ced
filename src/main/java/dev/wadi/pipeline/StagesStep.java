package dev.wadi.pipeline;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The endpoints of what holds for nested stages together, and of what comes after a stage. */
final class StagesStep {

    private StagesStep() {}

    /** What comes before nested stages. */
    static List<Object> before(StageDefinition.Nested nested) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        nested.options().logLevel().ifPresent(level -> parameters.put("logLevel", level));
        return parameters.isEmpty() ? List.of() : List.of(step(nested.name(), parameters));
    }

    /** What comes after them. */
    static List<Object> after(StageDefinition.Nested nested) {
        StageOptions options = nested.options();
        Map<String, Object> parameters = new LinkedHashMap<>();
        nested.lastWithRows().filter(rows -> options.isLookedAt()).ifPresent(rows -> {
            parameters.put("of", StageTexts.name(rows));
            if (options.show() != 0) {
                parameters.put("show", options.show());
            }
            if (options.showSchema()) {
                parameters.put("showSchema", true);
            }
        });
        return parameters.isEmpty() ? List.of() : List.of(step(nested.name(), parameters));
    }

    /** The wait after a stage. */
    static Object pause(String stage, Duration time) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("throttle", time.toMillis());
        return step(stage, parameters);
    }

    private static Object step(String stage, Map<String, Object> parameters) {
        boolean isPlain = StageTexts.isPlain(stage);
        Map<String, Object> all = new LinkedHashMap<>();
        if (!isPlain) {
            all.put("name", StageTexts.name(stage));
        }
        all.putAll(parameters);
        Map<String, Object> endpoint = new LinkedHashMap<>();
        endpoint.put("uri", "stages:" + (isPlain ? stage : "stage"));
        endpoint.put("parameters", all);
        return Map.of("to", endpoint);
    }
}
