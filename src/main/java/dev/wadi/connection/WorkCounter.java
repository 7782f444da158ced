package dev.wadi.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts pieces of work, those that failed, and how long they took. Made for hot paths; thread-safe. */
public final class WorkCounter {

    private final LongAdder failed = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder[] buckets = new LongAdder[WorkCounts.BOUNDS.size() + 1];

    /** One that has counted nothing. */
    public WorkCounter() {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
    }

    /** A piece of work is over. */
    public void done(long tookNanos, boolean hasFailed) {
        buckets[bucket(tookNanos)].increment();
        nanos.add(tookNanos);
        if (hasFailed) {
            failed.increment();
        }
    }

    private static int bucket(long tookNanos) {
        int bucket = 0;
        while (bucket < WorkCounts.BOUND_NANOS.length && tookNanos > WorkCounts.BOUND_NANOS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** What was counted so far. */
    public WorkCounts counts() {
        List<Long> counted = new ArrayList<>(buckets.length);
        for (LongAdder bucket : buckets) {
            counted.add(bucket.sum());
        }
        return new WorkCounts(failed.sum(), nanos.sum() / 1e9, counted);
    }
}
