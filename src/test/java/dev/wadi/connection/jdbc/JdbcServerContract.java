package dev.wadi.connection.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.OpenConnection;
import dev.wadi.testing.MuteServer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What each SQL connection type that has a server does when the server does not do its part. */
public abstract class JdbcServerContract<S extends Record> extends JdbcConnectionContract<S> {

    private static final PoolSettings IMPATIENT = new PoolSettings(2, 0, 1_000, 0, 0, 0, 500, 0);

    /** Settings for a server elsewhere. */
    protected abstract S settings(String host, int port, String password, PoolSettings pool);

    protected abstract String host();

    protected abstract int port();

    /** What a server says to a wrong password. */
    protected abstract String loginRefused();

    @Test
    void itOpensWhileTheServerIsDownAndTheTestSaysSo() {
        int port = MuteServer.closedPort();
        try (OpenConnection down = open(settings(host(), port, password(), IMPATIENT))) {
            assertThatThrownBy(() -> down.test(TIMEOUT))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("connection '%s': cannot connect to %s:%d: Connection refused", connId, host(), port);
        }
    }

    @Test
    void workFailsWithTheStateOfThePoolWhileTheServerIsDown() {
        try (OpenConnection down = open(settings(host(), MuteServer.closedPort(), password(), IMPATIENT))) {
            OpenBeans leased = new OpenBeans(down);
            assertThatThrownBy(() -> leased.dataSource().getConnection())
                    .isInstanceOf(SQLException.class)
                    .hasMessage(
                            "connection '%1$s': no database connection within 1 s (active 0, idle 0, waiting 0)."
                                    + " Last error: Connection refused. Try: wadi connections test %1$s",
                            connId);
            assertThat(leased.leased()).isZero();
        }
    }

    @Test
    void aServerThatAcceptsAndNeverAnswersEndsTheTestInTime() {
        try (MuteServer mute = new MuteServer();
                OpenConnection stuck = open(settings("127.0.0.1", mute.port(), password(), IMPATIENT))) {
            Instant begin = Instant.now();
            assertThatThrownBy(() -> stuck.test(Duration.ofSeconds(1)))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("connection '%s': no answer from 127.0.0.1:%d within 1 s", connId, mute.port());
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofMillis(1_800));
        }
    }

    @Test
    void aServerThatAcceptsAndNeverAnswersEndsWorkInTime() {
        try (MuteServer mute = new MuteServer()) {
            OpenConnection stuck = open(settings("127.0.0.1", mute.port(), password(), IMPATIENT));
            assertThatThrownBy(() -> new OpenBeans(stuck).dataSource().getConnection())
                    .isInstanceOf(SQLException.class)
                    .hasMessageStartingWith("connection '%s': no database connection within 1 s", connId);
            Instant begin = Instant.now();
            stuck.close();
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void aWrongPasswordIsRecognisableAndShownNowhere() {
        try (OpenConnection wrong = open(settings(host(), port(), "wr0ng & secret", IMPATIENT))) {
            assertThatThrownBy(() -> wrong.test(TIMEOUT))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("connection '%s': %s:%d refused the login: %s", connId, host(), port(), loginRefused())
                    .satisfies(e -> assertThat(text(e)).doesNotContain("wr0ng", password()));
        }
    }

    @Test
    void aHostThatIsNotKnownIsRecognisable() {
        try (OpenConnection nowhere = open(settings("nosuchhost.invalid", port(), password(), IMPATIENT))) {
            assertThatThrownBy(() -> nowhere.test(TIMEOUT))
                    .hasMessage(
                            "connection '%s': cannot connect to nosuchhost.invalid:%d: the host name is not known",
                            connId, port());
        }
    }

    protected OpenConnection open(S settings) {
        return type().open(settings, new TestingContext(connId));
    }

    private static String text(Throwable failure) {
        java.io.StringWriter text = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
