package dev.wadi.connection.imap;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.tabular.TestingRows;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.Lease;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SchemaSource;
import dev.wadi.spi.Tappable;
import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingMail;
import dev.wadi.testing.TestingRun;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages of a mailbox as rows. */
class ImapTapIT {

    private static final TestingMail MAIL = TestingMail.shared();

    private final TestingConnections connections = new TestingConnections();
    private final TestingRun run = new TestingRun();

    @BeforeEach
    void open() {
        MAIL.empty();
        connections.open(connection("my_imap", "imap")
                .host("127.0.0.1")
                .port(MAIL.imap())
                .login(TestingMail.LOGIN)
                .password(TestingMail.PASSWORD)
                .extra("use_ssl", false));
    }

    @AfterEach
    void close() throws Exception {
        run.close();
        connections.close();
    }

    private List<String> read(@Nullable String locator, Map<String, Object> params, String sql) throws Exception {
        try (Lease<OpenConnection> lease = connections.connections().lease("my_imap")) {
            BatchReader reader = ((Tappable) lease.value()).tap(run.tap(null, locator, params));
            return TestingRows.read(run, reader, sql);
        }
    }

    private static void deliver(String from, String subject, String text) {
        MAIL.deliver("From: " + from + "\nTo: app@example.com, Bö <b@example.com>\nSubject: " + subject
                + "\nDate: Sun, 1 Mar 2026 10:00:00 +0100\nContent-Type: text/plain; charset=utf-8\n\n" + text + "\n");
    }

    @Test
    void messagesAreRowsNewestFirst() throws Exception {
        deliver("anna@example.com", "=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Guten Tag, Größe");
        deliver("bob@example.com", "second", "x");
        assertThat(
                        read(
                                null,
                                Map.of(),
                                "select folder, \"from\", subject, sent, trim(text, chr(13) || chr(10)), seen, html, len(\"to\") from t"))
                .containsExactly(
                        "INBOX|bob@example.com|second|2026-03-01T09:00Z|x|false|null|2",
                        "INBOX|anna@example.com|Grüße|2026-03-01T09:00Z|Guten Tag, Größe|false|null|2");
        assertThat(read("INBOX", Map.of("unseen", true), "select count(*), min(uid) > 0, min(size) > 100 from t"))
                .containsExactly("2|true|true");
    }

    @Test
    void searchesAndLimits() throws Exception {
        for (int i = 0; i < 250; i++) {
            deliver(i % 2 == 0 ? "anna@example.com" : "bob@example.com", "no " + i, "x");
        }
        assertThat(read(null, Map.of("from", "anna@example.com", "limit", 2), "select subject from t"))
                .containsExactly("no 248", "no 246");
        assertThat(read(null, Map.of("subject", "no 24", "since", "2026-01-01"), "select count(*) from t"))
                .containsExactly("11");
        assertThat(read(null, Map.of("since", "2199-01-01T00:00:00Z"), "select count(*) from t"))
                .containsExactly("0");
        assertThat(read(null, Map.of("unseen", false), "select count(*) from t"))
                .containsExactly("0");
    }

    @Test
    void partsAreTextHtmlAndNamesOfAttachments() throws Exception {
        MAIL.deliver(
                """
                From: x@example.com
                Subject: parts
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: multipart/alternative; boundary=c

                --c
                Content-Type: text/plain; charset=no-such-charset

                plain
                --c
                Content-Type: text/html; charset=utf-8

                <b>fett</b>
                --c--
                --b
                Content-Type: application/pdf; name="=?utf-8?q?=C3=BC.pdf?="
                Content-Disposition: attachment

                %PDF
                --b--
                """);
        assertThat(
                        read(
                                null,
                                Map.of(),
                                "select trim(text, chr(13)||chr(10)), trim(html, chr(13)||chr(10)), attachments, \"from\" from t"))
                .containsExactly("plain|<b>fett</b>|[ü.pdf]|x@example.com");
    }

    @Test
    void anEmptyFolderHasItsColumns() throws Exception {
        assertThat(read(null, Map.of(), "select count(*), count(subject) from t"))
                .containsExactly("0|0");
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> read("Nowhere", Map.of(), "select 1"))
                .hasMessage("locator: there is no folder 'Nowhere'");
        assertThatThrownBy(() -> read(null, Map.of("since", "yesterday"), "select 1"))
                .hasMessage("params.since must be a date or time in ISO 8601, of UTC, was yesterday");
        assertThatThrownBy(() -> read(null, Map.of("unread", true), "select 1"))
                .hasMessage("params.unread: unknown key. There are from, limit, since, subject, to, unseen");
    }

    @Test
    void foldersAreTablesOfTheSameColumns() throws Exception {
        try (Lease<OpenConnection> lease = connections.connections().lease("my_imap")) {
            SchemaSource schema = (SchemaSource) lease.value();
            assertThat(schema.tables()).contains(new SchemaSource.Table("INBOX", "folder"));
            assertThat(schema.columns("INBOX"))
                    .hasSize(15)
                    .contains(new SchemaSource.Column("to", "VARCHAR[]", true, null));
            assertThat(schema.columns("Nowhere")).isEmpty();
        }
    }
}
