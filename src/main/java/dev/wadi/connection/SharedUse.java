package dev.wadi.connection;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Something that closes when nobody uses it any more: it is in use by its owner from the start, and by everybody who
 * acquired it. Thread-safe.
 */
final class SharedUse {

    private final AtomicInteger uses = new AtomicInteger(1);
    private final Runnable close;

    /** @param close run once, on the thread that returned the last use */
    SharedUse(Runnable close) {
        this.close = close;
    }

    /** Takes it into use; false when it was closed already, or is about to be. */
    boolean acquire() {
        while (true) {
            int now = uses.get();
            if (now == 0) {
                return false;
            }
            if (uses.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /** Returns one use. */
    void release() {
        if (uses.decrementAndGet() == 0) {
            close.run();
        }
    }

    /** How many use it, the owner among them. */
    int uses() {
        return uses.get();
    }
}
