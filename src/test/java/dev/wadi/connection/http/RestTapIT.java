package dev.wadi.connection.http;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.wadi.connection.tabular.TestingRows;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.Lease;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.Tappable;
import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingHttp;
import dev.wadi.testing.TestingRun;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers of an HTTP server as rows. */
class RestTapIT {

    private final TestingHttp server = TestingHttp.plain();
    private final TestingConnections connections = new TestingConnections();
    private final TestingRun run = new TestingRun();

    @BeforeEach
    void open() {
        connections.open(connection("my_api", "http")
                .host(server.url() + "/v1")
                .login("app")
                .password("s3cret")
                .extra("X-Team", "blue"));
    }

    @AfterEach
    void close() throws Exception {
        run.close();
        connections.close();
        server.close();
    }

    private void serve(String path, String type, String text) {
        server.serve(path, exchange -> send(exchange, type, text));
    }

    private static void send(HttpExchange exchange, String type, String text) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        TestingHttp.send(exchange, 200, text);
    }

    private List<String> read(@Nullable String locator, Map<String, Object> params) throws Exception {
        return read(locator, params, "select * from t");
    }

    private List<String> read(@Nullable String locator, Map<String, Object> params, String sql) throws Exception {
        try (Lease<OpenConnection> lease = connections.connections().lease("my_api")) {
            BatchReader reader = ((Tappable) lease.value()).tap(run.tap(null, locator, params));
            return TestingRows.read(run, reader, sql);
        }
    }

    @Test
    void anArrayIsItsRows() throws Exception {
        serve(
                "/v1/items",
                "application/json; charset=utf-8",
                "[{\"id\": 1, \"price\": 0.10}, {\"price\": 12, \"id\": 2, \"new\": \"ü\"}]");
        assertThat(read("items?a=b c", Map.of("query", Map.of("d", "e&f"), "headers", Map.of("X-Own", "1"))))
                .containsExactly("1|0.1|null", "2|12.0|ü");
        assertThat(server.lastRequest().query()).isEqualTo("a=b%20c&d=e%26f");
        assertThat(server.lastRequest().header("authorization")).startsWith("Basic ");
        assertThat(server.lastRequest().header("x-team")).isEqualTo("blue");
        assertThat(server.lastRequest().header("x-own")).isEqualTo("1");
    }

    @Test
    void aLocatorFindsTheRows() throws Exception {
        serve("/v1/items", "application/json", "{\"data\": {\"items\": [{\"id\": 12345678901234567}]}}");
        assertThat(read("items", Map.of("response", Map.of("locator", "data.items"))))
                .containsExactly("12345678901234567");
        assertThatThrownBy(() -> read("items", Map.of("response", Map.of("locator", "data.item"))))
                .hasMessage(
                        "connection 'my_api': the answer to GET /v1/items has nothing at params.response.locator, 'data.item'");
        assertThatThrownBy(() -> read("items", Map.of("response", Map.of("locator", "data["))))
                .hasMessageStartingWith("params.response.locator: 'data[' is no JMESPath: ");
    }

    @Test
    void linesOfJsonAndCsvAreRead() throws Exception {
        serve("/v1/lines", "application/x-ndjson", "{\"a\": 1}\n{\"a\": 2}\n");
        serve("/v1/table", "text/csv", "a;b\n1;x\n2;y\n");
        assertThat(read("lines", Map.of())).containsExactly("1", "2");
        assertThat(read("table", Map.of())).containsExactly("1|x", "2|y");
    }

    @Test
    void numberedPagesGoTogetherByName() throws Exception {
        server.serve("/v1/items", exchange -> {
            String page = String.valueOf(exchange.getRequestURI().getQuery());
            send(
                    exchange,
                    "application/json",
                    switch (page) {
                        case "page=1" -> "[{\"id\": 1, \"n\": 1}, {\"id\": 2, \"n\": 2}]";
                        case "page=2" -> "[{\"n\": 1.7, \"id\": 3}, {\"more\": true, \"id\": 4}]";
                        default -> "[{\"id\": 5}]";
                    });
        });
        Map<String, Object> pages = Map.of(
                "response", Map.of("handler", Map.of("kind", "Pagination", "page_param", "page", "page_size", 2)));
        assertThat(read("items", pages, "select id, n, more from t"))
                .containsExactly("1|1.0|null", "2|2.0|null", "3|1.7|null", "4|null|true", "5|null|null");
    }

    @Test
    void rowsAreCountedAgainstTheTotalInABody() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.serve("/v1/search", exchange -> {
            String asked =
                    new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            send(
                    exchange,
                    "application/json",
                    "{\"total\": 3, \"asked\": " + asked + ", \"rows\": [{\"id\": " + calls.incrementAndGet() + "}]}");
        });
        Map<String, Object> pages = Map.of(
                "method", "post",
                "body", Map.of("page", Map.of("at", 7)),
                "response",
                        Map.of(
                                "locator",
                                "rows[].{id: id}",
                                "handler",
                                Map.of(
                                        "kind",
                                        "Pagination",
                                        "page_param",
                                        "page.at",
                                        "param_locator",
                                        "body",
                                        "total_records",
                                        "total")));
        assertThat(read("search", pages)).containsExactly("1", "2", "3");
    }

    @Test
    void cursorsAreFollowedUntilThereIsNone() throws Exception {
        server.serve(
                "/v1/items",
                exchange -> send(
                        exchange,
                        "application/json",
                        "after=b".equals(exchange.getRequestURI().getQuery())
                                ? "{\"rows\": [{\"id\": 2}], \"next\": null}"
                                : "{\"rows\": [{\"id\": 1}], \"next\": \"b\"}"));
        assertThat(read(
                        "items",
                        Map.of(
                                "response",
                                Map.of(
                                        "locator",
                                        "rows",
                                        "handler",
                                        Map.of(
                                                "kind",
                                                "CursorPagination",
                                                "cursor_param",
                                                "next",
                                                "cursor_name",
                                                "after")))))
                .containsExactly("1", "2");
    }

    @Test
    void linksToTheNextPageAreFollowedAtTheSameServer() throws Exception {
        server.serve("/v1/items", exchange -> {
            String query = exchange.getRequestURI().getQuery();
            if (query == null) {
                exchange.getResponseHeaders()
                        .add("Link", "</v1/x>; rel=prev, <?page=2>; title=\"a, b\"; rel=\"next last\"");
            } else if (query.equals("page=2")) {
                exchange.getResponseHeaders().add("Link", "<http://127.0.0.2:1/steal>; rel=next");
            }
            send(exchange, "application/json", "[{\"id\": 1}]");
        });
        assertThatThrownBy(() -> read("items", Map.of("response", Map.of("handler", Map.of("kind", "LinkPagination")))))
                .hasMessage(
                        "connection 'my_api': the answer to GET /v1/items is the page before once more; it seems not to"
                                + " know how params.response.handler asks for the next");
        server.serve("/v1/two", exchange -> {
            exchange.getResponseHeaders().add("Link", "<http://127.0.0.2:1/steal>; rel=next");
            send(exchange, "application/json", "[{\"id\": 1}]");
        });
        assertThatThrownBy(() -> read("two", Map.of("response", Map.of("handler", Map.of("kind", "LinkPagination")))))
                .hasMessage("connection 'my_api': the next page is not at localhost:" + server.port()
                        + ", so it is not asked for");
    }

    @Test
    void aBusyServerIsAskedAgainWhenItSays() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.serve("/v1/items", exchange -> {
            if (calls.incrementAndGet() < 3) {
                exchange.getResponseHeaders().set("Retry-After", "0");
                TestingHttp.send(exchange, calls.get() == 1 ? 429 : 503, "busy");
                return;
            }
            send(exchange, "application/json", "[{\"id\": 1}]");
        });
        assertThat(read("items", Map.of())).containsExactly("1");
        calls.set(0);
        assertThatThrownBy(() -> read("items", Map.of("max_retries", 1)))
                .hasMessage("connection 'my_api': HTTP 503 to GET /v1/items at localhost:" + server.port()
                        + ", after 2 tries");
    }

    @Test
    void anErrorNamesPathAndStatusAndNoKey() {
        server.serve("/v1/missing", exchange -> TestingHttp.send(exchange, 404, "s3cret banner"));
        assertThatThrownBy(() -> read("missing?key=s3cret", Map.of()))
                .hasMessage("connection 'my_api': HTTP 404 to GET /v1/missing at localhost:" + server.port());
    }

    @Test
    void anAnswerThatIsCutOffOrNoTableIsRefused() {
        serve("/v1/cut", "application/json", "[{\"id\": 1}, {\"id\":");
        serve("/v1/numbers", "application/json", "[1, 2]");
        serve("/v1/empty", "application/json", "[]");
        serve("/v1/page", "text/html", "<html>");
        assertThatThrownBy(() -> read("cut", Map.of()))
                .hasMessage(
                        "connection 'my_api': the answer to GET /v1/cut is no JSON, or was cut off at line 1, column 19");
        assertThatThrownBy(() -> read("numbers", Map.of()))
                .hasMessage("connection 'my_api': the answer to GET /v1/numbers row 1 is no object");
        assertThatThrownBy(() -> read("empty", Map.of()))
                .hasMessage("the answer to GET /v1/empty has no rows to tell the columns by. Declare them in fields");
        assertThatThrownBy(() -> read("page", Map.of()))
                .hasMessage(
                        "connection 'my_api': the answer to GET /v1/page is neither JSON, CSV nor Parquet but 'text/html'."
                                + " Set params.response.content_type if it is");
    }

    @Test
    void anErrorInAGoodAnswerIsFoundByItsCondition() {
        serve("/v1/graph", "application/json", "{\"errors\": [{\"message\": \"no such field\"}]}");
        assertThatThrownBy(() -> read(
                        "graph", Map.of("errorhandler", Map.of("condition", "errors", "message", "errors[0].message"))))
                .hasMessage(
                        "connection 'my_api': the answer to GET /v1/graph is an error by params.errorhandler.condition:"
                                + " no such field");
    }

    @Test
    void wrongParamsAreNamed() {
        assertThatThrownBy(() -> read("items", Map.of("methode", "get")))
                .hasMessageStartingWith("params.methode: unknown key. There are body, content_type, ");
        assertThatThrownBy(() -> read("items", Map.of("method", "delete")))
                .hasMessage("params.method must be get, post, put or patch, was delete");
        assertThatThrownBy(() -> read("http://other.example/items", Map.of()))
                .hasMessage("the URL leads away from localhost:" + server.port()
                        + ". Write a path, or name a connection to that server");
    }
}
