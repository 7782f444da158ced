package dev.wadi.connection.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.mail.Desk;
import dev.wadi.spi.ConnectionException;
import dev.wadi.testing.LeakCheck;
import dev.wadi.testing.MuteServer;
import dev.wadi.testing.TestingMail;
import dev.wadi.testing.TestingTls;
import dev.wadi.testing.TlsFront;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading mail through a connection, from routes and from Java. */
class ReadMailIT {

    private static final TestingMail MAIL = TestingMail.shared();

    private final Desk desk = new Desk();

    @BeforeEach
    void open() {
        MAIL.empty();
        desk.open(Desk.definition("my_imap", "imap", MAIL.imaps(), "ca_file", Desk.CA_FILE));
        desk.context.start();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private static String mail(String subject, String... headers) {
        return "From: Ann <ann@example.com>\nTo: app@example.com\nDelivered-To: app@example.com\nSubject: " + subject
                + "\n" + String.join("", headers) + "\nHello\n";
    }

    @Test
    void fiveLinesOfJavaReadTheNewestMail() throws Exception {
        MAIL.deliver(mail("older"));
        MAIL.deliver(mail("newest"));
        String subject;
        String deliveredTo;
        try (Store store = desk.context.getRegistry().lookupByNameAndType("my_imap", Store.class);
                Folder inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_ONLY);
            Message newest = inbox.getMessage(inbox.getMessageCount());
            subject = newest.getSubject();
            deliveredTo = newest.getHeader("Delivered-To")[0];
        }
        assertThat(subject).isEqualTo("newest");
        assertThat(deliveredTo).isEqualTo("app@example.com");
    }

    @Test
    void aStoreConnectsWhenItIsUsedAndAgainAfterItWasClosed() throws Exception {
        Store store = desk.context.getRegistry().lookupByNameAndType("my_imap", Store.class);
        assertThat(store.isConnected()).isFalse();
        assertThat(store.getFolder("INBOX").exists()).isTrue();
        assertThat(store.isConnected()).isTrue();
        store.close();
        store.close();
        assertThat(store.isConnected()).isFalse();
        assertThat(store.getDefaultFolder().list()).extracting(Folder::getName).contains("INBOX");
        store.close();
        assertThat(store).isNotSameAs(desk.context.getRegistry().lookupByNameAndType("my_imap", Store.class));
    }

    @Test
    void aStoreInUseOutlivesTheVersionOfItsConnection() throws Exception {
        MAIL.deliver(mail("still here"));
        try (Store store = desk.context.getRegistry().lookupByNameAndType("my_imap", Store.class);
                Folder inbox = store.getFolder("INBOX")) {
            inbox.open(Folder.READ_ONLY);
            desk.open(Desk.definition("my_imap", "imap", MuteServer.closedPort(), "timeout", 1));
            assertThat(inbox.getMessage(1).getSubject()).isEqualTo("still here");
        }
        try (Store next = desk.context.getRegistry().lookupByNameAndType("my_imap", Store.class)) {
            assertThatThrownBy(next::connect)
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageEndingWith("cannot be reached: Connection refused");
        }
    }

    @Test
    void aConnectionThatIsClosedEndsTheStoresInUse() throws Exception {
        Store store = desk.context.getRegistry().lookupByNameAndType("my_imap", Store.class);
        store.connect();
        desk.connections.use("my_imap", open -> {
            open.close();
            return "";
        });
        assertThat(store.isConnected()).isFalse();
        store.close();
    }

    @Test
    void aRouteReceivesMailsWithHeadersTextAndAttachments() throws Exception {
        MAIL.deliver(
                """
                From: ann@example.com
                Subject: with a file
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain

                see below
                --b
                Content-Type: text/csv
                Content-Disposition: attachment; filename=rows.csv

                a;b
                --b--
                """);
        MockEndpoint mock = receiveFrom("conn:my_imap/INBOX?unseen=true&initialDelay=0&delay=200");
        mock.expectedMessageCount(1);
        mock.assertIsSatisfied(10_000);

        Exchange received = mock.getExchanges().get(0);
        assertThat(received.getIn().getHeader("subject")).isEqualTo("with a file");
        assertThat(received.getIn(AttachmentMessage.class).getAttachmentNames()).containsExactly("rows.csv");
        assertThat(received.getIn().getBody(String.class)).contains("see below");
    }

    @Test
    void anUnreadMailComesOnceAndAReadOneNever() throws Exception {
        MAIL.deliver(mail("one"));
        MockEndpoint mock = receiveFrom("conn:my_imap/INBOX?unseen=true&initialDelay=0&delay=100");
        awaitCount(mock, 1);
        MAIL.deliver(mail("two"));
        awaitCount(mock, 2);
        Awaitility.await()
                .during(Duration.ofMillis(400))
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(mock.getReceivedCounter()).isEqualTo(2));
    }

    @Test
    void foldersHaveSpacesAndAnyLetters() throws Exception {
        int number = 0;
        for (String folder :
                List.of("R&D + 100% ", "Sent Items ", "Sent%20Items", "Sent%2520Items", "a%25252Fb", "Entwürfe")) {
            String path = folder + System.nanoTime();
            String name = path.replace("%2520", "%20").replace("%20", " ").replace("%25252F", "%2F");
            MAIL.createFolder(name);
            MAIL.deliver(name, mail("in folder " + number));
            MockEndpoint mock = receiveFrom("conn:my_imap/" + path + "?initialDelay=0&delay=100", "mock:f" + number);
            mock.expectedHeaderReceived("subject", "in folder " + number++);
            mock.expectedMessageCount(1);
            mock.assertIsSatisfied(10_000);
        }
    }

    @Test
    void aRouteEnrichesAMessageWithTheNextMail() throws Exception {
        MAIL.deliver(mail("polled"));
        desk.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").pollEnrich("conn:my_imap/INBOX?unseen=true", 10_000);
            }
        });
        Exchange answer = desk.context.createProducerTemplate().request("direct:start", exchange -> exchange.getIn()
                .setBody("question"));
        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader("Subject")).isEqualTo("polled");
        assertThat(answer.getMessage().getBody(String.class).strip()).isEqualTo("Hello");
    }

    @Test
    void headersOfAMailThatSteerComponentsStayOutside() throws Exception {
        MAIL.deliver(mail(
                "evil",
                "CamelFileName: /etc/passwd\n",
                "cAmElBeanMethodName: exit\n",
                "org.apache.camel.x: 1\n",
                "CamelMailMoveTo: Trash\n",
                "mail.smtp.host: thief.example.com\n",
                "SolrParam.q: *\n",
                "SEARCH_QUERY: *\n",
                "OPERATION: delete\n",
                "X-Harmless: yes\n"));
        MockEndpoint mock = receiveFrom("conn:my_imap/INBOX?initialDelay=0&delay=100");
        mock.expectedMessageCount(1);
        mock.assertIsSatisfied(10_000);

        Map<String, Object> headers = mock.getExchanges().get(0).getIn().getHeaders();
        assertThat(headers).containsEntry("X-Harmless", "yes").containsEntry("Subject", "evil");
        assertThat(headers)
                .doesNotContainKeys(
                        "CamelFileName",
                        "CamelBeanMethodName",
                        "org.apache.camel.x",
                        "CamelMailMoveTo",
                        "mail.smtp.host",
                        "SolrParam.q",
                        "SEARCH_QUERY",
                        "OPERATION");
    }

    @Test
    void aRouteGoesOnAfterTheServerHungUp() throws Exception {
        TestingTls.Identity localhost = TestingTls.shared().server("localhost");
        try (TlsFront front =
                new TlsFront(TlsFront.Kind.PLAIN, TestingTls.shared().sslContext(localhost), MAIL.imap())) {
            front.hangUp(2);
            desk.open(Desk.definition("flaky_imap", "imap", front.port(), "use_ssl", false));
            MAIL.deliver(mail("after all"));
            MockEndpoint mock = receiveFrom("conn:flaky_imap/INBOX?initialDelay=0&delay=100");
            mock.expectedMessageCount(1);
            mock.assertIsSatisfied(10_000);
            assertThat(front.accepted()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void nothingIsLeftBehindWhenARouteStops() throws Exception {
        Set<Thread> before = ConcurrentHashMap.newKeySet();
        before.addAll(Thread.getAllStackTraces().keySet());
        MAIL.deliver(mail("one"));
        MockEndpoint mock = receiveFrom("conn:my_imap/INBOX?initialDelay=0&delay=100");
        mock.expectedMessageCount(1);
        mock.assertIsSatisfied(10_000);
        desk.context.stop();
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                        Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> !before.contains(thread))
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("imap") || name.contains("mail") || name.startsWith("front")));
    }

    @Test
    void aRouteThatStopsWhileItsPollConnectsLeavesNoConnectionBehind() throws Exception {
        TestingTls.Identity localhost = TestingTls.shared().server("localhost");
        try (TlsFront front =
                new TlsFront(TlsFront.Kind.PLAIN, TestingTls.shared().sslContext(localhost), MAIL.imap())) {
            desk.open(Desk.definition("slow_imap", "imap", front.port(), "use_ssl", false));
            LeakCheck leaks = new LeakCheck();
            front.stayMute();
            receiveFrom("conn:slow_imap/INBOX?initialDelay=0&delay=100");
            Awaitility.await().until(() -> front.accepted() == 1);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(desk.context::stop);
            assertThatThrownBy(() -> stopped.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            front.greet();
            stopped.get(20, TimeUnit.SECONDS);
            leaks.assertNothingIsLeft();
        }
    }

    @Test
    void noUriHoldsASecretAndRoutesCannotSetTheServer() {
        desk.connections.use("my_imap", open -> {
            ImapConnection connection = (ImapConnection) open;
            try {
                assertThat(connection
                                .endpoint(desk.context, "INBOX", Map.of("unseen", "true"))
                                .getEndpointUri())
                        .isEqualTo("imaps://my_imap");
                assertThatThrownBy(() -> connection.endpoint(desk.context, "INBOX", Map.of("folderName", "Sent")))
                        .hasMessage("the folder is named twice, by the path 'INBOX' and by the option folderName."
                                + " Remove one of them");
                assertThatThrownBy(() -> connection.endpoint(desk.context, "INBOX", Map.of("username", "x")))
                        .hasMessage(
                                "the option 'username' is not for routes: the connection 'my_imap' says where and as"
                                        + " whom to sign in. Remove it");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return "";
        });
    }

    @Test
    void mailIsNotSentThroughIt() {
        assertThatThrownBy(() -> desk.context
                        .createProducerTemplate()
                        .sendBody("conn:my_imap?to=a@example.com&from=b@example.com", "x"))
                .hasRootCauseMessage("connection 'my_imap' reads mail. Send with an smtp connection");
    }

    private static void awaitCount(MockEndpoint mock, int count) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(mock.getReceivedCounter())
                .isEqualTo(count));
    }

    private MockEndpoint receiveFrom(String uri) throws Exception {
        return receiveFrom(uri, "mock:received");
    }

    private MockEndpoint receiveFrom(String uri, String to) throws Exception {
        desk.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).convertBodyTo(String.class).to(to);
            }
        });
        return desk.context.getEndpoint(to, MockEndpoint.class);
    }
}
