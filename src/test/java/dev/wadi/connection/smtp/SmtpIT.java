package dev.wadi.connection.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.wadi.connection.mail.Desk;
import dev.wadi.spi.ConnectionException;
import dev.wadi.testing.DrippingServer;
import dev.wadi.testing.MuteServer;
import dev.wadi.testing.TestingMail;
import dev.wadi.testing.TestingTls;
import dev.wadi.testing.TlsFront;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connecting to SMTP servers, and being let down by them. */
class SmtpIT {

    private static final TestingMail MAIL = TestingMail.shared();

    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void tlsIsSpokenFromTheFirstByteUnlessItIsDisabled() {
        String answer = desk.test(Desk.definition("my_smtp", "smtp", MAIL.smtps(), "ca_file", Desk.CA_FILE));
        assertThat(answer).isEqualTo("SMTP server localhost:" + MAIL.smtps() + ", TLS, signed in as app");
    }

    @Test
    void starttlsIsSpokenWhenOnlySslIsDisabled() {
        String answer = desk.test(Desk.definition(
                "my_smtp", "smtp", MAIL.smtpStarttls(), "disable_ssl", "true", "ca_file", Desk.CA_FILE));
        assertThat(answer).isEqualTo("SMTP server localhost:" + MAIL.smtpStarttls() + ", STARTTLS, signed in as app");
    }

    @Test
    void nothingIsEncryptedWhenBothAreDisabled() {
        String answer =
                desk.test(Desk.definition("my_smtp", "smtp", MAIL.smtp(), "disable_ssl", true, "disable_tls", "True"));
        assertThat(answer).isEqualTo("SMTP server localhost:" + MAIL.smtp() + ", unencrypted, signed in as app");
    }

    @Test
    void nobodySignsInWithoutAPassword() {
        String answer = desk.test(Desk.definition(
                "my_smtp", "smtp", "localhost", MAIL.smtp(), "app", null, "disable_ssl", true, "disable_tls", true));
        assertThat(answer).isEqualTo("SMTP server localhost:" + MAIL.smtp() + ", unencrypted, without signing in");
    }

    @Test
    void anAccessTokenSignsIn() {
        String answer = desk.test(Desk.definition(
                "my_smtp",
                "smtp",
                "localhost",
                MAIL.smtps(),
                TestingMail.LOGIN,
                null,
                "auth_type",
                "oauth2",
                "access_token",
                TestingMail.PASSWORD,
                "ca_file",
                Desk.CA_FILE));
        assertThat(answer).isEqualTo("SMTP server localhost:" + MAIL.smtps() + ", TLS, signed in as app");
    }

    @Test
    void aTokenOfTheTokenEndpointSignsIn() throws IOException {
        HttpServer tokens = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tokens.createContext("/", exchange -> {
            byte[] answer = ("{\"access_token\": \"" + TestingMail.PASSWORD + "\", \"expires_in\": 3600}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        tokens.start();
        try {
            String answer = desk.test(Desk.definition(
                    "my_smtp",
                    "smtp",
                    "localhost",
                    MAIL.smtps(),
                    TestingMail.LOGIN,
                    null,
                    "auth_type",
                    "oauth2",
                    "client_id",
                    "wadi",
                    "client_secret",
                    "client secret",
                    "token_url",
                    "http://localhost:" + tokens.getAddress().getPort() + "/token",
                    "ca_file",
                    Desk.CA_FILE));
            assertThat(answer).isEqualTo("SMTP server localhost:" + MAIL.smtps() + ", TLS, signed in as app");
        } finally {
            tokens.stop(0);
        }
    }

    @Test
    void anyCertificateDoesWithSslContextNone() {
        String answer = desk.test(Desk.definition("my_smtp", "smtp", MAIL.smtps(), "ssl_context", "none"));
        assertThat(answer).isEqualTo("SMTP server localhost:" + MAIL.smtps() + ", TLS, signed in as app");
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsNotTrusted() {
        assertFails(
                MAIL.smtps(),
                "the certificate of localhost:%d is not trusted: unable to find valid certification path to requested"
                        + " target. For an authority of your own, name its PEM file in extra.ca_file");
        assertFails(
                MAIL.smtpStarttls(),
                "the certificate of localhost:%d is not trusted: unable to find valid certification path to requested"
                        + " target. For an authority of your own, name its PEM file in extra.ca_file",
                "disable_ssl",
                true,
                "ca_file",
                Desk.caFile(TestingTls.stranger()));
    }

    @Test
    void aCertificateForAnotherHostIsNotTrusted() {
        TestingTls.Identity other = TestingTls.shared().server("mail.example.org");
        try (TlsFront front =
                new TlsFront(TlsFront.Kind.TLS, TestingTls.shared().sslContext(other), MAIL.smtp())) {
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
                MAIL.smtp(),
                "localhost:%d does not speak TLS as it should: Unsupported or unrecognized SSL message. Is it another"
                        + " port that does?");
        assertFails(MAIL.smtp(), "localhost:%d does not offer STARTTLS", "disable_ssl", true);
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> desk.test(Desk.definition(
                        "my_smtp", "smtp", "localhost", MAIL.smtps(), "app", "hunter2", "ca_file", Desk.CA_FILE)))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'my_smtp': localhost:" + MAIL.smtps()
                        + " refuses to sign in 'app': 535 5.7.8  Authentication credentials invalid");
    }

    @Test
    void aPortWhereNothingListensIsReported() {
        assertFails(MuteServer.closedPort(), "localhost:%d cannot be reached: Connection refused");
    }

    @Test
    void aHostThatDoesNotExistIsReported() {
        assertThatThrownBy(() -> desk.test(Desk.definition("my_smtp", "smtp", "nowhere.invalid", 25, null, null)))
                .hasMessage("connection 'my_smtp': the host 'nowhere.invalid' is unknown");
    }

    @Test
    void aMuteServerIsGivenUp() {
        try (MuteServer mute = new MuteServer()) {
            Instant start = Instant.now();
            assertFails(mute.port(), "localhost:%d does not answer within 1 s", "timeout", 1);
            assertFails(mute.port(), "localhost:%d does not answer within 1 s", "timeout", 1, "disable_ssl", true);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void aServerThatSaysAByteNowAndThenIsGivenUpInTime() {
        try (DrippingServer dripping = new DrippingServer()) {
            Instant start = Instant.now();
            for (boolean tls : new boolean[] {true, false}) {
                assertThatThrownBy(() -> desk.connections.test(
                                Desk.definition("my_smtp", "smtp", dripping.port(), "disable_ssl", !tls),
                                Duration.ofMillis(700)))
                        .isInstanceOf(ConnectionException.class)
                        .hasMessage("connection 'my_smtp': localhost:" + dripping.port()
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
                MAIL.smtp())) {
            front.hangUp(2);
            assertFails(front.port(), "localhost:%d hung up", "disable_ssl", true, "disable_tls", true);
            assertFails(front.port(), "localhost:%d hung up");
        }
    }

    @Test
    void anAuthorityFileThatCannotBeUsedIsReportedWhenItIsOpened() {
        assertFails(25, "the ca_file '/nowhere/ca.pem' cannot be read", "ca_file", "/nowhere/ca.pem");
        assertFails(25, "the ca_file 'pom.xml' holds no certificate in PEM form", "ca_file", "pom.xml");
    }

    private void assertFails(int port, String message, Object... extra) {
        assertThatThrownBy(() -> desk.test(Desk.definition("my_smtp", "smtp", port, extra)))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'my_smtp': " + message.formatted(port));
    }
}
