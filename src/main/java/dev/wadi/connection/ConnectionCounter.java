package dev.wadi.connection;

import java.util.concurrent.atomic.LongAdder;

/** Counts what is done through a connection. Thread-safe. */
final class ConnectionCounter {

    private final LongAdder exchanges = new LongAdder();
    private final LongAdder failedExchanges = new LongAdder();
    private final LongAdder leases = new LongAdder();
    private final LongAdder failedLeases = new LongAdder();
    private final WorkCounter sent = new WorkCounter();

    /** An exchange came through {@code conn:}, or is about to be sent. */
    void exchange() {
        exchanges.increment();
    }

    /** One could not be sent. */
    void exchangeFailed() {
        failedExchanges.increment();
    }

    /** One came back from the outside system. */
    void sent(long beganNanos, boolean hasFailed) {
        sent.done(System.nanoTime() - beganNanos, hasFailed);
        if (hasFailed) {
            failedExchanges.increment();
        }
    }

    /** A stage, or somebody who has one of its beans, takes it into use. */
    void lease() {
        leases.increment();
    }

    /** Nothing came of such a use. */
    void leaseFailed() {
        failedLeases.increment();
    }

    ConnectionTraffic work(ConnectionDefinition definition) {
        return new ConnectionTraffic(
                definition.connId(),
                definition.connType(),
                exchanges.sum(),
                failedExchanges.sum(),
                leases.sum(),
                failedLeases.sum(),
                sent.counts());
    }
}
