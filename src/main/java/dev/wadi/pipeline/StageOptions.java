package dev.wadi.pipeline;

import dev.wadi.config.Place;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What all kinds of stages have.
 *
 * @param name unique in its pipeline
 * @param skipIf what decides whether it is skipped, as written
 * @param show how many of its rows are printed: none for 0, all for a negative number
 * @param showSchema whether its columns are printed
 * @param toleratesErrors whether its failure is only warned of
 * @param throttle how long to wait after it
 * @param logLevel {@code INFO}, {@code WARNING} or {@code DEBUG} from here on
 * @param retries how often it is tried again when it fails
 * @param timeout after which it is stopped
 * @param place where it is written
 * @param places where its keys are written, with those of {@code connection} as {@code connection.locator}
 */
public record StageOptions(
        String name,
        Optional<String> skipIf,
        int show,
        boolean showSchema,
        boolean toleratesErrors,
        Optional<Duration> throttle,
        Optional<String> logLevel,
        int retries,
        Optional<Duration> timeout,
        Place place,
        Map<String, Place> places) {

    public StageOptions {
        places = Map.copyOf(places);
    }

    /** The name alone, and no more than that. */
    public static StageOptions named(String name, Place place) {
        return new StageOptions(
                name,
                Optional.empty(),
                0,
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                place,
                Map.of());
    }

    /** Whether rows or columns are printed. */
    boolean isLookedAt() {
        return show != 0 || showSchema;
    }

    /** Where the value of a key is written, or the stage where that is not known. */
    public Place placeOf(String key) {
        return places.getOrDefault(key, place);
    }
}
