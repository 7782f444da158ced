package dev.wadi.connection;

import java.util.List;

/**
 * How many pieces of work there were, and how long they took.
 *
 * @param failed how many of them failed
 * @param seconds what all of them took together
 * @param buckets how many took at most each of {@link #BOUNDS} and more than the one before; the last: how many took longer
 */
public record WorkCounts(long failed, double seconds, List<Long> buckets) {

    /** Upper bounds of the buckets, in seconds: from what a database on the same machine takes to a slow server's minute. */
    public static final List<Double> BOUNDS =
            List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0);

    /** The same in nanoseconds, for whoever counts. */
    static final long[] BOUND_NANOS =
            BOUNDS.stream().mapToLong(seconds -> Math.round(seconds * 1e9)).toArray();

    public WorkCounts {
        buckets = List.copyOf(buckets);
    }

    /** How many there were. */
    public long total() {
        return buckets.stream().mapToLong(Long::longValue).sum();
    }
}
