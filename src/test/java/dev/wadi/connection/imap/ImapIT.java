package dev.wadi.connection.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.mail.Desk;
import dev.wadi.connection.mail.MailServerContract;
import dev.wadi.spi.ConnectionException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connecting to IMAP servers, and being let down by them. */
class ImapIT extends MailServerContract {

    ImapIT() {
        super(
                "imap",
                new Ports(MAIL.imaps(), MAIL.imapStarttls(), MAIL.imap()),
                List.of("use_ssl", false, "starttls", true),
                List.of("use_ssl", false));
    }

    @Override
    public String path() {
        return "INBOX";
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
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> desk.test(Desk.definition(
                        "my_imap", "imap", "localhost", MAIL.imaps(), "app", "hunter2", "ca_file", Desk.CA_FILE)))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'my_imap': localhost:" + MAIL.imaps()
                        + " refuses to sign in 'app': LOGIN failed. Invalid login/password for user id app");
    }
}
