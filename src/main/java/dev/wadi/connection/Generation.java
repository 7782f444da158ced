package dev.wadi.connection;

import dev.wadi.spi.OpenConnection;

/** One opened version of a connection. It closes when its last lease is back after it was retired. Thread-safe. */
final class Generation {

    private final ConnectionDefinition definition;
    private final OpenConnection open;
    private final SharedUse use;

    Generation(ConnectionDefinition definition, OpenConnection open) {
        this.definition = definition;
        this.open = open;
        this.use = new SharedUse(open::close);
    }

    ConnectionDefinition definition() {
        return definition;
    }

    OpenConnection open() {
        return open;
    }

    boolean acquire() {
        return use.acquire();
    }

    void release() {
        use.release();
    }

    /** No new work begins on it; it closes when the work that has begun is over. Called once. */
    void retire() {
        use.release();
    }

    /** Leases that are out. */
    int leases() {
        return Math.max(0, use.uses() - 1);
    }
}
