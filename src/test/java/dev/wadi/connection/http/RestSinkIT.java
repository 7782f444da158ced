package dev.wadi.connection.http;

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
import dev.wadi.testing.TestingHttp;
import dev.wadi.testing.TestingRun;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows as requests to an HTTP server. */
class RestSinkIT {

    private static final String ROWS =
            "select * from (values (1, 'a b', 1.50::decimal(9,2)), (2, 'ü/..', null), (3, null, 7)) t(id, name, price)";

    private final TestingHttp server = TestingHttp.plain();
    private final TestingConnections connections = new TestingConnections();
    private final TestingRun run = new TestingRun();
    private final List<String> taken = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        connections.open(connection("my_api", "http").host(server.url()));
        server.serve("/items", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            taken.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
            TestingHttp.send(exchange, body.contains("\"id\":3") ? 400 : 201, "s3cret");
        });
    }

    @AfterEach
    void close() throws Exception {
        run.close();
        connections.close();
        server.close();
    }

    private long write(String locator, SinkMode mode, Map<String, Object> params, String sql) throws Exception {
        try (Lease<OpenConnection> lease = connections.connections().lease("my_api");
                BatchReader rows = TestingRows.rows(run, sql)) {
            Sinkable sink = (Sinkable) lease.value();
            assertThat(sink.writesOnce()).isFalse();
            return sink.sink(run.sink(locator, mode, "id").withParams(params), rows);
        }
    }

    @Test
    void eachRowIsARequest() throws Exception {
        assertThat(write("/items", SinkMode.APPEND, Map.of(), ROWS + " limit 2"))
                .isEqualTo(2);
        assertThat(taken)
                .containsExactly(
                        "POST /items {\"id\":1,\"name\":\"a b\",\"price\":1.50}",
                        "POST /items {\"id\":2,\"name\":\"ü/..\",\"price\":null}");
        assertThat(server.lastRequest().header("content-type")).isEqualTo("application/json");
    }

    @Test
    void rowsGoTogetherInBatches() throws Exception {
        String rows = "select range as n from range(5)";
        assertThat(write("items", SinkMode.APPEND, Map.of("batch", 2), rows)).isEqualTo(5);
        assertThat(taken)
                .containsExactly(
                        "POST /items [{\"n\":0},{\"n\":1}]",
                        "POST /items [{\"n\":2},{\"n\":3}]",
                        "POST /items [{\"n\":4}]");
        taken.clear();
        write("items", SinkMode.APPEND, Map.of("batch", 9, "content_type", "text/csv"), ROWS);
        assertThat(taken).containsExactly("POST /items id,name,price\r\n1,a b,1.50\r\n2,ü/..,\r\n3,,7.00\r\n");
        taken.clear();
        write("items", SinkMode.APPEND, Map.of("batch", 9, "content_type", "application/jsonl"), rows + " limit 2");
        assertThat(taken).containsExactly("POST /items {\"n\":0}\n{\"n\":1}\n");
    }

    @Test
    void thePathIsMadeFromTheRow() throws Exception {
        write(
                "/items/{name}?x={id}",
                SinkMode.UPSERT,
                Map.of("method", "put", "content_type", "application/x-www-form-urlencoded"),
                ROWS + " limit 2");
        assertThat(taken)
                .containsExactly(
                        "PUT /items/a%20b?x=1 id=1&name=a%20b&price=1.50",
                        "PUT /items/%C3%BC%2F..?x=2 id=2&name=%C3%BC%2F..");
        assertThatThrownBy(() -> write("/items/{name}", SinkMode.APPEND, Map.of(), "select '..' as name"))
                .hasMessage("row 1: the value of 'name' is none that a path can have");
        assertThatThrownBy(() -> write("/items/{no}", SinkMode.APPEND, Map.of(), "select 1 as id"))
                .hasMessage("row 1: the path needs the column 'no', and there are id");
    }

    @Test
    void aRefusalNamesTheRowAndWhatStays() {
        assertThatThrownBy(() -> write("/items", SinkMode.APPEND, Map.of(), ROWS))
                .hasMessage("connection 'my_api': row 3: HTTP 400 to POST /items at localhost:" + server.port()
                        + ". The 2 before were taken and stay");
    }

    @Test
    void whatJsonDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> write("/items", SinkMode.APPEND, Map.of(), "select 'nan'::double as x"))
                .hasMessage("row 1: the column 'x' holds NaN or infinity, which JSON does not have");
    }

    @Test
    void anotherModeIsRefused() {
        assertThatThrownBy(() -> write("/items", SinkMode.REPLACE, Map.of(), ROWS))
                .hasMessage("mode: an http sink appends, or with params.method put or patch upserts; was replace");
        assertThatThrownBy(() -> write("/items/{id}", SinkMode.APPEND, Map.of("batch", 2), ROWS))
                .hasMessage("params.batch must be 1 when the path or a form is made from one row, was 2");
    }
}
