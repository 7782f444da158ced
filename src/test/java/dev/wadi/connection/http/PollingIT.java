package dev.wadi.connection.http;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.connection.tabular.TestingRows;
import dev.wadi.spi.Lease;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.Tappable;
import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingHttp;
import dev.wadi.testing.TestingRun;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that a server makes meanwhile, and statuses that are errors. */
class PollingIT extends TwoServers {

    private final TestingConnections connections = new TestingConnections();
    private final TestingRun run = new TestingRun();
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeEach
    void open() {
        connections.open(connection("my_api", "http")
                .host(server.url())
                .login("app")
                .password("s3cret")
                .extra("X-Team", "blue"));
    }

    @AfterEach
    void close() throws Exception {
        run.close();
        connections.close();
    }

    /** Answers with the first text so many times, and then with the second one. */
    private void serve(String path, int times, String before, String ready) {
        asked.set(0);
        server.serve(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            TestingHttp.send(exchange, 200, asked.incrementAndGet() <= times ? before : ready);
        });
    }

    private List<String> read(String path, Map<String, Object> params) throws Exception {
        try (Lease<OpenConnection> lease = connections.connections().lease("my_api")) {
            return TestingRows.read(run, ((Tappable) lease.value()).tap(run.tap(null, path, params)));
        }
    }

    private static Map<String, Object> polling(String kind, String locator, Map<String, Object> further) {
        Map<String, Object> handler = new HashMap<>(further);
        handler.put("kind", kind);
        handler.putIfAbsent("interval", 0.05);
        return Map.of("response", Map.of("locator", locator, "handler", handler));
    }

    private static Map<String, Object> state(Map<String, Object> further) {
        Map<String, Object> handler = new HashMap<>(further);
        handler.put("ready_status", "status == 'done'");
        return polling("StatePolling", "rows", handler);
    }

    @Test
    void aStateIsAskedForUntilItIsReady() throws Exception {
        serve("/job", 3, "{\"status\": \"running\"}", "{\"status\": \"done\", \"rows\": [{\"id\": 1}, {\"id\": 2}]}");
        assertThat(read("/job", state(Map.of()))).containsExactly("1", "2");
        assertThat(asked).hasValue(4);
    }

    @Test
    void aStateThatIsNeverReadyIsOneError() {
        serve("/late", Integer.MAX_VALUE, "{\"status\": \"running\"}", "");
        assertThatThrownBy(() -> read("/late", state(Map.of("timeout", 0.5))))
                .hasMessage("connection 'my_api': the answer to GET /late was not ready within 0.5 s:"
                        + " params.response.handler.ready_status, 'status == 'done'', is not true of it");
        assertThat(asked).hasValueGreaterThan(2);
    }

    @Test
    void waitingEndsWithTheRun() throws Exception {
        serve("/long", Integer.MAX_VALUE, "{\"status\": \"running\"}", "");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<List<String>> reading =
                    thread.submit(() -> read("/long", state(Map.of("interval", 3600, "timeout", 7200))));
            await().atMost(Duration.ofSeconds(10)).until(() -> asked.get() == 1);
            await().pollDelay(Duration.ofMillis(200)).until(() -> true); // until it waits
            run.cancel();
            assertThatThrownBy(() -> reading.get(1, TimeUnit.SECONDS)).hasMessageContaining("the run was cancelled");
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void anErrorThatAStateTellsEndsTheWait() {
        serve("/failing", 1, "{\"status\": \"running\"}", "{\"status\": \"failed\", \"why\": \"no such report\"}");
        Map<String, Object> params = new HashMap<>(state(Map.of()));
        params.put("errorhandler", Map.of("condition", "status == 'failed'", "message", "why"));
        assertThatThrownBy(() -> read("/failing", params))
                .hasMessage("connection 'my_api': the answer to GET /failing is an error by"
                        + " params.errorhandler.condition: no such report");
    }

    @Test
    void aUrlIsLoadedWhenItIsReady() throws Exception {
        serve("/report", 2, "{\"ready\": false}", "{\"ready\": true, \"file\": {\"url\": \"/files/7.csv?key=1\"}}");
        server.serve("/files/7.csv", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/csv");
            TestingHttp.send(exchange, 200, "id;name\n1;Ada\n2;Grace\n");
        });
        assertThat(read("/report", polling("URLPolling", "file.url", Map.of("ready_status", "ready"))))
                .containsExactly("1|Ada", "2|Grace");
        assertThat(asked).hasValue(3);
        assertThat(server.lastRequest().query()).isEqualTo("key=1");
        assertThat(server.lastRequest().header("authorization")).startsWith("Basic ");
    }

    @Test
    void aUrlOfAnotherServerIsLoadedWithoutCredentials() throws Exception {
        serve("/export", 0, "", "{\"url\": \"" + other.url() + "/out.jsonl\"}");
        other.serve("/out.jsonl", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "binary/octet-stream");
            TestingHttp.send(exchange, 200, "{\"id\": 1}\n{\"id\": 2}\n");
        });
        assertThat(read("/export", polling("URLPolling", "url", Map.of()))).containsExactly("1", "2");
        assertThat(other.lastRequest().header("authorization")).isNull();
        assertThat(other.lastRequest().header("x-team")).isNull();

        serve("/gone", 0, "", "{\"url\": \"" + other.url() + "/not-here\"}");
        assertThatThrownBy(() -> read("/gone", polling("URLPolling", "url", Map.of())))
                .hasMessage("connection 'my_api': HTTP 404 to GET /not-here at localhost:" + other.port());
    }

    @Test
    void whatIsNoUrlIsOneError() {
        serve("/nothing", 0, "", "{\"url\": null}");
        assertThatThrownBy(() -> read("/nothing", polling("URLPolling", "url", Map.of())))
                .hasMessage(
                        "connection 'my_api': the answer to GET /nothing has no URL at params.response.locator, 'url'");
        serve("/file", 0, "", "{\"url\": \"file:///etc/passwd\"}");
        assertThatThrownBy(() -> read("/file", polling("URLPolling", "url", Map.of())))
                .hasMessage("connection 'my_api': what the answer names to be loaded is no URL of HTTP");
        assertThatThrownBy(() -> read("/x", Map.of("response", Map.of("handler", Map.of("kind", "URLPolling")))))
                .hasMessage("params.response.locator is missing: with URLPolling it is where the answer has the URL of"
                        + " the rows");
        assertThatThrownBy(() -> read("/x", polling("StatePolling", "rows", Map.of())))
                .hasMessage("params.response.handler.ready_status is missing");
    }

    private static Map<String, Object> errors(Object... statuses) {
        return Map.of("errorhandler", Map.of("error_status_codes", List.of(statuses), "message", "error.text"));
    }

    @Test
    void aStatusIsAnErrorWhereItIsNamed() {
        server.serve("/later", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            TestingHttp.send(exchange, 202, "{\"error\": {\"text\": \"come back\"}}");
        });
        assertThatThrownBy(() -> read("/later", errors(202, 204)))
                .hasMessage("connection 'my_api': HTTP 202 to GET /later at localhost:" + server.port()
                        + ", which params.errorhandler.error_status_codes has: come back");
    }

    @Test
    void aStatusThatIsNamedIsNotTriedAgain() {
        server.serve("/busy", exchange -> TestingHttp.send(exchange, 503, "<html>secret banner"));
        assertThatThrownBy(() -> read("/busy", errors("503")))
                .hasMessage("connection 'my_api': HTTP 503 to GET /busy at localhost:" + server.port());
        assertThat(server.requests()).hasSize(1);
        assertThatThrownBy(() -> read("/busy", errors(42)))
                .hasMessage(
                        "params.errorhandler.error_status_codes must be a list of statuses from 200 to 599, and has 42");
    }

    @Test
    void aSinkHasErrorsOfAnswersToo() throws Exception {
        server.serve("/graph", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            TestingHttp.send(exchange, 200, "{\"error\": {\"text\": \"no such field\"}}");
        });
        Map<String, Object> params = Map.of("errorhandler", Map.of("condition", "error", "message", "error.text"));
        try (Lease<OpenConnection> lease = connections.connections().lease("my_api");
                var rows = TestingRows.rows(run, "select 1 as id")) {
            assertThatThrownBy(() -> ((Sinkable) lease.value())
                            .sink(run.sink("/graph", SinkMode.APPEND).withParams(params), rows))
                    .hasMessage("connection 'my_api': row 1: the answer to POST /graph is an error by"
                            + " params.errorhandler.condition: no such field");
        }
    }
}
