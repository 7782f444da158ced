package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.component.mock.MockEndpoint;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {

    @TempDir
    private Path home;

    private TestingWorkspace workspace;

    @BeforeEach
    void folders() {
        workspace = new TestingWorkspace(home);
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    @Test
    void routesWithoutAnIdAreNamedAfterTheirFile() throws Exception {
        workspace.routes(
                "daily/totals.yaml",
                """
                - from:
                    uri: direct:a
                    steps:
                      - log: a
                - route:
                    from:
                      uri: direct:b
                      steps:
                        - log: b
                - route:
                    id: named
                    from:
                      uri: direct:c
                      steps:
                        - log: c
                """);
        try (Engine engine = workspace.start()) {
            assertThat(workspace.status("daily/totals.yaml").routes())
                    .containsExactly("daily.totals", "daily.totals-2", "named");
            assertThat(engine.camelContext().getRoute("daily.totals-2").getUptimeMillis())
                    .isNotNegative();
        }
    }

    @Test
    void aPortInUseStopsOnlyTheFilesThatNeedIt() throws Exception {
        workspace.routes("a.yaml", "- from: {uri: 'platform-http:/a', steps: [{setBody: {constant: hello}}]}\n");
        workspace.routes("b.yaml", "- from: {uri: 'direct:b', steps: [{log: b}]}\n");
        int port;
        try (ServerSocket other = new ServerSocket(0)) {
            port = other.getLocalPort();
            Engine engine = workspace.port(port).start();

            assertThat(workspace.problems("a.yaml"))
                    .containsExactly("a.yaml: cannot start yet: HTTP cannot be served at 0.0.0.0:" + port
                            + ": Address already in use. Another address is set by --host and --port, or wadi.host and"
                            + " wadi.port. It is tried again every 5 s.");
            assertThat(engine.status().summary())
                    .isEqualTo("Wadi runs: no connections; 1 failing, 1 loaded route files");
            assertThat(engine.status().port()).isZero();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> workspace.status("a.yaml").state() == RouteFileStatus.State.LOADED);
        assertThat(get(port, "/a")).isEqualTo("hello");
    }

    @Test
    void aWrongFileDoesNotStopTheOthers() throws Exception {
        workspace.routes("a.yaml", "- from: {uri: 'tmer:x', steps: [{log: a}]}\n");
        workspace.routes("b.yaml", "- from: {uri: 'timer:x?perod=1s', steps: [{log: b}]}\n");
        workspace.routes("c.yaml", "- from: {uri: 'timer:x', steps: [{lgo: c}]}\n");
        workspace.routes("d.yaml", "- from: {uri: 'nats:x', steps: [{log: d}]}\n");
        workspace.routes("e.yaml", "- from:\n  uri: [\n");
        workspace.routes("good.yaml", "- from: {uri: 'direct:good', steps: [{log: good}]}\n");
        workspace.start();
        assertThat(workspace.problems("a.yaml"))
                .containsExactly(
                        "a.yaml:1:15: tmer: no component 'tmer'. Did you mean 'timer'? A URI begins with the name"
                                + " of a Camel component, or with conn: and a conn_id.");
        assertThat(workspace.problems("b.yaml"))
                .containsExactly("b.yaml:1:15: timer.perod: unknown option. Did you mean 'period'? 'timer' has no such"
                        + " option.");
        assertThat(workspace.problems("c.yaml")).hasSize(1).first().asString().startsWith("c.yaml:1:");
        assertThat(workspace.problems("d.yaml"))
                .containsExactly("d.yaml:1:15: nats: the component 'nats' is not part of Wadi. Put"
                        + " org.apache.camel:camel-nats:4.18.0 and its dependencies into plugins/.");
        assertThat(workspace.problems("e.yaml")).hasSize(1).first().asString().startsWith("e.yaml:");
        assertThat(workspace.status("good.yaml").state()).isEqualTo(RouteFileStatus.State.LOADED);
    }

    @Test
    void aRouteWaitsForAConnectionThatDoesNotExist() throws Exception {
        workspace.routes(
                "orders.yaml",
                """
                - from:
                    uri: direct:orders
                    steps:
                      - to:
                          uri: conn:warehous/orders
                      - to: jdbc:stock
                      - to:
                          uri: sql:select 1
                          parameters:
                            dataSource: "#sales"
                """);
        workspace.start();
        assertThat(workspace.status("orders.yaml").state()).isEqualTo(RouteFileStatus.State.WAITING);
        assertThat(workspace.status("orders.yaml").waitingFor()).containsExactly("warehous", "stock", "sales");
        assertThat(workspace.problems("orders.yaml"))
                .contains("orders.yaml:5:16: warehous: no connection named 'warehous'. 'wadi connections add warehous'"
                        + " makes one.");
    }

    @Test
    void aRouteThatCannotStartIsNamedWithItsPlace() throws Exception {
        String missing = "file:" + home + "/missing?startingDirectoryMustExist=true&autoCreate=false";
        workspace.routes(
                "several.yaml",
                """
                - from: {uri: 'direct:first', steps: [{log: a}]}
                - route:
                    id: manual
                    autoStartup: false
                    from: {uri: 'direct:manual', steps: [{log: b}]}
                - route:
                    id: watch
                    from: {uri: '%s', steps: [{log: c}]}
                - from: {uri: 'direct:last', steps: [{log: d}]}
                """
                        .formatted(missing));
        workspace.routes("one.yaml", "- from: {uri: '%s', steps: [{log: a}]}\n".formatted(missing));
        workspace.start();

        String reason = "cannot start yet: Starting directory does not exist: missing. It is tried again every 5 s.";
        assertThat(workspace.problems("several.yaml")).containsExactly("several.yaml:7:9: watch: " + reason);
        assertThat(workspace.problems("one.yaml")).containsExactly("one.yaml:1:3: one: " + reason);
    }

    @Test
    void aRouteThatCannotBeMadeIsNamedWithItsPlace() throws Exception {
        workspace.routes(
                "a.yaml",
                """
                - from: {uri: 'direct:first', steps: [{log: a}]}
                - route:
                    id: second
                    from:
                      uri: direct:second
                      steps:
                        - to: 'log:{{nowhere}}'
                """);
        workspace.start();

        assertThat(workspace.problems("a.yaml"))
                .containsExactly("a.yaml:3:9: second: Property with key [nowhere] not found in properties from text:"
                        + " log:{{nowhere}}. Change the route.");
    }

    @Test
    void theSameIdInTwoFilesNamesBothPlaces() throws Exception {
        workspace.routes("a.yaml", "- route: {id: x, from: {uri: 'direct:a', steps: [{log: a}]}}\n");
        workspace.routes("b.yaml", "- route: {id: x, from: {uri: 'direct:b', steps: [{log: b}]}}\n");
        workspace.start();
        assertThat(workspace.status("a.yaml").state()).isEqualTo(RouteFileStatus.State.LOADED);
        assertThat(workspace.problems("b.yaml"))
                .containsExactly(
                        "b.yaml:1:15: x: a route of this id is already at a.yaml:1:15. Give one of them another id.");
    }

    @Test
    void restRoutesAreServed() throws Exception {
        workspace.routes(
                "hello.yaml",
                """
                - rest:
                    path: /hello
                    get:
                      - path: /{name}
                        to: direct:hello
                - from:
                    uri: direct:hello
                    steps:
                      - setBody:
                          simple: "Hello ${header.name}"
                """);
        try (Engine engine = workspace.start()) {
            assertThat(workspace.problems("hello.yaml")).isEmpty();
            assertThat(get(engine.status().port(), "/hello/Ada")).isEqualTo("Hello Ada");
        }
    }

    private static String get(int port, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void aSecretWrittenInARouteIsAWarning() throws Exception {
        workspace.routes(
                "mail.yaml",
                """
                - from:
                    uri: direct:mail
                    steps:
                      - to:
                          uri: smtp:localhost:25
                          parameters:
                            username: app
                            password: hunter2
                """);
        workspace.start();
        assertThat(workspace.problems("mail.yaml"))
                .containsExactly("mail.yaml:8:23: warning: smtp.password: a secret is written in the route. Put it into"
                        + " a connection file and name that: 'wadi connections add'.");
    }

    @Test
    void anExchangeInFlightFinishesBeforeTheServiceStops() throws Exception {
        workspace.routes(
                "slow.yaml",
                """
                - from:
                    uri: seda:slow
                    steps:
                      - to: mock:begun
                      - delay: {expression: {constant: {expression: "700"}}}
                      - to: mock:done
                """);
        Engine engine = workspace.start();
        MockEndpoint begun = engine.camelContext().getEndpoint("mock:begun", MockEndpoint.class);
        MockEndpoint done = engine.camelContext().getEndpoint("mock:done", MockEndpoint.class);
        engine.camelContext().createProducerTemplate().sendBody("seda:slow", "x");
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> begun.getReceivedCounter() == 1);
        engine.close();
        assertThat(done.getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void aConnectionThatCannotBeOpenedIsShownAndTheOthersAreOpen() throws Exception {
        workspace.connections(
                "a.yaml",
                """
                broken:
                  conn_type: postgres
                  host: db.example.com
                  extra: {sslmode: sometimes}
                snow: {conn_type: snowflake}
                typo: {conn_type: postgrs}
                good: {conn_type: sqlite, host: ':memory:'}
                """);
        try (Engine engine = workspace.start()) {
            assertThat(engine.status().connections())
                    .extracting(status -> status.definition().connId() + " " + status.state())
                    .containsExactly("broken FAILING", "good OPEN", "snow OPAQUE", "typo FAILING");
            assertThat(engine.connections().status("broken").orElseThrow().reason())
                    .isEqualTo(home
                            + "/connections/a.yaml:4:20: broken.extra.sslmode: must be one of disable, allow, prefer,"
                            + " require, verify-ca, verify-full, was sometimes. Change it, or remove the line to use"
                            + " prefer.");
        }
    }
}
