package dev.wadi.pipeline;

import dev.wadi.spi.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Whether a run committed what it read, and who waits to hear of it: taps that acknowledge messages. Thread-safe. */
final class RunOutcome {

    private final Logger log;
    private final List<Consumer<Boolean>> waiting = new ArrayList<>();
    private @Nullable Boolean committed;
    private volatile boolean sinkFailed;

    RunOutcome(Logger log) {
        this.log = log;
    }

    /** Has something done with the outcome; at once when it is known already. */
    void whenKnown(Consumer<Boolean> action) {
        Boolean known;
        synchronized (waiting) {
            known = committed;
            if (known == null) {
                waiting.add(action);
            }
        }
        if (known != null) {
            action.accept(known);
        }
    }

    /** A sink has failed for good; the run may go on, but what it has read is not acknowledged. */
    void sinkFailed() {
        sinkFailed = true;
    }

    /** Gives a lease back: now, or with the outcome when somebody who holds it waits for that. */
    void giveBack(Lease<?> lease) {
        synchronized (waiting) {
            if (!waiting.isEmpty()) {
                waiting.add(known -> lease.close());
                return;
            }
        }
        lease.close();
    }

    /**
     * Tells those who wait; only the first time counts.
     *
     * @param succeeded whether the run came to its end
     */
    void ended(boolean succeeded) {
        boolean known = succeeded && !sinkFailed;
        List<Consumer<Boolean>> told;
        synchronized (waiting) {
            if (committed != null) {
                return;
            }
            committed = known;
            told = List.copyOf(waiting);
            waiting.clear();
        }
        for (Consumer<Boolean> action : told) {
            try {
                action.accept(known);
            } catch (RuntimeException e) { // of a connection, whichever it is
                log.warn("what was to be done at the end of a run failed", e);
            }
        }
    }
}
