package dev.wadi.connection.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.mail.Desk;
import dev.wadi.spi.ConnectionException;
import dev.wadi.testing.DrippingServer;
import dev.wadi.testing.MuteServer;
import dev.wadi.testing.TestingMail;
import dev.wadi.testing.TestingTls;
import dev.wadi.testing.TlsFront;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connecting to IMAP servers, and being let down by them. */
class ImapIT {

    private static final TestingMail MAIL = TestingMail.shared();

    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void tlsIsSpokenFromTheFirstByteByDefault() {
        String answer = desk.test(Desk.definition("my_imap", "imap", MAIL.imaps(), "ca_file", Desk.CA_FILE));
        assertThat(answer).isEqualTo("IMAP server localhost:" + MAIL.imaps() + ", TLS, signed in as app");
    }

    @Test
    void useSslAsTheTextFalseIsFalse() {
        String answer = desk.test(Desk.definition("my_imap", "imap", MAIL.imap(), "use_ssl", "false"));
        assertThat(answer).isEqualTo("IMAP server localhost:" + MAIL.imap() + ", unencrypted, signed in as app");
    }

    @Test
    void starttlsIsSpokenWhenItIsAskedFor() {
        String answer = desk.test(Desk.definition(
                "my_imap", "imap", MAIL.imapStarttls(), "use_ssl", false, "starttls", true, "ca_file", Desk.CA_FILE));
        assertThat(answer).isEqualTo("IMAP server localhost:" + MAIL.imapStarttls() + ", STARTTLS, signed in as app");
    }

    @Test
    void anAccessTokenSignsIn() {
        String answer = desk.test(Desk.definition(
                "my_imap",
                "imap",
                "localhost",
                MAIL.imaps(),
                TestingMail.LOGIN,
                null,
                "auth_type",
                "oauth2",
                "access_token",
                TestingMail.PASSWORD,
                "ca_file",
                Desk.CA_FILE));
        assertThat(answer).isEqualTo("IMAP server localhost:" + MAIL.imaps() + ", TLS, signed in as app");
    }

    @Test
    void anyCertificateDoesWithSslContextNone() {
        String answer = desk.test(Desk.definition("my_imap", "imap", MAIL.imaps(), "ssl_context", "none"));
        assertThat(answer).isEqualTo("IMAP server localhost:" + MAIL.imaps() + ", TLS, signed in as app");
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsNotTrusted() {
        assertFails(
                MAIL.imaps(),
                "the certificate of localhost:%d is not trusted: unable to find valid certification path to requested"
                        + " target. For an authority of your own, name its PEM file in extra.ca_file");
        assertFails(
                MAIL.imapStarttls(),
                "the certificate of localhost:%d is not trusted: unable to find valid certification path to requested"
                        + " target. For an authority of your own, name its PEM file in extra.ca_file",
                "use_ssl",
                false,
                "starttls",
                true,
                "ca_file",
                Desk.caFile(TestingTls.stranger()));
    }

    @Test
    void aCertificateForAnotherHostIsNotTrusted() {
        TestingTls.Identity other = TestingTls.shared().server("mail.example.org");
        try (TlsFront front =
                new TlsFront(TlsFront.Kind.TLS, TestingTls.shared().sslContext(other), MAIL.imap())) {
            assertFails(
                    front.port(),
                    "the certificate of localhost:%d is for another host: No subject alternative DNS name matching"
                            + " localhost found",
                    "ca_file",
                    Desk.CA_FILE);
        }
    }

    @Test
    void aServerWithoutTlsIsNotTalkedToWithoutTls() {
        assertFails(
                MAIL.imap(),
                "localhost:%d does not speak TLS as it should: Unsupported or unrecognized SSL message. Is it another"
                        + " port that does?");
        assertFails(MAIL.imap(), "localhost:%d does not offer STARTTLS", "use_ssl", false, "starttls", true);
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> desk.test(Desk.definition(
                        "my_imap", "imap", "localhost", MAIL.imaps(), "app", "hunter2", "ca_file", Desk.CA_FILE)))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'my_imap': localhost:" + MAIL.imaps()
                        + " refuses to sign in 'app': LOGIN failed. Invalid login/password for user id app");
    }

    @Test
    void aPortWhereNothingListensIsReported() {
        assertFails(MuteServer.closedPort(), "localhost:%d cannot be reached: Connection refused");
    }

    @Test
    void aMuteServerIsGivenUp() {
        try (MuteServer mute = new MuteServer()) {
            Instant start = Instant.now();
            assertFails(mute.port(), "localhost:%d does not answer within 1 s", "timeout", 1);
            assertFails(mute.port(), "localhost:%d does not answer within 1 s", "timeout", 1, "use_ssl", false);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void aServerThatSaysAByteNowAndThenIsGivenUpInTime() {
        try (DrippingServer dripping = new DrippingServer()) {
            Instant start = Instant.now();
            for (boolean tls : new boolean[] {true, false}) {
                assertThatThrownBy(() -> desk.connections.test(
                                Desk.definition("my_imap", "imap", dripping.port(), "use_ssl", tls),
                                Duration.ofMillis(700)))
                        .isInstanceOf(ConnectionException.class)
                        .hasMessage("connection 'my_imap': localhost:" + dripping.port()
                                + " does not answer within 700 ms");
            }
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
            dripping.awaitNoClients();
        }
    }

    @Test
    void aServerThatHangsUpIsReported() {
        try (TlsFront front = new TlsFront(
                TlsFront.Kind.PLAIN,
                TestingTls.shared().sslContext(TestingTls.shared().server("localhost")),
                MAIL.imap())) {
            front.hangUp(2);
            assertFails(front.port(), "localhost:%d hung up", "use_ssl", false);
            assertFails(front.port(), "localhost:%d hung up");
        }
    }

    private void assertFails(int port, String message, Object... extra) {
        assertThatThrownBy(() -> desk.test(Desk.definition("my_imap", "imap", port, extra)))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'my_imap': " + message.formatted(port));
    }
}
