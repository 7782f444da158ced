package dev.wadi.console;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/** How often connections may be tested over the API, so that it is no port scanner. Thread-safe. */
final class TrialLimits {

    static final int AT_ONCE = 2;
    static final int A_MINUTE = 30;
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanos;
    private final Deque<Long> begun = new ArrayDeque<>();
    private int running;

    /** @param nanos the time, as of {@link System#nanoTime} */
    TrialLimits(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Begins one, which has to be ended.
     *
     * @throws RefusedException when it is too much now
     */
    synchronized void begin() {
        long now = nanos.getAsLong();
        while (!begun.isEmpty() && now - begun.peekFirst() >= MINUTE_NANOS) {
            begun.removeFirst();
        }
        if (running >= AT_ONCE) {
            throw RefusedException.tooMany(
                    AT_ONCE + " tests of connections are going on already. Wait for one to end", 1);
        }
        if (begun.size() >= A_MINUTE) {
            long wait = MINUTE_NANOS - (now - begun.peekFirst());
            int seconds = (int) Math.max(1, Duration.ofNanos(wait).toSeconds() + 1);
            throw RefusedException.tooMany(
                    "There were " + A_MINUTE + " tests of connections in the last minute. Wait " + seconds + " s",
                    seconds);
        }
        begun.addLast(now);
        running++;
    }

    synchronized void end() {
        running--;
    }
}
