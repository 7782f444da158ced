package dev.wadi.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.spi.ConnectionException;
import dev.wadi.testing.TestingConnections.Written;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a connection of every type that has a server does when the server does not do its part. */
public interface ServerContract extends ConnectionContract {

    /** The connection, to a port of this machine. */
    Written at(int port);

    @Test
    default void aServerThatIsNotThereIsSaid() {
        int port = MuteServer.closedPort();
        try (TestingConnections opened = connections()) {
            Written written = at(port);
            assertThatThrownBy(() -> opened.connections().test(written.definition(), PATIENCE))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageStartingWith(
                            "connection '%s': ", written.definition().connId())
                    .hasMessageContaining(":" + port)
                    .hasMessageContaining("onnection refused");
        }
    }

    @Test
    default void aServerThatSaysNothingEndsTheTestInTime() {
        try (MuteServer mute = new MuteServer();
                TestingConnections opened = connections()) {
            Written written = at(mute.port());
            Instant begin = Instant.now();
            assertThatThrownBy(() -> opened.connections().test(written.definition(), Duration.ofSeconds(1)))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageStartingWith(
                            "connection '%s': ", written.definition().connId())
                    .hasMessageContaining(":" + mute.port());
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofMillis(2_500));
        }
    }
}
