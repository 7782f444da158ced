package dev.wadi.console;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /api/v2/pipelines/{id}/runs} is given.
 *
 * @param parameters variables of the run; none when it is absent
 * @param fresh whether an unfinished run is left alone
 */
record RunCall(Map<String, @Nullable Object> parameters, boolean fresh) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final String MESSAGE =
            "The body must be a JSON object of 'parameters', an object, and 'fresh', true or false, or nothing";

    static final RunCall PLAIN = new RunCall(Map.of(), false);

    @JsonCreator
    static RunCall of(
            @JsonProperty("parameters") @Nullable Map<String, @Nullable Object> parameters,
            @JsonProperty("fresh") @Nullable Boolean fresh) {
        return new RunCall(parameters == null ? Map.of() : parameters, fresh != null && fresh);
    }

    /**
     * Reads a body.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static RunCall read(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return PLAIN;
        }
        try {
            @Nullable RunCall call = JSON.readValue(body, RunCall.class);
            if (call != null) {
                return call;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(MESSAGE, e);
        }
        throw new IllegalArgumentException(MESSAGE);
    }
}
