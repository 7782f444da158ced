package dev.wadi.connection;

import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.ServerClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a test of a connection found out.
 *
 * @param answer what answered, in one phrase
 * @param ahead how far the server's clock is ahead of this process's; empty when it does not tell
 */
public record ConnectionTrial(String answer, Optional<Duration> ahead) {

    static ConnectionTrial of(OpenConnection open, Duration timeout) {
        return new ConnectionTrial(open.test(timeout), ahead(open, timeout));
    }

    private static Optional<Duration> ahead(OpenConnection open, Duration timeout) {
        try {
            return open instanceof ServerClock clock
                    ? clock.serverTime(timeout).map(there -> Duration.between(Instant.now(), there))
                    : Optional.empty();
        } catch (ConnectionException e) {
            return Optional.empty(); // it answered the test, and that is what counts
        }
    }
}
