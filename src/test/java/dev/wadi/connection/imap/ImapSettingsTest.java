package dev.wadi.connection.imap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.mail.Desk;
import org.apache.camel.component.mail.MailEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What imap connections may say. */
class ImapSettingsTest {

    private final Desk desk = new Desk();

    @AfterEach
    void close() {
        desk.close();
    }

    @ParameterizedTest
    @CsvSource({"true, false, imaps, 993", "false, false, imap, 143", "0, true, imap, 143"})
    void thePortFollowsFromTheEncryption(String useSsl, String starttls, String protocol, int port) {
        desk.open(Desk.definition(
                "my_imap", "imap", "imap.example.com", 0, "app", "secret", "use_ssl", useSsl, "starttls", starttls));
        desk.connections.use("my_imap", open -> {
            try {
                MailEndpoint endpoint =
                        (MailEndpoint) ((ImapConnection) open).endpoint(desk.context, "", java.util.Map.of());
                assertThat(endpoint.getConfiguration().getProtocol()).isEqualTo(protocol);
                assertThat(endpoint.getConfiguration().getPort()).isEqualTo(port);
                assertThat(endpoint.getConfiguration().getHost()).isEqualTo("imap.example.com");
                assertThat(endpoint.getConfiguration().getFolderName()).isEqualTo("INBOX");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return "";
        });
    }

    @Test
    void aPlainDefinitionHasNoProblems() {
        assertThat(desk.check(Desk.definition(
                        "my_imap",
                        "imap",
                        "imap.example.com",
                        993,
                        "app",
                        "secret",
                        "use_ssl",
                        "True",
                        "ssl_context",
                        "default")))
                .isEmpty();
    }

    @Test
    void loginAndPasswordAreNeeded() {
        assertThat(desk.check(Desk.definition("my_imap", "imap", "imap.example.com", 993, null, null)))
                .isEqualTo("connections/mail.yaml:1:1: my_imap.login: is missing. Set it.");
        assertThat(desk.check(Desk.definition("my_imap", "imap", "imap.example.com", 993, "app", null)))
                .isEqualTo("connections/mail.yaml:1:1: my_imap.password: is missing. Set it, or auth_type to oauth2.");
    }

    @Test
    void tlsIsNeverSpokenTwice() {
        assertThat(desk.check(
                        Desk.definition("my_imap", "imap", "imap.example.com", 143, "app", "secret", "starttls", true)))
                .isEqualTo(
                        "connections/mail.yaml:1:1: my_imap.extra.starttls: is of no use with use_ssl, because TLS is"
                                + " never spoken twice. Set use_ssl to false to use STARTTLS, or remove starttls.");
    }

    @Test
    void aPasswordInTheClearIsAWarning() {
        assertThat(desk.check(Desk.definition(
                        "my_imap", "imap", "imap.example.com", 143, "app", "secret", "use_ssl", "false")))
                .isEqualTo("connections/mail.yaml:1:1: warning: my_imap.extra.use_ssl: false sends the password"
                        + " unencrypted. Set starttls to true to use STARTTLS.");
    }
}
