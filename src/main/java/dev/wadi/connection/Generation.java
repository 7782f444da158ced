package dev.wadi.connection;

import dev.wadi.spi.OpenConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One opened version of a connection. It closes when its last lease is back after it was retired. Thread-safe. */
final class Generation {

    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);

    private final ConnectionDefinition definition;
    private final OpenConnection open;
    private final SharedUse use;

    Generation(ConnectionDefinition definition, OpenConnection open) {
        this.definition = definition;
        this.open = open;
        this.use = new SharedUse(this::close);
    }

    /** On the thread of whoever returned the last lease, who must not suffer from what fails here. */
    private void close() {
        try {
            open.close();
        } catch (RuntimeException e) {
            LOG.warn("connection '{}': a version of it could not be closed", definition.connId(), e);
        }
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
