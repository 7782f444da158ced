package dev.wadi.console;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of several changes; null for a kind that was not asked for. */
record BulkResult(@Nullable Done create, @Nullable Done update, @Nullable Done delete) {

    /** The ids of all that were changed. */
    List<String> changed() {
        return Stream.of(create, update, delete)
                .filter(Objects::nonNull)
                .flatMap(done -> done.success().stream())
                .toList();
    }

    /** @param success the ids of those that were made */
    record Done(List<String> success, List<Failure> errors) {}

    /** One that was not made. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Failure(String error, int statusCode) {}
}
