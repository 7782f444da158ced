package dev.wadi.connection;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Counts how often a connection was asked for while there was none, and says so once a minute. Thread-safe. */
final class Refusals {

    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private long all;
    private long unsaid;
    private long saidAt;

    /**
     * Counts one.
     *
     * @param now in nanoseconds, from any begin
     * @return how many there were since the last answer, once a minute; who asked first says so himself
     */
    synchronized Optional<String> refuse(long now) {
        if (all++ == 0) {
            saidAt = now;
            return Optional.empty();
        }
        unsaid++;
        if (now - saidAt < PAUSE_NANOS) {
            return Optional.empty();
        }
        String said = calls(unsaid) + " for it failed in the last minute";
        saidAt = now;
        unsaid = 0;
        return Optional.of(said);
    }

    /** How many there were until now; begins anew. */
    synchronized Optional<String> end() {
        long ended = all;
        all = 0;
        unsaid = 0;
        return ended == 0 ? Optional.empty() : Optional.of(calls(ended) + " for it failed without it");
    }

    private static String calls(long number) {
        return number + (number == 1 ? " call" : " calls");
    }
}
