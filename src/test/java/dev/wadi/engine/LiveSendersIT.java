package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.TestingHttp;
import dev.wadi.testing.TestingKafka;
import dev.wadi.testing.TestingMail;
import dev.wadi.testing.TestingMariaDb;
import dev.wadi.testing.TestingMySqlServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A route sends numbers through a connection that changes again and again; each arrives once. */
@Tag("chaos")
class LiveSendersIT {

    private static final int CHANGES = 10;

    private final Path home;
    private final TestingWorkspace workspace;
    private final List<Integer> sent = new CopyOnWriteArrayList<>();

    LiveSendersIT(@TempDir Path home) {
        this.home = home;
        this.workspace = new TestingWorkspace(home);
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    /**
     * Sends while the connection changes between two definitions.
     *
     * @param step the step that sends the header {@code id}
     */
    private void assertEachArrivesOnce(String one, String other, String step, Supplier<List<Integer>> received)
            throws Exception {
        workspace.connections("target.yaml", one);
        Engine engine = workspace.start();
        engine.camelContext().getRegistry().bind("sent", (Processor)
                exchange -> sent.add(exchange.getMessage().getHeader("id", Integer.class)));
        workspace.routes(
                "load.yaml",
                """
                - route:
                    id: load
                    from:
                      uri: timer:load
                      parameters: {period: 5, delay: 0, includeMetadata: true}
                      steps:
                        - setHeader: {name: id, simple: "${exchangeProperty.CamelTimerCounter}"}
                        - process: {ref: sent}
                        - setBody: {simple: {expression: "${header.id}", resultType: java.lang.String}}
                        - %s
                """
                        .formatted(step));
        engine.reload();
        for (int change = 1; change <= CHANGES; change++) {
            awaitMore(received);
            workspace.connections("target.yaml", change % 2 == 0 ? one : other);
            engine.reload();
            assertThat(engine.connections().counts().swaps()).isEqualTo(change);
        }
        awaitMore(received);
        engine.camelContext().getRouteController().stopRoute("load");

        await().untilAsserted(() -> assertThat(received.get().stream().sorted()).isEqualTo(sent));
        await().until(() -> engine.connections().counts().draining() == 0);
        assertThat(engine.connections().counts().expiredDrains()).isZero();
    }

    private static void awaitMore(Supplier<List<Integer>> received) {
        int before = received.get().size();
        await().atMost(Duration.ofSeconds(20)).until(() -> received.get().size() > before);
    }

    @Test
    void requestsOverHttp() throws Exception {
        try (TestingHttp one = TestingHttp.plain();
                TestingHttp other = TestingHttp.plain()) {
            assertEachArrivesOnce(
                    http(one),
                    http(other),
                    """
                    to: {uri: "conn:target/items", parameters: {httpMethod: POST}}""",
                    () -> Stream.concat(one.requests().stream(), other.requests().stream())
                            .filter(request -> request.header("id") != null)
                            .map(request -> Integer.valueOf(String.valueOf(request.header("id"))))
                            .toList());
        }
    }

    private static String http(TestingHttp server) {
        return "target: {conn_type: http, host: '" + server.url() + "'}\n";
    }

    @Test
    void mailsOverSmtp() throws Exception {
        TestingMail mail = TestingMail.shared();
        mail.empty();
        assertEachArrivesOnce(
                smtp("127.0.0.1"),
                smtp("localhost"),
                """
                to: {uri: "conn:target", parameters: {to: "live@example.com"}}""",
                () -> mail.received().stream().map(LiveSendersIT::text).toList());
    }

    private static String smtp(String host) {
        return """
        target:
          conn_type: smtp
          host: %s
          port: %d
          login: %s
          password: '%s'
          extra: {disable_ssl: true, disable_tls: true, from_email: app@example.com}
        """
                .formatted(host, TestingMail.shared().smtp(), TestingMail.LOGIN, TestingMail.PASSWORD);
    }

    private static Integer text(MimeMessage mail) {
        try {
            return Integer.valueOf(String.valueOf(mail.getContent()).strip());
        } catch (java.io.IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void rowsOfSqlite() throws Exception {
        for (String file : List.of("a.db", "b.db")) {
            sqlite(file, "create table received (id integer)");
        }
        assertEachArrivesOnce(
                "target: {conn_type: sqlite, host: '" + home.resolve("a.db") + "'}\n",
                "target: {conn_type: sqlite, host: '" + home.resolve("b.db") + "'}\n",
                """
                to: {uri: "conn:target/insert into received values (:#id)"}""",
                () -> Stream.of("a.db", "b.db")
                        .flatMap(file -> sqlite(file, "select id from received").stream())
                        .toList());
    }

    private List<Integer> sqlite(String file, String sql) {
        List<Integer> ids = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve(file));
                Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                ResultSet rows = statement.getResultSet();
                while (rows.next()) {
                    ids.add(rows.getInt(1));
                }
            }
            return ids;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void rowsOfMySql() throws Exception {
        TestingMySqlServer server = TestingMariaDb.shared();
        server.execute("create or replace table live_received (id integer)");
        assertEachArrivesOnce(
                mySql(server, "localhost"),
                mySql(server, "127.0.0.1"),
                """
                to: {uri: "sql:insert into live_received values (:#id)?dataSource=#target"}""",
                () -> server.query("select id from live_received").stream()
                        .map(Integer::valueOf)
                        .toList());
    }

    private static String mySql(TestingMySqlServer server, String host) {
        return "target: {conn_type: mysql, host: %s, port: %d, login: %s, password: '%s', schema: %s}%n"
                .formatted(
                        host,
                        server.port(),
                        TestingMySqlServer.LOGIN,
                        TestingMySqlServer.PASSWORD,
                        TestingMySqlServer.DATABASE);
    }

    @Test
    void messagesOfKafka() throws Exception {
        TestingKafka kafka = TestingKafka.shared();
        kafka.createTopic("live-sent");
        TopicPartition topic = new TopicPartition("live-sent", 0);
        List<Integer> received = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.plain(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(topic));
            assertEachArrivesOnce(
                    kafka(kafka, 0),
                    kafka(kafka, 1),
                    """
                    to: {uri: "conn:target/live-sent"}""",
                    () -> {
                        consumer.poll(Duration.ofMillis(50)).forEach(row -> received.add(Integer.valueOf(row.value())));
                        return received;
                    });
        }
    }

    private static String kafka(TestingKafka kafka, int linger) {
        return "target: {conn_type: kafka, extra: {bootstrap.servers: '%s', linger.ms: %d}}%n"
                .formatted(kafka.plain(), linger);
    }
}
