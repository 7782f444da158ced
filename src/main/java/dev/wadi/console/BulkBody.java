package dev.wadi.console;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several changes, made in their order. */
record BulkBody(@Nullable List<Action> actions) {

    /** What becomes of one that is there, or is not there, against what the action expects. */
    enum Otherwise {
        @JsonProperty("fail")
        FAIL,
        @JsonProperty("skip")
        SKIP,
        @JsonProperty("overwrite")
        OVERWRITE
    }

    /**
     * One of them.
     *
     * @param action {@code create}, {@code update} or {@code delete}
     * @param entities connections; for {@code delete} their ids
     * @param updateMask the only fields that an {@code update} writes
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Action(
            @Nullable String action,
            @Nullable List<JsonNode> entities,
            @Nullable List<String> updateMask,
            @Nullable Otherwise actionOnExistence,
            @Nullable Otherwise actionOnNonExistence) {}
}
