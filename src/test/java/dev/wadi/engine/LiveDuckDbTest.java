package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.connection.ConnectionStatus;
import dev.wadi.spi.Lease;
import dev.wadi.spi.OpenConnection;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.sql.DefaultSqlPrepareStatementStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A DuckDB file cannot be open twice with different options: it is drained and closed before it is opened anew. */
class LiveDuckDbTest {

    private final Path home;
    private final TestingWorkspace workspace;
    private final List<Integer> sent = new CopyOnWriteArrayList<>();
    private CompletableFuture<ConnectionStatus.State> changed = new CompletableFuture<>();
    private Engine engine;
    private ProducerTemplate routes;

    LiveDuckDbTest(@TempDir Path home) {
        this.home = home;
        this.workspace = new TestingWorkspace(home);
    }

    @BeforeEach
    void start() throws Exception {
        workspace.connections("duck.yaml", duck("threads: 1"));
        workspace.routes(
                "sql.yaml",
                """
                - route: {from: {uri: 'direct:sql', steps: [{toD: {uri: 'jdbc:duck'}}]}}
                """);
        engine = workspace.start();
        routes = engine.camelContext().createProducerTemplate();
        sql("create table received (id integer)");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private String duck(String extra) {
        return "duck: {conn_type: duckdb, host: '" + home.resolve("live.duckdb") + "', extra: {" + extra + "}}\n";
    }

    private ConnectionStatus change(String extra) {
        workspace.connections("duck.yaml", duck(extra));
        engine.reload();
        return engine.connections().status("duck").orElseThrow();
    }

    private Object sql(String sql) {
        return routes.requestBody("direct:sql", sql);
    }

    /** The first column. */
    private List<Object> column(String sql) {
        List<Object> values = new ArrayList<>();
        for (Object row : (List<?>) sql(sql)) {
            values.add(((Map<?, ?>) row).values().iterator().next());
        }
        return values;
    }

    private Object answer(String sql) {
        return column(sql).get(0);
    }

    @Test
    void nothingFailsWhileTheOptionsChange() throws Exception {
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
                        - to: {uri: "conn:duck/insert into received values (:#id)"}
                """);
        for (int threads = 2; threads <= 6; threads++) {
            int before = sent.size();
            await().until(() -> sent.size() > before + 3);

            assertThat(change("threads: " + threads))
                    .extracting(ConnectionStatus::state, ConnectionStatus::reason)
                    .containsExactly(ConnectionStatus.State.OPEN, "");
            assertThat(answer("select current_setting('threads')")).isEqualTo((long) threads);
        }
        engine.camelContext().getRouteController().stopRoute("load");

        assertThat(column("select id from received order by id"))
                .isEqualTo(IntStream.rangeClosed(1, sent.size())
                        .mapToObj(id -> (Object) id)
                        .toList());
        assertThat(engine.connections().counts().swaps()).isEqualTo(5);
    }

    @Test
    void workThatHasBegunDoesNotWaitForTheChangeThatWaitsForIt() throws Exception {
        engine.camelContext().getRegistry().bind("whileItChanges", (Processor) exchange -> changeBegins());
        workspace.routes(
                "twice.yaml",
                """
                - from:
                    uri: direct:twice
                    steps:
                      - to: {uri: "conn:duck/insert into received values (1)"}
                      - process: {ref: whileItChanges}
                      - to: {uri: "conn:duck/insert into received values (2)"}
                """);
        engine.reload();

        routes.requestBody("direct:twice", "");

        assertThat(changed.get()).isEqualTo(ConnectionStatus.State.OPEN);
        assertThat(column("select id from received order by id")).isEqualTo(List.of(1, 2));
        assertThat(answer("select current_setting('threads')")).isEqualTo(2L);
    }

    @Test
    void aStatementThatHasBegunDoesNotWaitForTheChangeThatWaitsForIt() throws Exception {
        engine.camelContext().getRegistry().bind("whileItChanges", new DefaultSqlPrepareStatementStrategy() {
            @Override
            public String prepareQuery(String query, boolean named, Exchange exchange) throws SQLException {
                changeBegins();
                return super.prepareQuery(query, named, exchange);
            }
        });

        routes.requestBody("conn:duck/insert into received values (1)?prepareStatementStrategy=#whileItChanges", "");

        assertThat(changed.get()).isEqualTo(ConnectionStatus.State.OPEN);
        assertThat(answer("select count(*) from received")).isEqualTo(1L);
        assertThat(answer("select current_setting('threads')")).isEqualTo(2L);
    }

    /** Comes back when new work is held, and the change waits for what has begun. */
    private void changeBegins() {
        changed = CompletableFuture.supplyAsync(() -> change("threads: 2").state());
        await().until(() -> engine.connections().uses().isEmpty());
    }

    @Test
    void aFileMayBecomeReadOnly() {
        assertThat(change("access_mode: read_only").state()).isEqualTo(ConnectionStatus.State.OPEN);
        assertThatThrownBy(() -> sql("insert into received values (1)"))
                .hasStackTraceContaining("attached in read-only mode");
        assertThat(answer("select count(*) from received")).isEqualTo(0L);

        change("access_mode: read_write");

        sql("insert into received values (1)");
        assertThat(answer("select count(*) from received")).isEqualTo(1L);
    }

    @Test
    void theVersionBeforeIsOpenedAgainWhenTheNextCannotBe() {
        ConnectionStatus status = change("memory_limit: 99999999999999999999TB");

        assertThat(status.state()).isEqualTo(ConnectionStatus.State.DEGRADED);
        assertThat(status.reason())
                .startsWith("still using " + home.resolve("live.duckdb") + ", would not survive a restart: cannot open "
                        + home.resolve("live.duckdb") + ": Catalog Error: Failed to set");
        assertThat(answer("select current_setting('threads')")).isEqualTo(1L);
        assertThat(change("threads: 1").state()).isEqualTo(ConnectionStatus.State.OPEN);
    }

    @Test
    void workThatDoesNotEndKeepsTheVersionBefore() {
        change("threads: 2, wadi: {drain: 100ms}");
        try (Lease<OpenConnection> busy = engine.connections().lease("duck")) {
            ConnectionStatus status = change("threads: 3");

            assertThat(status.state()).isEqualTo(ConnectionStatus.State.DEGRADED);
            assertThat(status.reason())
                    .isEqualTo("still using " + home.resolve("live.duckdb")
                            + ": it cannot be open twice, and is in use without a pause; it is tried again");
            assertThat(answer("select current_setting('threads')")).isEqualTo(2L);
            assertThat(busy.value().test(Duration.ofSeconds(5))).startsWith("DuckDB");
        }
        engine.reload();
        assertThat(answer("select current_setting('threads')")).isEqualTo(3L);
    }
}
