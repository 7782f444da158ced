package dev.wadi.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of several changes; null for a kind that was not asked for. */
record BulkResult(@Nullable Done create, @Nullable Done update, @Nullable Done delete) {

    /** @param success the ids of those that were made */
    record Done(List<String> success, List<Failure> errors) {}

    /** One that was not made. */
    record Failure(String error, int status_code) {}
}
