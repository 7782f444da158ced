package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pipelines and their runs over the API. */
class PipelinesApiTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String JSON = "Content-Type: application/json";

    private static Service service;
    private static ApiServer api;
    private static RawHttp http;
    private static PipelinesClient client;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        Files.createDirectories(home.resolve("connections"));
        Files.createDirectories(home.resolve("routes/daily"));
        Path connections = Files.writeString(
                home.resolve("connections/out.yaml"),
                "out: {conn_type: file, host: " + home.resolve("out") + ", extra: {create: true}}\n");
        Files.setPosixFilePermissions(connections, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(
                home.resolve("routes/daily/totals.yaml"),
                """
                - {kind: header, schedule: '0 0 6 * * ?'}
                - {kind: transform, name: numbers, query: select range as n from range(10)}
                - {kind: sink, name: to_file, connection: out, locator: numbers.csv, mode: replace}
                """);
        Files.writeString(
                home.resolve("routes/broken.yaml"),
                """
                - {kind: transform, name: numbers, query: select no_such_column as n from range(10)}
                - {kind: sink, name: to_file, connection: out, locator: broken.csv, mode: replace}
                """);
        Files.writeString(
                home.resolve("routes/slow.yaml"),
                """
                - kind: transform
                  name: many
                  query: select sum(a.range * b.range) as s from range(10000000) a, range(10000000) b
                - {kind: sink, name: to_file, connection: out, locator: slow.csv}
                """);
        service = Service.start(home, Map.of());
        api = service.api(Map.of());
        http = new RawHttp(api.port());
        client = new PipelinesClient(service.settings(Map.of("wadi.api.port", Integer.toString(api.port()))));
    }

    @AfterAll
    static void stop() {
        api.close();
        service.close();
    }

    private static ServiceRun ended(ServiceRun run) {
        return await().atMost(SOON).until(() -> client.run(run.pipelineId(), run.runId()), now -> !now.state()
                .equals("running"));
    }

    private static RawHttp.Answer post(String target, String body, String... headers) {
        return http.write("POST " + target + " HTTP/1.1\r\nHost: localhost:" + api.port() + "\r\nContent-Length: "
                + body.length() + "\r\nConnection: close\r\n" + String.join("\r\n", headers)
                + (headers.length == 0 ? "\r\n" : "\r\n\r\n") + body);
    }

    @Test
    void aPipelineIsRunAndItsRunsAreListed() {
        ServiceRun begun = client.start("daily.totals", Map.of("day", 1, "api_token", "hunter2"), false);
        assertThat(begun.state()).isEqualTo("running");
        ServiceRun run = ended(begun);
        assertThat(run.error()).isNull();
        assertThat(run.state()).isEqualTo("done");
        assertThat(run.trigger()).isEqualTo("api");
        assertThat(run.parameters()).isEqualTo(Map.of("day", 1, "api_token", "***"));
        assertThat(run.stages())
                .filteredOn(stage -> stage.name().equals("to_file"))
                .extracting(ServiceRun.Stage::rows)
                .containsExactly(10L);
        assertThat(client.runs("daily.totals", 10, 0).runs()).contains(run);
        assertThat(client.runs("daily.totals", 10, 1000).runs()).isEmpty();
        ServicePipeline pipeline = client.list().pipelines().get(1);
        assertThat(pipeline.pipelineId()).isEqualTo("daily.totals");
        assertThat(pipeline.schedule()).isEqualTo("0 0 6 * * ?");
        assertThat(pipeline.lastRun()).isNotNull();
    }

    @Test
    void aRunThatFailsSaysWhy() {
        ServiceRun run = ended(client.start("broken", Map.of(), false));
        assertThat(run.state()).isEqualTo("failed");
        assertThat(run.error()).startsWith("stage 'numbers': ").contains("no_such_column");
        assertThat(client.start("broken", Map.of(), false).runId()).isEqualTo(run.runId());
        ended(run);
        assertThat(client.start("broken", Map.of(), true).runId()).isNotEqualTo(run.runId());
    }

    @Test
    void aRunIsCancelledAndNoOtherBeginsMeanwhile() {
        ServiceRun run = client.start("slow", Map.of(), false);
        RawHttp.Answer overlap = post("/api/v2/pipelines/slow/runs", "");
        assertThat(overlap.status()).isEqualTo(409);
        assertThat(overlap.body())
                .isEqualTo("{\"detail\":\"pipeline 'slow' runs already as " + run.runId()
                        + "; two runs of one pipeline never overlap\"}");
        await().atMost(SOON)
                .until(() -> client.run("slow", run.runId()).stages().size() == 2);
        await().pollDelay(Duration.ofMillis(500)).until(() -> true); // until DuckDB is at it
        assertThat(client.cancel("slow", run.runId()).runId()).isEqualTo(run.runId());
        assertThat(ended(run).state()).isEqualTo("cancelled");
        assertThatThrownBy(() -> client.cancel("slow", run.runId()))
                .isInstanceOf(ApiRefusedException.class)
                .hasMessage("run " + run.runId() + " of pipeline 'slow' does not run: it is cancelled");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | /api/v2/pipelines/daily.total/runs | 404 | there is no pipeline 'daily.total'. Did you mean"
                        + " 'daily.totals'? Try: wadi pipelines list",
                "GET  | /api/v2/pipelines/slow/runs/x | 404 | pipeline 'slow' has no run 'x'",
                "POST | /api/v2/pipelines/none/runs | 404 | there is no pipeline 'none'. Try: wadi pipelines list",
                "GET  | /api/v2/pipelines/slow/runs/x/cancel | 405 | Only POST is allowed",
                "POST | /api/v2/pipelines | 405 | Only GET and HEAD are allowed",
                "POST | /api/v2/status | 405 | Only GET and HEAD are allowed",
                "PUT  | /api/v2/pipelines/slow/runs | 405 | Only GET and HEAD and POST are allowed",
            })
    void whatMakesNoSenseIsRefused(String method, String target, int status, String detail) {
        RawHttp.Answer answer = http.call(method, target, "Content-Length: 0");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"detail\":\"" + detail + "\"}");
    }

    @Test
    void whatIsWrongInTheQueryIsSaidWithItsPlace() {
        assertThat(http.get("/api/v2/pipelines/slow/runs?limit=x").body())
                .isEqualTo("{\"detail\":[{\"type\":\"int_parsing\",\"loc\":[\"query\",\"limit\"],"
                        + "\"msg\":\"limit must be a whole number from 0\"}]}");
    }

    @Test
    void aBodyMustBeWhatItShould() {
        String runs = "/api/v2/pipelines/daily.totals/runs";
        assertThat(post(runs, "{\"parameters\": {}}").status()).isEqualTo(415);
        String wrong = "{\"detail\":\"The body must be a JSON object of 'parameters', an object, and 'fresh', true or"
                + " false, or nothing\"}";
        assertThat(post(runs, "{\"parameters\": []}", JSON).body()).isEqualTo(wrong);
        assertThat(post(runs, "{\"refresh\": true}", JSON).body()).isEqualTo(wrong);
        assertThat(post(runs, "{", JSON).status()).isEqualTo(422);
    }

    @Test
    void anotherWebSiteStartsNothing() {
        String runs = "/api/v2/pipelines/daily.totals/runs";
        assertThat(post(runs, "", "Origin: https://evil.example").status()).isEqualTo(403);
        assertThat(post(runs, "", "Sec-Fetch-Site: cross-site").status()).isEqualTo(403);
        try (ApiServer closed = service.api(Map.of("wadi.api.token", "secret"))) {
            String call =
                    "POST " + runs + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            assertThat(new RawHttp(closed.port()).write(call).status()).isEqualTo(401);
        }
    }
}
