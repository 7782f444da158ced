package dev.wadi.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An open connection to a server that tells its time. */
public interface ServerClock {

    /**
     * Asks the server what time it is. Called after a test that succeeded; may be as wrong as a second.
     *
     * @param timeout how long it may take
     * @return empty when this server does not tell
     * @throws ConnectionException when it does not answer
     */
    Optional<Instant> serverTime(Duration timeout);
}
