package dev.wadi.connection.camel;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.tabular.TestingRows;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.Lease;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.Tappable;
import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingFtp;
import dev.wadi.testing.TestingKafka;
import dev.wadi.testing.TestingRun;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages of Camel's components as rows, and rows as messages. */
class CamelStagesIT {

    private static final TestingKafka KAFKA = TestingKafka.shared();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TestingConnections connections = new TestingConnections();
    private final TestingRun run = new TestingRun();
    private final String topic = "stages-" + NUMBER.incrementAndGet();

    @AfterEach
    void close() throws Exception {
        run.close();
        connections.close();
    }

    private void openKafka() {
        KAFKA.createTopic(topic);
        connections.open(connection("my_kafka", "kafka")
                .extra("bootstrap.servers", KAFKA.plain())
                .extra("group.id", "group-" + topic)
                .extra("auto.offset.reset", "beginning"));
    }

    private long write(String connId, String locator, Map<String, Object> params, String sql) throws Exception {
        try (Lease<OpenConnection> lease = connections.connections().lease(connId);
                BatchReader rows = TestingRows.rows(run, sql)) {
            return ((Sinkable) lease.value())
                    .sink(run.sink(locator, SinkMode.APPEND).withParams(params), rows);
        }
    }

    private List<String> read(String connId, String locator, Map<String, Object> params) throws Exception {
        try (Lease<OpenConnection> lease = connections.connections().lease(connId)) {
            return TestingRows.read(run, ((Tappable) lease.value()).tap(run.tap(null, locator, params)));
        }
    }

    @Test
    void rowsBecomeMessagesOfATopicAndRowsAgain() throws Exception {
        openKafka();
        assertThat(write(
                        "my_kafka",
                        topic,
                        Map.of("headers", Map.of("kafka.KEY", "k{id}")),
                        "select * from (values (1, 'ü', 1.25), (2, null, 0.1)) t(id, name, n)"))
                .isEqualTo(2);
        assertThat(read("my_kafka", topic, Map.of("idle", 1, "first", 20, "headers", List.of("kafka.KEY"))))
                .containsExactly("1|ü|1.25|k1", "2|null|0.1|k2");
    }

    @Test
    void aMessageIsAcknowledgedWhenItsRowWasReadAndNotBefore() throws Exception {
        openKafka();
        write("my_kafka", topic, Map.of(), "select range as n from range(5)");
        Map<String, Object> two = Map.of("limit", 2, "first", 20);
        assertThat(read("my_kafka", topic, two)).containsExactly("0", "1");
        try (Lease<OpenConnection> lease = connections.connections().lease("my_kafka")) {
            ((Tappable) lease.value()).tap(run.tap(null, topic, two)).close();
        }
        assertThat(read("my_kafka", topic, Map.of("idle", 1, "first", 20))).containsExactly("2", "3", "4");
    }

    @Test
    void filesOfAServerStayUntilTheirRowsWereRead() throws Exception {
        try (TestingFtp ftp = new TestingFtp()) {
            connections.open(connection("my_ftp", "ftp")
                    .host("localhost")
                    .port(ftp.port())
                    .login(TestingFtp.LOGIN)
                    .password(TestingFtp.PASSWORD));
            write(
                    "my_ftp",
                    "out",
                    Map.of("as", "csv", "batch", 10, "headers", Map.of("CamelFileName", "rows.csv")),
                    "select 1 as id");
            Map<String, Object> options = Map.of("delete", true, "delay", 100, "initialDelay", 0);
            Map<String, Object> params = Map.of("idle", 1, "first", 10, "options", options);
            try (Lease<OpenConnection> lease = connections.connections().lease("my_ftp")) {
                ((Tappable) lease.value()).tap(run.tap(null, "out", params)).close();
            }
            assertThat(read("my_ftp", "out", params)).containsExactly("id\r\n1\r\n");
            assertThatThrownBy(() -> read("my_ftp", "out", Map.of("idle", 0, "first", 1)))
                    .hasMessage("there are no rows to tell the columns by. Declare them in fields");
        }
    }

    @Test
    void aSilenceEndsATapForGood() throws Exception {
        connections.open(connection("my_seda", "camel").extra("component", "seda"));
        write("my_seda", "q", Map.of("as", "map"), "select 1 as n");
        try (Lease<OpenConnection> lease = connections.connections().lease("my_seda")) {
            // what tells the columns is read until nothing comes
            BatchReader rows = ((Tappable) lease.value()).tap(run.tap(null, "q", Map.of("idle", 0.2, "first", 2)));
            write("my_seda", "q", Map.of("as", "map"), "select 2 as n");
            assertThat(TestingRows.read(run, rows)).containsExactly("1");
        }
    }

    @Test
    void javaObjectsAreRows() throws Exception {
        connections.open(connection("my_seda", "camel").extra("component", "seda"));
        write("my_seda", "q", Map.of("as", "map", "batch", 2), "select range as n from range(3)");
        assertThat(read("my_seda", "q", Map.of("idle", 0.2, "first", 2))).containsExactly("0", "1", "2");
        write("my_seda", "q", Map.of(), "select 1 as n");
        assertThatThrownBy(() -> read("my_seda", "q", Map.of("body", "jsn")))
                .hasMessage("params.body must be one of auto, json, text, was jsn");
        assertThatThrownBy(() -> write("my_seda", "q", Map.of("headers", Map.of("x", "{m}")), "select 1 as n"))
                .hasMessage("row 1: there is no column 'm', which params.headers names. There are n");
    }
}
