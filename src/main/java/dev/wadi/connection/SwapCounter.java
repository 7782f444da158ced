package dev.wadi.connection;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts changes of connections, and ends work on versions that are out of use when its time is over. Thread-safe. */
final class SwapCounter {

    private final LongAdder swaps = new LongAdder();
    private final LongAdder inPlace = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder drains = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final Set<Generation> draining = ConcurrentHashMap.newKeySet();
    private final Events events;

    /** @param events are told of versions that are closed after a while */
    SwapCounter(Events events) {
        this.events = events;
    }

    void swapped() {
        swaps.increment();
    }

    void changedInPlace() {
        inPlace.increment();
    }

    void failed() {
        failed.increment();
    }

    /** Gives work on a version that is out of use this long to end. */
    void drain(Generation before, Duration limit) {
        if (before.isClosed()) {
            return;
        }
        drains.increment();
        draining.add(before);
        before.whenClosed(() -> closed(before));
        CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> end(before, limit));
    }

    private void closed(Generation before) {
        String connId = before.definition().connId();
        int leases = before.leases();
        String how =
                leases == 0 ? "work on the version before is over" : leases + " of the version before still used it";
        events.add(
                Events.Kind.SWAP,
                connId,
                leases == 0 ? "drained" : "expired",
                "connection '" + connId + "': " + how + "; it is closed");
    }

    private void end(Generation before, Duration limit) {
        if (before.expire(limit)) {
            expired.increment();
        }
        draining.remove(before);
    }

    ConnectionCounts counts() {
        draining.removeIf(Generation::isClosed);
        return new ConnectionCounts(
                swaps.sum(), inPlace.sum(), failed.sum(), drains.sum(), expired.sum(), draining.size());
    }
}
