package dev.wadi.pipeline;

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

    public RunRequest {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** A run that somebody asked for. */
    public static RunRequest byCommand(Map<String, @Nullable Object> parameters) {
        return new RunRequest("command", parameters, false);
    }

    static RunRequest bySchedule() {
        return new RunRequest("schedule", Map.of(), false);
    }

    static RunRequest byRoute(Map<String, @Nullable Object> parameters) {
        return new RunRequest("route", parameters, false);
    }
}
