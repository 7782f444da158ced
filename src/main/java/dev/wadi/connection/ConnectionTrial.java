package dev.wadi.connection;

import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.LocalFiles;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.ServerClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a test of a connection found out.
 *
 * @param answer what answered, in one phrase
 * @param ahead how far the server's clock is ahead of this process's; empty when it does not tell
 * @param writesTo the folder of this machine that it writes to; empty when there is none
 */
public record ConnectionTrial(String answer, Optional<Duration> ahead, Optional<Path> writesTo) {

    static ConnectionTrial of(OpenConnection open, Duration timeout) {
        String answer = open.test(timeout);
        Optional<Path> folder = open instanceof LocalFiles files ? files.writesTo() : Optional.empty();
        return new ConnectionTrial(answer, ahead(open, timeout), folder);
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
