package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {

    @TempDir
    private Path home;

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(home.resolve("connections"));
        Files.createDirectories(home.resolve("routes/daily"));
    }

    private Settings settings() {
        return Settings.read(
                Map.of(
                        "wadi.connections",
                        home.resolve("connections").toString(),
                        "wadi.routes",
                        home.resolve("routes").toString(),
                        "wadi.port",
                        "0",
                        "wadi.api.port",
                        "0"),
                Map.of());
    }

    private void route(String name, String yaml) throws IOException {
        Files.writeString(home.resolve("routes").resolve(name), yaml);
    }

    private RouteFileStatus status(Engine engine, String name) {
        String file = home.resolve("routes").resolve(name).toString();
        return engine.status().files().stream()
                .filter(status -> status.file().equals(file))
                .findFirst()
                .orElseThrow();
    }

    private List<String> problems(Engine engine, String name) {
        String folder = home.resolve("routes") + "/";
        return status(engine, name).problems().stream()
                .map(Problem::toString)
                .map(text -> text.replace(folder, ""))
                .toList();
    }

    @Test
    void routesWithoutAnIdAreNamedAfterTheirFile() throws Exception {
        route(
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
        try (Engine engine = Engine.start(Workspace.of(settings(), Map.of()))) {
            assertThat(status(engine, "daily/totals.yaml").routes())
                    .containsExactly("daily.totals", "daily.totals-2", "named");
            assertThat(engine.camelContext().getRoute("daily.totals-2").getUptimeMillis())
                    .isNotNegative();
        }
    }

    @Test
    void aWrongFileDoesNotStopTheOthers() throws Exception {
        route("a.yaml", "- from: {uri: 'tmer:x', steps: [{log: a}]}\n");
        route("b.yaml", "- from: {uri: 'timer:x?perod=1s', steps: [{log: b}]}\n");
        route("c.yaml", "- from: {uri: 'timer:x', steps: [{lgo: c}]}\n");
        route("d.yaml", "- from: {uri: 'nats:x', steps: [{log: d}]}\n");
        route("e.yaml", "- from:\n  uri: [\n");
        route("good.yaml", "- from: {uri: 'direct:good', steps: [{log: good}]}\n");
        try (Engine engine = Engine.start(Workspace.of(settings(), Map.of()))) {
            assertThat(problems(engine, "a.yaml"))
                    .containsExactly(
                            "a.yaml:1:15: tmer: no component 'tmer'. Did you mean 'timer'? A URI begins with the name"
                                    + " of a Camel component, or with conn: and a conn_id.");
            assertThat(problems(engine, "b.yaml"))
                    .containsExactly(
                            "b.yaml:1:15: timer.perod: unknown option. Did you mean 'period'? 'timer' has no such"
                                    + " option.");
            assertThat(problems(engine, "c.yaml")).hasSize(1).first().asString().startsWith("c.yaml:1:");
            assertThat(problems(engine, "d.yaml"))
                    .containsExactly(
                            "d.yaml:1:15: nats: the component 'nats' is not part of Wadi. Put camel-nats 4.18.0 and"
                                    + " what it needs into plugins/.");
            assertThat(problems(engine, "e.yaml")).hasSize(1).first().asString().startsWith("e.yaml:");
            assertThat(status(engine, "good.yaml").state()).isEqualTo(RouteFileStatus.State.LOADED);
        }
    }

    @Test
    void aRouteWaitsForAConnectionThatDoesNotExist() throws Exception {
        route(
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
        try (Engine engine = Engine.start(Workspace.of(settings(), Map.of()))) {
            assertThat(status(engine, "orders.yaml").state()).isEqualTo(RouteFileStatus.State.WAITING);
            assertThat(status(engine, "orders.yaml").waitingFor()).containsExactly("warehous", "stock", "sales");
            assertThat(problems(engine, "orders.yaml"))
                    .contains(
                            "orders.yaml:5:16: warehous: no connection named 'warehous'. 'wadi connections add warehous'"
                                    + " makes one.");
        }
    }

    @Test
    void theSameIdInTwoFilesNamesBothPlaces() throws Exception {
        route("a.yaml", "- route: {id: x, from: {uri: 'direct:a', steps: [{log: a}]}}\n");
        route("b.yaml", "- route: {id: x, from: {uri: 'direct:b', steps: [{log: b}]}}\n");
        try (Engine engine = Engine.start(Workspace.of(settings(), Map.of()))) {
            assertThat(status(engine, "a.yaml").state()).isEqualTo(RouteFileStatus.State.LOADED);
            assertThat(problems(engine, "b.yaml"))
                    .containsExactly(
                            "b.yaml:1:15: x: a route of this id is already at a.yaml:1:15. Give one of them another id.");
        }
    }

    @Test
    void restRoutesAreServed() throws Exception {
        route(
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
        try (Engine engine = Engine.start(Workspace.of(settings(), Map.of()))) {
            assertThat(problems(engine, "hello.yaml")).isEmpty();
            URI uri = URI.create("http://127.0.0.1:" + engine.status().port() + "/hello/Ada");
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.body()).isEqualTo("Hello Ada");
        }
    }

    @Test
    void aSecretWrittenInARouteIsAWarning() throws Exception {
        route(
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
        try (Engine engine = Engine.start(Workspace.of(settings(), Map.of()))) {
            assertThat(problems(engine, "mail.yaml"))
                    .containsExactly(
                            "mail.yaml:8:23: warning: smtp.password: a secret is written in the route. Put it into"
                                    + " a connection file and name that: 'wadi connections add'.");
        }
    }
}
