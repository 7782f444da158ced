package dev.wadi.connection;

import dev.wadi.config.ConfigurationException;
import dev.wadi.spi.ConnectionException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Puts a version in the place of one that cannot be open beside it: holds new work, lets what has begun end, closes, opens.
 * When something goes wrong the version before is in use again. Used once.
 */
final class ExclusiveSwap {

    private final LiveConnection connection;
    private final Generation current;
    private final Duration limit;

    /** @param limit how long new work is held while what has begun ends */
    ExclusiveSwap(LiveConnection connection, Generation current, Duration limit) {
        this.connection = connection;
        this.current = current;
        this.limit = limit;
    }

    /** The version in use has work that did not end in time. Nothing was closed. */
    static final class BusyException extends ConnectionException {

        private static final long serialVersionUID = 1L;

        BusyException(String connId) {
            super(connId, "it cannot be open twice, and is in use without a pause", null);
        }
    }

    /**
     * Makes the swap.
     *
     * @param next opens the next version
     * @param before opens the version before once more
     * @throws BusyException when the version in use stays
     * @throws ConnectionException when the next version cannot be opened
     * @throws ConfigurationException when what is written of it is wrong
     */
    void run(Supplier<Generation> next, Supplier<Generation> before) {
        connection.hold("it is being opened with other settings");
        if (!isIdle()) {
            use(current);
            throw new BusyException(connection.connId());
        }
        current.retire();
        try {
            use(next.get());
        } catch (RuntimeException e) { // whatever it is, the version before is better than none
            goBack(before);
            throw e;
        }
    }

    private boolean isIdle() {
        try {
            return current.awaitIdle(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void use(Generation version) {
        connection.swap(version, version.type().beans());
    }

    private void goBack(Supplier<Generation> before) {
        try {
            use(before.get());
        } catch (ConnectionException e) {
            connection.withdraw("the version before could not be opened again: " + e.what());
        }
    }
}
