package dev.wadi.connection.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.mail.Desk;
import dev.wadi.spi.ConnectionException;
import dev.wadi.testing.MuteServer;
import dev.wadi.testing.TestingMail;
import dev.wadi.testing.TestingTls;
import dev.wadi.testing.TlsFront;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mail.JavaMailSender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sending mail through a connection, from routes and from Java. */
class SendMailIT {

    private static final TestingMail MAIL = TestingMail.shared();

    private final Desk desk = new Desk();
    private final ProducerTemplate routes = desk.context.createProducerTemplate();

    @BeforeEach
    void empty() {
        MAIL.empty();
        desk.context.start();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private void open(Object... extra) {
        Object[] all = new Object[extra.length + 4];
        System.arraycopy(
                new Object[] {"ca_file", Desk.CA_FILE, "from_email", "Reports <reports@example.com>"}, 0, all, 0, 4);
        System.arraycopy(extra, 0, all, 4, extra.length);
        desk.open(Desk.definition("my_smtp", "smtp", MAIL.smtps(), all));
    }

    @Test
    void fiveLinesOfJavaSendAMail() throws Exception {
        open();
        JavaMailSender sender = desk.context.getRegistry().lookupByNameAndType("my_smtp", JavaMailSender.class);
        MimeMessage mail = new MimeMessage(sender.getSession());
        mail.setRecipients(RecipientType.TO, "receiver@example.com");
        mail.setSubject("SMTP Hook Test");
        mail.setText("<b>Hello!</b>", "UTF-8", "html");
        sender.send(mail);

        MimeMessage arrived = MAIL.received(1).get(0);
        assertThat(arrived.getSubject()).isEqualTo("SMTP Hook Test");
        assertThat(arrived.getFrom()).extracting(Object::toString).containsExactly("Reports <reports@example.com>");
        assertThat(arrived.getContentType()).isEqualTo("text/html; charset=UTF-8");
        assertThat(arrived.getContent().toString().strip()).isEqualTo("<b>Hello!</b>");
    }

    @Test
    void aRouteSendsAMailWithNothingButItsRecipientsAndText() throws Exception {
        open();
        routes.sendBody("conn:my_smtp?to=a@example.com&subject=Größe", "Grüße, 世界");

        MimeMessage arrived = MAIL.received(1).get(0);
        assertThat(arrived.getSubject()).isEqualTo("Größe");
        assertThat(arrived.getAllRecipients()).extracting(Object::toString).containsExactly("a@example.com");
        assertThat(arrived.getFrom()).extracting(Object::toString).containsExactly("Reports <reports@example.com>");
        assertThat(arrived.getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(arrived.getContent().toString().strip()).isEqualTo("Grüße, 世界");
    }

    @Test
    void aRouteSendsHtmlWithAttachments() throws Exception {
        open();
        routes.send("conn:my_smtp?to=a@example.com&subject=Report&contentType=text/html", exchange -> {
            exchange.getIn().setBody("<b>see below</b>");
            exchange.getIn(AttachmentMessage.class)
                    .addAttachment("rows.csv", new DataHandler("a;b\n1;2\n", "text/csv"));
        });

        Multipart parts = (Multipart) MAIL.received(1).get(0).getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/html; charset=UTF-8");
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo("<b>see below</b>");
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("rows.csv");
        assertThat(new String(parts.getBodyPart(1).getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualToNormalizingNewlines("a;b\n1;2");
    }

    @Test
    void recipientsArePartedByCommasAndSemicolonsAndBccIsInNoHeader() throws Exception {
        open();
        routes.sendBody("conn:my_smtp?to=a@example.com, b@example.com;c@example.com&bcc=secret@example.com", "x");

        List<MimeMessage> arrived = MAIL.received(4);
        assertThat(arrived).hasSize(4);
        for (MimeMessage mail : arrived) {
            assertThat(mail.getRecipients(RecipientType.TO)).hasSize(3);
            assertThat(mail.getHeader("Bcc")).isNull();
        }
    }

    @Test
    void headersOfTheMessageNameRecipientsWhenTheRouteNamesNone() throws Exception {
        open();
        routes.sendBodyAndHeaders("conn:my_smtp", "x", Map.of("To", "a@example.com", "Subject", "of the header"));

        assertThat(MAIL.received(1).get(0).getSubject()).isEqualTo("of the header");
    }

    @Test
    void whatTheRouteWritesWinsOverHeadersThatAStrangerMayHaveWritten() throws Exception {
        open();
        Map<String, Object> headers = Map.of(
                "To", "victim@example.com", "Cc", "victim@example.com", "From", "boss@example.com", "Subject", "pay");
        routes.sendBodyAndHeaders("conn:my_smtp?to=a@example.com&from=me@example.com&subject=fixed", "x", headers);

        MimeMessage arrived = MAIL.received(1).get(0);
        assertThat(arrived.getAllRecipients()).extracting(Object::toString).containsExactly("a@example.com");
        assertThat(arrived.getFrom()).extracting(Object::toString).containsExactly("me@example.com");
        assertThat(arrived.getSubject()).isEqualTo("fixed");
    }

    @Test
    void headersNeitherChangeTheSessionNorAddLinesToTheMail() throws Exception {
        open();
        try (TlsFront thief = new TlsFront(
                TlsFront.Kind.PLAIN,
                TestingTls.shared().sslContext(TestingTls.shared().server("localhost")),
                MAIL.smtp())) {
            Map<String, Object> headers = Map.of(
                    "mail.smtps.host", "localhost",
                    "mail.smtps.port", Integer.toString(thief.port()),
                    "mail.smtp.ssl.trust", "*",
                    "CamelMailEvil", "x",
                    "X-Ticket", "1\r\nBcc: victim@example.com");
            routes.sendBodyAndHeaders("conn:my_smtp?to=a@example.com", "x", headers);

            MimeMessage arrived = MAIL.received(1).get(0);
            assertThat(thief.accepted()).isZero();
            assertThat(arrived.getHeader("mail.smtps.port")).isNull();
            assertThat(arrived.getHeader("CamelMailEvil")).isNull();
            assertThat(arrived.getHeader("Bcc")).isNull();
            assertThat(MAIL.received()).hasSize(1);
        }
    }

    @Test
    void aMailWithoutASenderIsRefused() {
        desk.open(Desk.definition("my_smtp", "smtp", MAIL.smtps(), "ca_file", Desk.CA_FILE));
        assertThatThrownBy(() -> routes.sendBody("conn:my_smtp?to=a@example.com", "x"))
                .hasRootCauseMessage(
                        "the mail has no sender. Set from_email in the connection's extra, or from in the route");
    }

    @Test
    void templatesFillInWhatAMailLacks(@TempDir Path folder) throws Exception {
        Path subject = Files.writeString(folder.resolve("subject.txt"), "Daily report\n");
        Path html = Files.writeString(folder.resolve("report.html"), "<p>Nichts Neues für heute</p>");
        open("subject_template", subject.toString(), "html_content_template", html.toString());
        routes.sendBody("conn:my_smtp?to=a@example.com", (@Nullable Object) null);
        routes.sendBody("conn:my_smtp?to=a@example.com&subject=mine", "my text");

        List<MimeMessage> arrived = MAIL.received(2);
        assertThat(arrived.get(0).getSubject()).isEqualTo("Daily report");
        assertThat(arrived.get(0).getContentType()).isEqualTo("text/html; charset=UTF-8");
        assertThat(arrived.get(0).getContent().toString().strip()).isEqualTo("<p>Nichts Neues für heute</p>");
        assertThat(arrived.get(1).getSubject()).isEqualTo("mine");
        assertThat(arrived.get(1).getContent().toString().strip()).isEqualTo("my text");
    }

    @Test
    void aTemplateThatIsMissingIsReportedWhenAMailNeedsIt() {
        open("subject_template", "nowhere/subject.txt");
        assertThatThrownBy(() -> routes.sendBody("conn:my_smtp?to=a@example.com", "x"))
                .cause()
                .hasMessage("the subject_template 'nowhere/subject.txt' cannot be read");
    }

    @Test
    void aMailIsSentAgainWhenTheServerHangsUp() {
        try (TlsFront front = front()) {
            front.hangUp(2);
            plain(front, "retry_limit", "2");
            routes.sendBody("conn:my_smtp?to=a@example.com", "x");

            assertThat(MAIL.received(1)).hasSize(1);
            assertThat(front.accepted()).isEqualTo(3);
        }
    }

    @Test
    void sendingIsGivenUpAfterTheRetries() {
        try (TlsFront front = front()) {
            front.hangUp(5);
            plain(front, "retry_limit", 1);
            assertThatThrownBy(() -> routes.sendBody("conn:my_smtp?to=a@example.com", "x"))
                    .isInstanceOf(CamelExecutionException.class)
                    .cause()
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("connection 'my_smtp': localhost:" + front.port() + " hung up");
            assertThat(front.accepted()).isEqualTo(2);
        }
    }

    @Test
    void aRouteHandlesAServerThatIsDown() throws Exception {
        desk.open(Desk.definition("my_smtp", "smtp", MuteServer.closedPort(), "from_email", "reports@example.com"));
        desk.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(MessagingException.class).handled(true).setBody(exceptionMessage());
                from("direct:start").to("conn:my_smtp?to=a@example.com");
            }
        });
        assertThat(routes.requestBody("direct:start", "x", String.class))
                .matches("connection 'my_smtp': localhost:\\d+ cannot be reached: Connection refused");
        assertThat(desk.context.getInflightRepository().size()).isZero();
    }

    private static TlsFront front() {
        return new TlsFront(
                TlsFront.Kind.PLAIN,
                TestingTls.shared().sslContext(TestingTls.shared().server("localhost")),
                MAIL.smtp());
    }

    private void plain(TlsFront front, String key, Object value) {
        desk.open(Desk.definition(
                "my_smtp",
                "smtp",
                front.port(),
                "disable_ssl",
                true,
                "disable_tls",
                true,
                "from_email",
                "reports@example.com",
                key,
                value));
    }

    @Test
    void theSenderKeepsItsServerAndItsPassword() {
        open();
        JavaMailSender sender = desk.context.getRegistry().lookupByNameAndType("my_smtp", JavaMailSender.class);
        assertThat(sender.getPassword()).isNull();
        assertThat(sender.getJavaMailProperties().toString()).doesNotContain(TestingMail.PASSWORD);
        assertThat(sender.getSession().getProperties().toString()).doesNotContain(TestingMail.PASSWORD);
        assertThatThrownBy(() -> sender.setHost("elsewhere.example.com"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("connection 'my_smtp': server and login are set in the connection's file");
    }

    @Test
    void noUriHoldsASecretAndRoutesCannotSetTheServer() throws Exception {
        open();
        desk.connections.use("my_smtp", open -> {
            SmtpConnection connection = (SmtpConnection) open;
            try {
                assertThat(connection
                                .endpoint(desk.context, "", Map.of("to", "a@example.com"))
                                .getEndpointUri())
                        .isEqualTo("smtps://my_smtp");
                for (String option :
                        List.of("host", "password", "mail.smtps.ssl.trust", "javaMailSender", "debugMode")) {
                    assertThatThrownBy(() -> connection.endpoint(desk.context, "", Map.of(option, "x")))
                            .hasMessage("the option '" + option
                                    + "' is not for routes: the connection 'my_smtp' says where and as whom to sign in."
                                    + " Remove it");
                }
                assertThatThrownBy(() -> connection.endpoint(desk.context, "INBOX", Map.of()))
                        .hasMessage("an smtp connection takes no path, was 'INBOX'. Write conn:my_smtp?to=…");
                assertThatThrownBy(() -> connection.endpoint(desk.context, "", Map.of("sbuject", "x")))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("sbuject");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return "";
        });
    }
}
