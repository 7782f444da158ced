package dev.wadi.connection;

import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One opened version of a connection. It closes when its last lease is back after it was retired. Thread-safe. */
final class Generation {

    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);

    private final ConnectionDefinition definition;
    private final OpenedConnection opened;
    private final SharedUse use;
    private volatile boolean retired;
    private final AtomicBoolean closed = new AtomicBoolean();

    Generation(ConnectionDefinition definition, OpenedConnection opened) {
        this.definition = definition;
        this.opened = opened;
        this.use = new SharedUse(this::close);
    }

    /** Whether it was opened with these settings, placeholders resolved. */
    boolean has(ConnectionType<?> type, Record settings) {
        return opened.type() == type && opened.settings().equals(settings);
    }

    /** On the thread of whoever returned the last lease, who must not suffer from what fails here. */
    private void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            opened.open().close();
        } catch (RuntimeException e) {
            LOG.warn("connection '{}': a version of it could not be closed", definition.connId(), e);
        }
    }

    ConnectionDefinition definition() {
        return definition;
    }

    OpenConnection open() {
        return opened.open();
    }

    boolean acquire() {
        return use.acquire();
    }

    void release() {
        use.release();
    }

    /** No new work begins on it; it closes when the work that has begun is over. Called once. */
    void retire() {
        retired = true;
        use.release();
    }

    /** Closes it although leases are out, because they had their time. */
    void expire(Duration drain) {
        if (!closed.get()) {
            LOG.warn(
                    "connection '{}': {} of the version before still used it after {} s; it is closed",
                    definition.connId(),
                    leases(),
                    drain.toSeconds());
            close();
        }
    }

    /** Leases that are out. */
    int leases() {
        return Math.max(0, use.uses() - (retired ? 0 : 1));
    }
}
