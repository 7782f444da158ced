package dev.wadi.connection.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.spi.ConnectionException;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is said of a mail server. */
class MailServerTest {

    private static final Login LOGIN = new Login("app", AuthType.BASIC, () -> "pass word!");

    private final MailServer server = new MailServer(
            "my_smtp",
            "smtp",
            "2001:db8::1",
            465,
            Security.TLS,
            Duration.ofSeconds(30),
            Trust.of("my_smtp", SslContext.DEFAULT, null),
            LOGIN);

    @Test
    void aServerThatRepeatsThePasswordDoesNotMakeItKnown() {
        for (String repeated : new String[] {"pass word!", "cGFzcyB3b3JkIQ=="}) {
            ConnectionException failure =
                    server.failure(new AuthenticationFailedException("535 wrong password " + repeated));
            assertThat(failure)
                    .hasMessage(
                            "connection 'my_smtp': [2001:db8::1]:465 refuses to sign in 'app': 535 wrong password ***");
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain(repeated);
        }
    }

    @Test
    void whatAServerThatIsNoMailServerSaysIsNotRepeated() {
        ConnectionException failure = server.failure(new MessagingException(
                "Got bad greeting from SMTP host: x, port: 465, response: internal-service token=abc"));
        assertThat(failure).hasMessage("connection 'my_smtp': [2001:db8::1]:465 does not greet as an SMTP server");
    }

    @Test
    void neitherTheServerNorItsSessionShowsThePassword() {
        assertThat(server.toString()).doesNotContain("pass word!");
        assertThat(server.session().getProperties().toString()).doesNotContain("pass word!");
        assertThat(server.session()).isNotSameAs(server.session());
    }
}
