package dev.wadi.connection;

import dev.wadi.spi.ChangesInPlace;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One opened version of a connection. It closes when its last lease is back after it was retired. Thread-safe. */
final class Generation {

    private static final Logger LOG = LoggerFactory.getLogger(Generation.class);

    private final SharedUse use;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<@Nullable Runnable> whenClosed = new AtomicReference<>();
    private volatile Version version;
    private volatile boolean retired;

    /** What is written of it, and what was opened of that. */
    private record Version(ConnectionDefinition definition, OpenedConnection opened) {}

    Generation(ConnectionDefinition definition, OpenedConnection opened) {
        this.version = new Version(definition, opened);
        this.use = new SharedUse(this::close);
    }

    /**
     * Takes over settings, when it can do so as it is.
     *
     * @param settings with placeholders resolved
     * @return false when a new version has to be opened
     */
    boolean takeOver(ConnectionDefinition changed, ConnectionType<?> type, Record settings) {
        OpenedConnection opened = version.opened();
        if (opened.type() != type) {
            return false;
        }
        Map<String, @Nullable Object> differences = ChangedSettings.between(opened.settings(), settings);
        boolean same = differences.isEmpty();
        if (!same && !(opened.open() instanceof ChangesInPlace open && open.takeOver(differences))) {
            return false;
        }
        version = new Version(changed, new OpenedConnection(type, settings, opened.open()));
        return true;
    }

    /** Whether it was opened with these settings, placeholders resolved. */
    boolean has(ConnectionType<?> type, Record settings) {
        return type() == type && settings().equals(settings);
    }

    /** On the thread of whoever returned the last lease, who must not suffer from what fails here. */
    private void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            open().close();
        } catch (RuntimeException e) {
            LOG.warn(
                    "connection '{}': a version of it could not be closed",
                    definition().connId(),
                    e);
        }
        tellClosed();
    }

    /** Has something done when it is closed; at once when it is. */
    void whenClosed(Runnable then) {
        whenClosed.set(then);
        if (closed.get()) {
            tellClosed();
        }
    }

    private void tellClosed() {
        Runnable then = whenClosed.getAndSet(null);
        if (then != null) {
            then.run();
        }
    }

    boolean isClosed() {
        return closed.get();
    }

    ConnectionDefinition definition() {
        return version.definition();
    }

    ConnectionType<?> type() {
        return version.opened().type();
    }

    Record settings() {
        return version.opened().settings();
    }

    OpenConnection open() {
        return version.opened().open();
    }

    boolean acquire() {
        return use.acquire();
    }

    /** For work that uses it already; false when no work does any more. */
    boolean acquireAnother() {
        return use.acquireAnother();
    }

    void release() {
        use.release();
    }

    /** No new work begins on it; it closes when the work that has begun is over. Called once. */
    void retire() {
        retired = true;
        use.release();
    }

    /** Waits until no lease is out; false when one still is after this time. */
    boolean awaitIdle(Duration limit) throws InterruptedException {
        return use.awaitAlone(limit);
    }

    /** Closes it although leases are out, because they had their time; false when it was closed already. */
    boolean expire(Duration drain) {
        if (closed.get()) {
            return false;
        }
        LOG.warn(
                "connection '{}': {} of the version before still used it after {} s; it is closed",
                definition().connId(),
                leases(),
                drain.toSeconds());
        close();
        return true;
    }

    /** Leases that are out. */
    int leases() {
        return Math.max(0, use.uses() - (retired ? 0 : 1));
    }
}
