package dev.wadi.pipeline;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Documents;
import dev.wadi.config.Node;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a run begins, and with which variables.
 *
 * @param trigger {@code schedule}, {@code route}, {@code api} or {@code command}
 * @param parameters variables, which win over those of the pipeline's header
 * @param fresh whether an unfinished run is left alone and a new one begins
 */
public record RunRequest(String trigger, Map<String, @Nullable Object> parameters, boolean fresh) {

    static final String SCHEDULE = "schedule";

    public RunRequest {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** A run that somebody asked for. */
    public static RunRequest byCommand(Map<String, @Nullable Object> parameters) {
        return new RunRequest("command", parameters, false);
    }

    /** The same; {@code fresh} leaves an unfinished run alone. */
    public static RunRequest byCommand(Map<String, @Nullable Object> parameters, boolean fresh) {
        return new RunRequest("command", parameters, fresh);
    }

    /** The value of a parameter that somebody typed, as YAML reads a scalar: a number, a boolean, null, or else text. */
    public static @Nullable Object typed(String text) {
        if (text.isBlank()) {
            return text;
        }
        try {
            return Documents.yaml("value", text) instanceof Node.Scalar scalar ? scalar.value() : text;
        } catch (ConfigurationException e) { // it means something in YAML, and is not right there
            return text;
        }
    }

    /** A run that somebody asked for over the API. */
    public static RunRequest byApi(Map<String, @Nullable Object> parameters, boolean fresh) {
        return new RunRequest("api", parameters, fresh);
    }

    static RunRequest bySchedule() {
        return new RunRequest(SCHEDULE, Map.of(), false);
    }

    static RunRequest byRoute(Map<String, @Nullable Object> parameters) {
        return new RunRequest("route", parameters, false);
    }
}
