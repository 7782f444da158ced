package dev.wadi.connection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
        return acquire(0);
    }

    /** Takes it into use for work that has one; false when nobody but the owner uses it any more. */
    boolean acquireAnother() {
        return acquire(1);
    }

    private boolean acquire(int idle) {
        while (true) {
            int now = uses.get();
            if (now <= idle) {
                return false;
            }
            if (uses.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /** Returns one use. */
    void release() {
        int left = uses.decrementAndGet();
        if (left == 0) {
            close.run();
        } else if (left == 1) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Waits until nobody but the owner uses it; false when somebody still does after this time. */
    synchronized boolean awaitAlone(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (uses.get() > 1) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }

    /** How many use it, the owner among them. */
    int uses() {
        return uses.get();
    }
}
