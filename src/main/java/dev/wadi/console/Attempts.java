package dev.wadi.console;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts what failed in the last minute, by the address that it came from, so that nobody can guess on and on. Thread-safe. */
final class Attempts {

    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MAX_ADDRESSES = 10_000;

    private final int limit;
    private final LongSupplier nanos;
    private final Map<String, Failures> failures = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    private record Failures(long since, int number) {}

    /**
     * @param limit how many may fail in a minute
     * @param nanos the time, as of {@link System#nanoTime}
     */
    Attempts(int limit, LongSupplier nanos) {
        this.limit = limit;
        this.nanos = nanos;
    }

    /** Whether this address may try again. */
    synchronized boolean mayTry(String address) {
        @Nullable Failures before = failures.get(address);
        return before == null || isOver(before) || before.number() < limit;
    }

    synchronized void failed(String address) {
        @Nullable Failures before = failures.get(address);
        failures.put(
                address,
                before == null || isOver(before)
                        ? new Failures(nanos.getAsLong(), 1)
                        : new Failures(before.since(), before.number() + 1));
    }

    private boolean isOver(Failures before) {
        return nanos.getAsLong() - before.since() >= WINDOW_NANOS;
    }
}
