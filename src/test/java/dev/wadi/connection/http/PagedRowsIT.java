package dev.wadi.connection.http;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.wadi.batch.ReadAhead;
import dev.wadi.connection.tabular.DeclaredTap;
import dev.wadi.connection.tabular.TestingRows;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.DeclaredColumn;
import dev.wadi.spi.Lease;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.TapStage;
import dev.wadi.spi.Tappable;
import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingHttp;
import dev.wadi.testing.TestingRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages that are asked for one after the other, as their rows are taken. */
class PagedRowsIT {

    private static final Map<String, Object> LINKS =
            Map.of("response", Map.of("handler", Map.of("kind", "LinkPagination")));

    private final TestingHttp server = TestingHttp.plain();
    private final TestingConnections connections = new TestingConnections();
    private final TestingRun run = new TestingRun();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);
    private int series;

    @BeforeEach
    void open() {
        connections.open(connection("my_api", "http").host(server.url()));
    }

    @AfterEach
    void close() throws Exception {
        closing.countDown();
        threads.shutdownNow();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        run.close();
        connections.close();
        server.close();
    }

    /** Pages, each with a link to the next one. */
    private void pages(String type, String... texts) {
        series++;
        for (int i = 0; i < texts.length; i++) {
            String text = texts[i];
            String link = i + 1 < texts.length ? "</pages" + series + "/" + (i + 1) + ">; rel=next" : "";
            server.serve("/pages" + series + "/" + i, exchange -> answer(exchange, type, text, link));
        }
    }

    private static void answer(HttpExchange exchange, String type, String text, String link) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (!link.isEmpty()) {
            exchange.getResponseHeaders().set("Link", link);
        }
        TestingHttp.send(exchange, 200, text);
    }

    /** Rows from a number on, as JSON. */
    private static String rows(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> "{\"id\": " + i + ", \"note\": \"n" + i + "\"}")
                .collect(Collectors.joining(",\n", "[", "]"));
    }

    private BatchReader tap(TapStage stage) throws Exception {
        try (Lease<OpenConnection> lease = connections.connections().lease("my_api")) {
            return ((Tappable) lease.value()).tap(stage);
        }
    }

    private BatchReader tap(DeclaredColumn... fields) throws Exception {
        return tap(new DeclaredTap(run.tap(null, "/pages" + series + "/0", LINKS), List.of(fields)));
    }

    private List<String> read(String sql) throws Exception {
        return TestingRows.read(run, tap(), sql);
    }

    private int taken(BatchReader rows) throws Exception {
        try (VectorSchemaRoot batch = rows.next()) {
            return batch == null ? 0 : batch.getRowCount();
        }
    }

    @Test
    void aPageIsAskedForWhenTheRowsBeforeItWereTaken() throws Exception {
        pages("application/json", rows(0, 3), rows(3, 2), rows(5, 4));
        try (BatchReader rows = tap(new DeclaredColumn("id", "BIGINT"))) {
            assertThat(server.requests()).hasSize(1);
            assertThat(taken(rows)).isEqualTo(3);
            assertThat(server.requests()).hasSize(1);
            assertThat(taken(rows)).isEqualTo(2);
            assertThat(server.requests()).hasSize(2);
            assertThat(taken(rows)).isEqualTo(4);
            assertThat(taken(rows)).isZero();
        }
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void theFirstThousandRowsTellTheColumns() throws Exception {
        pages("application/json", rows(0, 400), rows(400, 700), rows(1100, 10), rows(1110, 10));
        try (BatchReader rows = tap()) {
            assertThat(server.requests()).hasSize(2);
            assertThat(rows.schema().getFields())
                    .extracting(Object::toString)
                    .containsExactly("id: Int(64, true)", "note: Utf8");
        }
        assertThat(read("select count(*), sum(id), max(note) from t")).containsExactly("1120|626640|n999");
    }

    @Test
    void laterPagesMayLackWhatTheFirstHaveAndNothingElse() throws Exception {
        pages("application/json", rows(0, 1000), "[{\"note\": null}, {\"id\": 7.0}]", "[{\"id\": null}]");
        assertThat(read("select id, note from t offset 1000")).containsExactly("null|null", "7|null", "null|null");

        pages("application/json", rows(0, 1000), "[{\"id\": 1}, {\"id\": 2, \"more\": 3}]");
        assertThatThrownBy(() -> read("select count(*) from t"))
                .hasMessage(
                        "connection 'my_api': the answer to GET /pages2/1 has in row 2 the column 'more', which no row"
                                + " before has. Declare the columns in fields");

        pages("application/json", rows(0, 1000), "[{\"id\": 1}, {\"id\": 2.5}]");
        assertThatThrownBy(() -> read("select count(*) from t"))
                .hasMessage(
                        "connection 'my_api': the answer to GET /pages3/1 has in row 2 of the column 'id' what is no"
                                + " BIGINT, as the rows before have there. Declare the columns in fields");
    }

    @Test
    void membersOfMembersAreNotLostEither() throws Exception {
        String first = IntStream.range(0, 1000)
                .mapToObj(i -> "{\"a\": {\"b\": [{\"c\": " + i + "}]}, \"day\": \"2026-01-31\"}")
                .collect(Collectors.joining(",", "[", "]"));
        pages("application/json", first, "[{\"a\": {\"b\": [{\"c\": 1}, {}]}, \"day\": \"2026-02-01\"}]");
        assertThat(read("select a.b[1].c, len(a.b), day::date + 1 from t offset 999"))
                .containsExactly("999|1|2026-02-01", "1|2|2026-02-02");

        pages("application/json", first, "[{\"a\": {\"b\": [{\"d\": 1}]}}]");
        assertThatThrownBy(() -> read("select count(*) from t"))
                .hasMessage(
                        "connection 'my_api': the answer to GET /pages2/1 has in row 1 the column 'a.b[].d', which no"
                                + " row before has. Declare the columns in fields");
    }

    @Test
    void pagesOfCsvStreamToo() throws Exception {
        pages("text/csv", "id,day\n1,2026-01-31\n", "id,day\n2,2026-02-01\n", "id,day\n3,2026-02-02\n");
        try (BatchReader rows = tap()) {
            assertThat(server.requests()).hasSize(1);
            assertThat(taken(rows)).isEqualTo(1);
        }
        assertThat(read("select sum(id), max(day) from t")).containsExactly("6|2026-02-02");

        pages("text/csv", "id,day\n1,2026-01-31\n", "id,note\n2,x\n");
        assertThatThrownBy(() -> read("select count(*) from t"))
                .hasMessage("/pages2/1: has the columns id, note, and the page before has id, day");
    }

    @Test
    void aQueryIsOneOverAllPages() throws Exception {
        pages("application/json", rows(0, 3), rows(3, 2));
        assertThat(TestingRows.read(run, tap(run.tap("select count(*) as n, max(id) as m from t", "/pages1/0", LINKS))))
                .containsExactly("5|4");
    }

    private void secondPageNeverComes() {
        server.serve("/never", exchange -> {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.serve("/first", exchange -> answer(exchange, "application/json", rows(0, 3), "</never>; rel=next"));
    }

    private BatchReader whoseSecondPageNeverComes() throws Exception {
        secondPageNeverComes();
        return tap(new DeclaredTap(run.tap(null, "/first", LINKS), List.of(new DeclaredColumn("id", "BIGINT"))));
    }

    @Test
    void closingEndsARequestThatWaits() throws Exception {
        BatchReader rows = new ReadAhead(whoseSecondPageNeverComes(), 1 << 20, threads);
        assertThat(taken(rows)).isEqualTo(3);
        await().atMost(Duration.ofSeconds(10)).until(() -> server.requests().size() == 2);
        long began = System.nanoTime();
        rows.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void cancellingEndsARequestThatWaits() throws Exception {
        try (BatchReader rows = whoseSecondPageNeverComes()) {
            assertThat(taken(rows)).isEqualTo(3);
            Future<Integer> second = threads.submit(() -> taken(rows));
            await().atMost(Duration.ofSeconds(10)).until(() -> server.requests().size() == 2);
            run.cancel();
            assertThatThrownBy(() -> second.get(2, TimeUnit.SECONDS)).hasMessageContaining("connection 'my_api': ");
        }
    }
}
