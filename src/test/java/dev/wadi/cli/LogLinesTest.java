package dev.wadi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.config.AtomicFiles;
import dev.wadi.engine.Engine;
import dev.wadi.engine.Settings;
import dev.wadi.engine.Workspace;
import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service that runs writes to its log. */
class LogLinesTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final LoggedLines lines = new LoggedLines();

    LogLinesTest(@TempDir Path home) throws Exception {
        this.home = home;
        Files.createDirectories(home.resolve("connections"));
        Files.createDirectories(home.resolve("routes"));
    }

    @AfterEach
    void detach() {
        lines.close();
    }

    private Engine engine(String format) throws Exception {
        lines.begin(format.equals("json") ? new JsonLine() : new LogLine());
        Settings settings = Settings.read(
                Map.of(
                        "wadi.connections", home.resolve("connections").toString(),
                        "wadi.routes", home.resolve("routes").toString(),
                        "wadi.state", home.resolve("state").toString(),
                        "wadi.log.format", format,
                        "wadi.port", "0"),
                Map.of());
        return Engine.of(Workspace.of(settings, Map.of())).start();
    }

    private static JsonNode parsed(String line) {
        assertThat(line).endsWith("}\n");
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    private List<JsonNode> lines(Predicate<JsonNode> which) {
        return lines.written().stream().map(LogLinesTest::parsed).filter(which).toList();
    }

    private static Predicate<JsonNode> says(String text) {
        return line -> line.path("message").asText().contains(text);
    }

    private JsonNode line(String text) {
        await().atMost(SOON).until(() -> !lines(says(text)).isEmpty());
        return lines(says(text)).get(0);
    }

    private void route(String text) throws Exception {
        Files.writeString(home.resolve("routes/one.yaml"), text);
    }

    private static void send(Engine engine, String to) throws Exception {
        try (ProducerTemplate template = engine.camelContext().createProducerTemplate()) {
            template.send(to, exchange -> {});
        }
    }

    @Test
    void aLineIsAnObjectWithTimeLevelLoggerAndMessage() throws Exception {
        try (Engine engine = engine("json")) {
            JsonNode line = line("Wadi runs");
            assertThat(line.fieldNames()).toIterable().containsExactly("time", "level", "logger", "thread", "message");
            assertThat(line.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(line.path("level").asText()).isEqualTo("INFO");
            assertThat(line.path("logger").asText()).isEqualTo("dev.wadi.engine.Engine");
            assertThat(engine.isReady()).isTrue();
        }
    }

    @Test
    void whatARouteLogsHasItsRouteAndExchangeOnAnotherThreadToo() throws Exception {
        route(
                """
                - route:
                    id: hops
                    from:
                      uri: direct:hops
                      steps:
                        - log: "before \\"it\\""
                        - threads: {poolSize: 1, threadName: hop}
                        - log: "after ${threadName}"
                        - to: seda:next
                - route: {id: next, from: {uri: seda:next, steps: [{log: "then"}]}}
                """);
        try (Engine engine = engine("json")) {
            send(engine, "direct:hops");
            JsonNode before = line("before \"it\"");
            JsonNode after = line("after Camel");
            JsonNode then = line("then");

            assertThat(before.path("route").asText()).isEqualTo("hops");
            assertThat(after.path("route").asText()).isEqualTo("hops");
            assertThat(after.path("thread").asText()).contains("hop");
            assertThat(before.path("exchange").asText()).isNotEmpty();
            assertThat(after.path("exchange")).isEqualTo(before.path("exchange"));
            assertThat(then.path("route").asText()).isEqualTo("next");
        }
    }

    @Test
    void aRouteThatFailsIsOneLineWithItsRouteExchangeErrorAndStack() throws Exception {
        route(
                """
                - route:
                    id: broken
                    from:
                      uri: timer:broken?repeatCount=1&delay=0
                      steps:
                        - throwException: {exceptionType: java.lang.IllegalStateException, message: "oh\\nno"}
                """);
        try (Engine engine = engine("json")) {
            JsonNode line = line("oh no");
            await().atMost(SOON)
                    .until(() -> engine.camelContext().getInflightRepository().size() == 0);
            String exchange = line.path("exchange").asText();

            assertThat(exchange).isNotEmpty();
            assertThat(line.path("message").asText())
                    .matches("route 'broken', exchange " + exchange + ", failed at broken/throwException\\d+:"
                            + " java.lang.IllegalStateException: oh no");
            assertThat(line.path("level").asText()).isEqualTo("ERROR");
            assertThat(line.path("route").asText()).isEqualTo("broken");
            assertThat(line.path("error").asText()).isEqualTo("java.lang.IllegalStateException: oh\nno");
            assertThat(line.path("stack").asText()).contains("\tat ");
        }
        assertThat(lines(one -> one.has("stack"))).hasSize(1);
    }

    @Test
    void anExchangeThatFailsAtAConnectionHasItsId() throws Exception {
        Files.createFile(home.resolve("shop.db"));
        Files.writeString(
                home.resolve("connections/shop.yaml"),
                "shop: {conn_type: sqlite, host: '" + home.resolve("shop.db") + "'}\n");
        route("- route: {id: ask, from: {uri: 'direct:ask', steps: [{to: 'conn:shop/select no_such_column'}]}}\n");
        try (Engine engine = engine("json")) {
            send(engine, "direct:ask");

            assertThat(line("failed at ask/").path("connection").asText()).isEqualTo("shop");
            assertThat(lines.written()).anyMatch(line -> line.contains("failed at ask/to"));
        }
    }

    @Test
    void aRouteThatFailsIsToldOnceInTextToo() throws Exception {
        route(
                """
                - route:
                    id: broken
                    from:
                      uri: timer:broken?repeatCount=1&delay=0
                      steps:
                        - throwException: {exceptionType: java.lang.IllegalStateException, message: oh no}
                """);
        try (Engine engine = engine("text")) {
            await().atMost(SOON).until(() -> lines.written().stream().anyMatch(line -> line.contains("failed at")));
            await().atMost(SOON)
                    .until(() -> engine.camelContext().getInflightRepository().size() == 0);
        }

        List<String> told =
                lines.written().stream().filter(line -> line.contains("oh no")).toList();
        assertThat(told).hasSize(1);
        assertThat(told.get(0).lines().findFirst().orElse(""))
                .matches("\\S+ ERROR DefaultErrorHandler  route 'broken', exchange \\S+, failed at"
                        + " broken/throwException\\d+: java.lang.IllegalStateException: oh no");
        assertThat(told.get(0)).contains("\tat ");
    }

    @Test
    void aRunThatFailsIsOneLineWithItsRunPipelineAndReason() throws Exception {
        Files.createFile(home.resolve("shop.db"));
        Files.writeString(
                home.resolve("connections/shop.yaml"),
                "shop: {conn_type: sqlite, host: '" + home.resolve("shop.db") + "'}\n");
        Files.writeString(
                home.resolve("routes/totals.yaml"),
                """
                - {kind: transform, name: numbers, query: select 1 as n}
                - {kind: sink, name: to_shop, connection: shop, locator: no_table, create: false, retries: 1}
                """);
        try (Engine engine = engine("json")) {
            RunReport run = engine.pipelines().run("totals", RunRequest.byCommand(Map.of()));

            List<JsonNode> told = lines(says("no_table"));
            assertThat(told).hasSize(2);
            JsonNode again = told.get(0);
            assertThat(again.path("message").asText()).endsWith("; it is tried again");
            assertThat(again.path("run").asText()).isEqualTo(run.id());
            assertThat(again.path("pipeline").asText()).isEqualTo("totals");
            assertThat(again.path("stage").asText()).isEqualTo("to_shop");
            assertThat(again.path("connection").asText()).isEqualTo("shop");
            JsonNode end = told.get(1);
            assertThat(end.path("message").asText())
                    .startsWith("pipeline 'totals', run " + run.id() + ", failed: stage 'to_shop': ");
            assertThat(end.path("run").asText()).isEqualTo(run.id());
            assertThat(end.path("pipeline").asText()).isEqualTo("totals");
            assertThat(end.path("logger").asText()).isEqualTo("dev.wadi.run.totals");
        }
    }

    @Test
    void aLineAboutAConnectionHasItsId() throws Exception {
        Files.createFile(home.resolve("shop.db"));
        Files.writeString(
                home.resolve("connections/shop.yaml"),
                "shop: {conn_type: sqlite, host: '" + home.resolve("shop.db") + "'}\n");
        try (Engine engine = engine("json")) {
            Files.delete(home.resolve("connections/shop.yaml"));
            engine.reload();

            assertThat(line("is not defined any more").path("connection").asText())
                    .isEqualTo("shop");
        }
    }

    /** What an operator reads of a connection that is added, changed, broken, mended and deleted. */
    @Test
    void changesOfAConnectionReadLikeAStory() throws Exception {
        for (String file : List.of("one.db", "two.db")) {
            Files.createFile(home.resolve(file));
        }
        try (Engine engine = engine("text")) {
            lines.written().clear();
            change(engine, shop("one.db", ""));
            change(engine, shop("one.db", ", extra: {wadi: {busy_timeout: 7}}"));
            change(engine, shop("two.db", ", extra: {wadi: {busy_timeout: 7}}"));
            change(engine, "shop: {");
            change(engine, shop("two.db", ", extra: {wadi: {busy_timeout: 7}}"));
            Files.delete(home.resolve("connections/shop.yaml"));
            engine.reload();
        }
        assertThat(lines.written().stream()
                        .filter(line -> line.contains("shop"))
                        .map(line -> line.substring(13).replace(home + "/", "")))
                .containsExactly(
                        "INFO  ConnectionChanges    connection 'shop' is defined and open: one.db\n",
                        "INFO  ConnectionChanges    connection 'shop' has changed (busyTimeout): a new version is in use\n",
                        "INFO  ConnectionChanges    connection 'shop' has changed (host): two.db is in use instead of one.db\n",
                        "ERROR Engine               connections/shop.yaml:1:8: is not YAML: expected the node content, but"
                                + " found '<stream end>'. Check indentation and quotes here and on the line before.\n",
                        "INFO  Reload               connections/shop.yaml: what was wrong is mended\n",
                        "INFO  ConnectionChanges    connection 'shop' is out of use: it is not defined any more; what needs it"
                                + " fails or waits\n");
    }

    private String shop(String file, String more) {
        return "shop: {conn_type: sqlite, host: '" + home.resolve(file) + "'" + more + "}\n";
    }

    private void change(Engine engine, String text) throws Exception {
        // In one step: the service follows the file by itself, too, and would read a part of it.
        AtomicFiles.write(home.resolve("connections/shop.yaml"), text.getBytes(StandardCharsets.UTF_8));
        engine.reload();
    }
}
