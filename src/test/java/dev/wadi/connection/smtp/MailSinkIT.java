package dev.wadi.connection.smtp;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.tabular.TestingRows;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.Lease;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.Sinkable;
import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingMail;
import dev.wadi.testing.TestingRun;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows as mails. */
class MailSinkIT {

    private static final TestingMail MAIL = TestingMail.shared();

    private final TestingConnections connections = new TestingConnections();
    private final TestingRun run = new TestingRun();

    @BeforeEach
    void open() {
        MAIL.empty();
        connections.open(connection("my_smtp", "smtp")
                .host("127.0.0.1")
                .port(MAIL.smtp())
                .extra("disable_ssl", true)
                .extra("disable_tls", true)
                .extra("from_email", "wadi@example.com"));
    }

    @AfterEach
    void close() throws Exception {
        run.close();
        connections.close();
    }

    private long write(Map<String, Object> params, String sql) throws Exception {
        try (Lease<OpenConnection> lease = connections.connections().lease("my_smtp");
                BatchReader rows = TestingRows.rows(run, sql)) {
            Sinkable sink = (Sinkable) lease.value();
            assertThat(sink.writesOnce()).isFalse();
            return sink.sink(run.sink(null, SinkMode.APPEND).withParams(params), rows);
        }
    }

    @Test
    void eachRowIsAMail() throws Exception {
        long sent = write(
                Map.of("subject", "Grüße an {name}", "body", "<b>{name}</b> {n}", "html", true),
                "select * from (values ('anna@example.com', 'A<nna>', 1), ('Bob <bob@example.com>', 'Bob', null)) t(\"to\", name, n)");
        assertThat(sent).isEqualTo(2);
        List<MimeMessage> mails = MAIL.received(2);
        assertThat(mails).extracting(MimeMessage::getSubject).containsExactly("Grüße an A<nna>", "Grüße an Bob");
        assertThat(mails.get(0).getAllRecipients()[0]).hasToString("anna@example.com");
        assertThat(mails.get(0).getContent().toString().strip()).isEqualTo("<b>A&lt;nna&gt;</b> 1");
        assertThat(mails.get(1).getContentType()).startsWith("text/html");
    }

    @Test
    void aValueBecomesNoHeaderAndNoOtherRecipient() throws Exception {
        assertThatThrownBy(
                        () -> write(
                                Map.of("to", "me@example.com"),
                                "select 'ok' as subject, '' as body union all select 'a' || chr(13) || chr(10) || 'Bcc: x@example.com', ''"))
                .hasMessage(
                        "row 2, after 1 mails were sent: the value of 'subject' has line breaks or control characters,"
                                + " which a header must not have");
        assertThatThrownBy(() -> write(Map.of("to", "{name}@example.com"), "select 'a@x.org, b' as name"))
                .hasMessage("row 1: the value of 'to' is not one mail address");
        assertThatThrownBy(() -> write(Map.of(), "select 'a@x.org,b@x.org' as \"to\""))
                .hasMessage("row 1: the value of 'to' is not one mail address");
        assertThat(MAIL.received(1)).hasSize(1);
    }

    @Test
    void allRowsAreOneTable() throws Exception {
        long sent = write(
                Map.of("as", "table", "to", "a@example.com, b@example.com", "subject", "totals", "body", "1 < 2"),
                "select * from (values (1, '<script>'), (2, null)) t(id, \"a & b\")");
        assertThat(sent).isEqualTo(2);
        MimeMessage mail = MAIL.received(2).get(0);
        assertThat(mail.getAllRecipients()).hasSize(2);
        assertThat(mail.getContent().toString().replace("\r\n", "\n").strip())
                .isEqualTo(
                        """
                <p>1 &lt; 2</p>
                <table border="1" cellspacing="0" cellpadding="4">
                <tr><th>id</th><th>a &amp; b</th></tr>
                <tr><td>1</td><td>&lt;script&gt;</td></tr>
                <tr><td>2</td><td></td></tr>
                </table>""");
    }

    @Test
    void allRowsAreOneAttachment() throws Exception {
        write(
                Map.of("as", "attachment", "to", List.of("a@example.com"), "subject", "rows", "filename", "Größe.csv"),
                "select 'ü,\"' as x, 1.10::decimal(9,2) as y");
        MimeMultipart parts = (MimeMultipart) MAIL.received(1).get(0).getContent();
        assertThat(jakarta.mail.internet.MimeUtility.decodeText(
                        parts.getBodyPart(1).getFileName()))
                .isEqualTo("Größe.csv");
        assertThat(new String(parts.getBodyPart(1).getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("x,y\r\n\"ü,\"\"\",1.10\r\n");
    }

    @Test
    void nothingIsSentWhenTheRowsFail() {
        for (String form : Arrays.asList("table", "attachment")) {
            assertThatThrownBy(
                            () -> write(
                                    Map.of("as", form, "to", "a@example.com"),
                                    "select case when range = 9999 then error('the source died') else range end as n from range(10000)"))
                    .hasMessageContaining("the source died");
        }
        assertThat(MAIL.received()).isEmpty();
    }

    @Test
    void wrongParamsAreNamed() {
        assertThatThrownBy(() -> write(Map.of("as", "table"), "select 1 as id"))
                .hasMessage("params.to is missing: who gets the mail");
        assertThatThrownBy(() -> write(Map.of("as", "table", "to", "a@x.org", "subject", "{id}"), "select 1 as id"))
                .hasMessage("params.as is table, so that no text can have {column}: there are many rows");
        assertThatThrownBy(() -> write(Map.of("to", "a@x.org", "subject", "{no}"), "select 1 as id"))
                .hasMessage("row 1: there is no column 'no', which params name. There are id");
        assertThatThrownBy(() -> write(Map.of(), "select 1 as id"))
                .hasMessage("row 1: the mail has no recipient. Set params.to, or have a column 'to'");
        assertThatThrownBy(() -> write(Map.of("as", "picture"), "select 1 as id"))
                .hasMessage("params.as must be one of rows, table, attachment, was picture");
    }
}
