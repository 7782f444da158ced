package dev.wadi.connection.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.wadi.connection.mail.Desk;
import dev.wadi.connection.mail.MailServerContract;
import dev.wadi.spi.ConnectionException;
import dev.wadi.testing.TestingMail;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Connecting to SMTP servers, and being let down by them. */
class SmtpIT extends MailServerContract {

    SmtpIT() {
        super(
                "smtp",
                new Ports(MAIL.smtps(), MAIL.smtpStarttls(), MAIL.smtp()),
                List.of("disable_ssl", true),
                List.of("disable_ssl", true, "disable_tls", true));
    }

    @Override
    public String path() {
        return "";
    }

    @Override
    public Map<String, Object> options() {
        return Map.of("to", "app@example.com");
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
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> desk.test(Desk.definition(
                        "my_smtp", "smtp", "localhost", MAIL.smtps(), "app", "hunter2", "ca_file", Desk.CA_FILE)))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'my_smtp': localhost:" + MAIL.smtps()
                        + " refuses to sign in 'app': 535 5.7.8  Authentication credentials invalid");
    }

    @Test
    void aHostThatDoesNotExistIsReported() {
        assertThatThrownBy(() -> desk.test(Desk.definition("my_smtp", "smtp", "nowhere.invalid", 25, null, null)))
                .hasMessage("connection 'my_smtp': the host 'nowhere.invalid' is unknown");
    }
}
