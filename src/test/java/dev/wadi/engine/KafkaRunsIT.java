package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.pipeline.Pipelines;
import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunReport.State;
import dev.wadi.pipeline.RunRequest;
import dev.wadi.testing.TestingKafka;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of a real broker are committed when all sinks of a run have committed, and come to the next run otherwise. */
class KafkaRunsIT {

    private static final TestingKafka KAFKA = TestingKafka.shared();
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path home;

    private final String topic = "runs-" + NUMBER.incrementAndGet();
    private TestingWorkspace workspace;

    @BeforeEach
    void broker() throws SQLException {
        KAFKA.createTopic(topic);
        workspace = new TestingWorkspace(home)
                .connections(
                        "all.yaml",
                        """
                events:
                  conn_type: kafka
                  extra: {bootstrap.servers: "%s", group.id: "group-%s", auto.offset.reset: beginning}
                shop: {conn_type: sqlite, host: %s}
                """
                                .formatted(KAFKA.plain(), topic, home.resolve("shop.db")));
        sql("create table copies (id text)");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private Properties client() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", KAFKA.plain());
        return properties;
    }

    private void send(int from, int to) throws Exception {
        send(from, to, "{\"id\": \"%d\"}");
    }

    private void send(int from, int to, String message) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client(), new StringSerializer(), new StringSerializer())) {
            for (int i = from; i <= to; i++) {
                producer.send(new ProducerRecord<>(topic, message.formatted(i))).get();
            }
        }
    }

    /** Up to where the group has committed; 0 when it has not. */
    private long committed() throws Exception {
        try (Admin admin = Admin.create(client())) {
            return admin
                    .listConsumerGroupOffsets("group-" + topic)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(offset -> offset == null ? 0 : offset.offset())
                    .sum();
        }
    }

    private String sql(String text) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("shop.db"));
                Statement statement = connection.createStatement()) {
            if (!statement.execute(text)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    private static final String COUNT = "select count(*) || ' ' || count(distinct id) from ";

    private Pipelines start(String transform, String ofSink) throws Exception {
        workspace.routes(
                "taken.yaml",
                """
                - {kind: tap, name: messages, connection: events, locator: %s, params: {idle: 2, first: 20}}
                %s
                - {kind: sink, name: copy, connection: shop, locator: copies}
                - {kind: sink, name: orders, connection: shop, locator: orders, create: false%s}
                """
                        .formatted(topic, transform, ofSink));
        return workspace.start().pipelines();
    }

    private static RunReport run(Pipelines pipelines) {
        return pipelines.run("taken", RunRequest.byCommand(Map.of()));
    }

    @Test
    void nothingIsCommittedWhenASinkHasFailedAndTheNextRunHasItAll() throws Exception {
        send(1, 500);
        Pipelines pipelines = start("", "");
        RunReport failed = run(pipelines);
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.error()).contains("orders");
        assertThat(sql(COUNT + "copies")).isEqualTo("500 500"); // so all was read
        assertThat(committed()).isZero();

        sql("create table orders (id text)");
        send(501, 700);
        RunReport done = run(pipelines);
        assertThat(done.error()).isNull();
        assertThat(sql(COUNT + "orders")).isEqualTo("700 700");
        assertThat(committed()).isEqualTo(700);

        send(701, 710);
        assertThat(run(pipelines).error()).isNull();
        assertThat(sql(COUNT + "orders")).isEqualTo("710 710");
        assertThat(committed()).isEqualTo(710);
    }

    @Test
    void aFailureThatIsOnlyWarnedOfCommitsNothingEither() throws Exception {
        send(1, 20);
        Pipelines pipelines = start("", ", on_error: continue");
        assertThat(run(pipelines).state()).isEqualTo(State.DONE);
        assertThat(committed()).isZero();
        sql("create table orders (id text)");
        assertThat(run(pipelines).state()).isEqualTo(State.DONE);
        assertThat(sql(COUNT + "orders")).isEqualTo("20 20");
        assertThat(committed()).isEqualTo(20);
    }

    @Test
    void aTransformThatFailsSaysWhyAndLosesNoMessage() throws Exception {
        sql("create table orders (id integer)");
        send(1, 30);
        send(31, 31, "{\"id\": \"x%d\"}");
        Pipelines pipelines =
                start("- {kind: transform, name: numbers, query: 'SELECT id::INT AS id FROM messages'}", "");
        for (int i = 0; i < 2; i++) {
            RunReport failed = run(pipelines);
            assertThat(failed.error())
                    .startsWith("stage 'numbers': Conversion Error: Could not convert string 'x31' to INT32");
            assertThat(committed()).isZero();
        }
    }

    @Test
    void aTransformThatStreamsSaysWhyToo() throws Exception {
        send(1, 30);
        send(31, 31, "{\"id\": \"x%d\"}");
        workspace.routes(
                "taken.yaml",
                """
                - {kind: tap, name: messages, connection: events, locator: %s, params: {idle: 2, first: 20}}
                - {kind: transform, name: numbers, query: 'SELECT id::INT AS id FROM messages'}
                - {kind: sink, name: copy, connection: shop, locator: numbers}
                """
                        .formatted(topic));
        RunReport failed = run(workspace.start().pipelines());
        assertThat(failed.error())
                .startsWith("stage 'numbers': Conversion Error: Could not convert string 'x31' to INT32");
        assertThat(committed()).isZero();
    }

    @Test
    void aRunThatIsCancelledGivesItsMessagesBack() throws Exception {
        sql("create table orders (id text)");
        send(1, 40);
        Pipelines pipelines = start("- {kind: transform, name: all, query: FROM messages, show: 1, throttle: 1h}", "");
        RunReport run = pipelines.start("taken", RunRequest.byCommand(Map.of()));
        await().atMost(SOON).until(() -> pipelines.progress("taken").stream()
                .flatMap(progress -> progress.stages().stream())
                .anyMatch(stage -> stage.rows() == 40));
        pipelines.cancel("taken");
        await().atMost(SOON)
                .until(() -> pipelines.report("taken", run.id()).orElseThrow().state() == State.CANCELLED);
        assertThat(committed()).isZero();
    }
}
