package dev.wadi.connection.jdbc;

import java.time.Duration;

/** Times in messages. */
final class Durations {

    private Durations() {}

    /** {@code 30 s}, {@code 2.5 s} or {@code 500 ms}. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        return millis % 1000 == 0 ? millis / 1000 + " s" : Math.round(millis / 100.0) / 10.0 + " s";
    }
}
