package dev.wadi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wadi run FILE…} and {@code wadi compile FILE}: pipelines run once. */
class RunFilesIT {

    private static final String ERASE = "\r\u001b[K";

    @TempDir
    private Path project;

    @BeforeEach
    void files() throws IOException {
        write(
                "connections/all.yaml",
                """
                files: {conn_type: file, host: %1$s, extra: {create: true}}
                shop: {conn_type: sqlite, host: %1$s/shop.db}
                away: {conn_type: postgres, host: 127.0.0.1, port: 1, login: a, password: secret, schema: a,
                  extra: {wadi: {pool: {connectionTimeout: 1000}}}}
                wrong: {conn_type: postgres, host: db.example.com, extra: {sslmode: sometimes}}
                """
                        .formatted(project.resolve("data")));
        Files.setPosixFilePermissions(
                project.resolve("connections/all.yaml"),
                java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        write("data/orders.csv", "id,customer,amount\n1,Ada,2.50\n2,Grace,\n3,Ada,4.00\n");
        write(
                "routes/totals.yaml",
                """
                - {kind: header, name: totals of customers, schedule: "* * * * * ?"}
                - {kind: tap, name: orders, connection: files, locator: orders.csv}
                - kind: transform
                  name: totals
                  query: SELECT customer, sum(amount) AS total FROM orders GROUP BY ALL ORDER BY ALL
                - {kind: sink, name: to_csv, connection: files, locator: totals.csv, mode: replace}
                """);
    }

    private Path write(String file, String text) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private String route(String name) {
        return project.resolve("routes").resolve(name).toString();
    }

    private Called run(String name, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "run";
        all[1] = route(name);
        System.arraycopy(more, 0, all, 2, more.length);
        return Called.wadi(project, all);
    }

    /** Without what differs from run to run. */
    private static String steady(String text) {
        return text.replaceAll("\\d+\\.\\d\\d", "0.00").replaceAll("\\d{8}-\\d{6}-\\w{6}", "ID");
    }

    @Test
    void aPipelineRunsOnceAndATableSaysWhatItsStagesDid() throws IOException {
        Called called = run("totals.yaml");
        assertThat(called.err()).isEmpty();
        assertThat(called.exitCode()).isZero();
        assertThat(steady(called.out()))
                .isEqualTo(
                        """
                totals: done in 0.00 s (run ID)
                stage   kind       rows  bytes  seconds
                orders  tap           3   78 B     0.00
                totals  transform     2   38 B     0.00
                to_csv  sink          2            0.00
                """);
        assertThat(project.resolve("data/totals.csv")).hasContent("customer,total\nAda,6.5\nGrace,\n");
    }

    @Test
    void severalRunInTheOrderGivenUntilOneFails() throws IOException {
        write(
                "routes/broken.yaml",
                """
                - {kind: tap, name: orders, connection: files, locator: none.csv}
                - {kind: sink, name: to_csv, connection: files, locator: broken.csv}
                """);
        write(
                "routes/later.yaml",
                """
                - {kind: tap, name: orders, connection: files, locator: orders.csv}
                - {kind: sink, name: to_csv, connection: files, locator: later.csv}
                """);
        Called called = run("totals.yaml", route("broken.yaml"), route("later.yaml"));
        assertThat(called.exitCode()).isNotZero();
        assertThat(steady(called.out()))
                .contains("totals: done in", "broken: failed in")
                .doesNotContain("later");
        assertThat(called.err())
                .startsWith("wadi: pipeline 'broken' failed: stage 'orders': ")
                .hasLineCount(1);
        assertThat(project.resolve("data/broken.csv")).doesNotExist();
    }

    @Test
    void aRunThatFailsAtItsSqlIsOneErrorAndLeavesTheSinkAsItWas() throws IOException {
        write("data/totals.csv", "as before");
        write(
                "routes/bad.yaml",
                """
                - {kind: tap, name: orders, connection: files, locator: orders.csv}
                - {kind: transform, name: numbers, query: SELECT customer::INT AS n FROM orders}
                - {kind: sink, name: to_csv, connection: files, locator: totals.csv, mode: replace}
                """);
        Called called = run("bad.yaml");
        assertThat(called.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(called.err())
                .startsWith("wadi: pipeline 'bad' failed: stage 'numbers': ")
                .hasLineCount(1);
        assertThat(project.resolve("data/totals.csv")).hasContent("as before");
    }

    @Test
    void whatIsWrongWithTheFilesIsSaidBeforeAnythingRuns() throws IOException {
        write(
                "routes/wrong.yaml",
                """
                - {kind: tap, name: orders, connection: file, locator: orders.csv}
                - {kind: sink, name: there, connection: wrong, locater: orders}
                """);
        Called called = run("wrong.yaml");
        assertThat(called.exitCode()).isEqualTo(ExitCode.WRONG);
        assertThat(called.out()).isEmpty();
        assertThat(called.err()).contains("routes/wrong.yaml:2:", "locater: unknown key. Did you mean 'locator'?");

        write(
                "routes/wrong.yaml",
                """
                - {kind: tap, name: orders, connection: filess, locator: orders.csv}
                - {kind: sink, name: there, connection: wrong, locator: orders}
                """);
        called = run("wrong.yaml");
        assertThat(called.exitCode()).isEqualTo(ExitCode.WRONG);
        assertThat(called.err())
                .contains("connections/all.yaml:5:", "sslmode")
                .endsWith("routes/wrong.yaml:1:41: filess: no connection named 'filess'. Did you mean 'files'?"
                        + " 'wadi connections add filess' makes one.\n");
    }

    @Test
    void aWorldThatFailsHasItsOwnExitCode() throws IOException {
        write(
                "routes/away.yaml",
                """
                - {kind: tap, name: orders, connection: away, query: select 1}
                - {kind: sink, name: to_csv, connection: files, locator: away.csv}
                """);
        Called called = run("away.yaml");
        assertThat(called.exitCode()).isEqualTo(ExitCode.WORLD);
        assertThat(called.err())
                .startsWith("wadi: pipeline 'away' failed: stage 'orders': connection 'away': ")
                .contains("Connection refused")
                .doesNotContain("secret");
    }

    @Test
    void theReportIsJsonOnRequest() throws IOException {
        Called called = run("totals.yaml", "--json");
        var run = Json.MAPPER.readTree(called.out()).get("runs").get(0);
        assertThat(run.get("pipeline").asText()).isEqualTo("totals");
        assertThat(run.get("state").asText()).isEqualTo("done");
        assertThat(run.get("error").isNull()).isTrue();
        assertThat(run.get("stages").get(2).get("stage").asText()).isEqualTo("to_csv");
        assertThat(run.get("stages").get(2).get("rows").asLong()).isEqualTo(2);
        assertThat(called.err()).isEmpty();
    }

    @Test
    void onATerminalALineSaysHowFarItIsAndIsGoneAtTheEnd() throws IOException {
        String slow = Files.readString(project.resolve("routes/totals.yaml"))
                .replace("GROUP BY ALL ORDER BY ALL", "GROUP BY ALL ORDER BY ALL\n  throttle: 1");
        write("routes/totals.yaml", slow); // a line is written ten times a second
        Called called = Called.typed(project, "", "run", route("totals.yaml"));
        assertThat(called.exitCode()).isZero();
        assertThat(called.err()).contains(ERASE).contains("totals  ", " rows/s").endsWith(ERASE);
        assertThat(called.out()).startsWith("totals: done in ").doesNotContain("\r");
    }

    @Test
    void withNoColorOrInAPipeThereIsNoProgress() {
        assertThat(run("totals.yaml").err()).isEmpty();
        assertThat(Called.typed(project, Map.of("NO_COLOR", "1"), "", "run", route("totals.yaml"))
                        .err())
                .isEmpty();
    }

    @Test
    void rowsAndColumnsAreShownUnderTheStagesName() throws IOException {
        write(
                "routes/shown.yaml",
                """
                - {kind: tap, name: orders, connection: files, locator: orders.csv, show: 2, show_schema: true}
                - kind: transform
                  name: wide
                  query: SELECT repeat('x', 200) AS long, NULL::INT AS none, [1, 2] AS list, DATE '1887-01-31' AS day
                  show: -1
                - {kind: transform, name: empty, query: SELECT * FROM orders WHERE false, show: 5}
                - {kind: transform, name: typed, query: SELECT * FROM orders, show_schema: true}
                """);
        Called called = run("shown.yaml");
        assertThat(called.err()).isEmpty();
        assertThat(steady(called.out()))
                .startsWith(
                        """
                orders:
                name      type
                id        BIGINT
                customer  VARCHAR
                amount    DOUBLE
                id  customer  amount
                 1  Ada          2.5
                 2  Grace       NULL
                (2 of 3 rows)
                wide:
                long                                                                         none  list   day
                xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…  NULL  [1,2]  1887-01-31
                (1 row)
                empty:
                id  customer  amount
                (0 rows)
                typed:
                name      type
                id        BIGINT
                customer  VARCHAR
                amount    DOUBLE
                """);
    }

    @Test
    void aStageSetsHowMuchTheLogSaysFromThereOn() throws IOException {
        write(
                "routes/quiet.yaml",
                """
                - {kind: transform, name: one, query: SELECT 1 AS n, log_level: WARNING}
                - {kind: transform, name: two, query: SELECT 2 AS n}
                """);
        assertThat(Called.wadi(project, "compile", route("quiet.yaml")).out())
                .contains("            logLevel: WARNING\n");
        assertThat(run("quiet.yaml").exitCode()).isZero();
    }

    @Test
    void aCompiledRouteRunsOnceAsItsPipelineDoes() throws IOException {
        Called compiled = Called.wadi(project, "compile", route("totals.yaml"));
        assertThat(compiled.exitCode()).isZero();
        Files.delete(project.resolve("routes/totals.yaml"));
        write("routes/compiled.yaml", compiled.out());
        Called called = run("compiled.yaml");
        assertThat(called.err()).isEmpty();
        assertThat(called.out()).startsWith("totals: done in ");
        assertThat(project.resolve("data/totals.csv")).hasContent("customer,total\nAda,6.5\nGrace,\n");
    }

    @Test
    void whatIsNoPipelineIsNotCompiled() throws IOException {
        write("routes/camel.yaml", "- route: {from: {uri: \"timer:x\", steps: [{log: hello}]}}\n");
        Called called = Called.wadi(project, "compile", route("camel.yaml"));
        assertThat(called.exitCode()).isEqualTo(ExitCode.WRONG);
        assertThat(called.err())
                .isEqualTo(
                        "routes/camel.yaml: is a Camel route already. Name a pipeline, a list of stages with kind and"
                                + " name.\n");
        write("routes/bad.yaml", "- {kind: tap, name: x, connection: files, localtor: y}\n");
        called = Called.wadi(project, "compile", route("bad.yaml"));
        assertThat(called.exitCode()).isEqualTo(ExitCode.WRONG);
        assertThat(called.out()).isEmpty();
        assertThat(called.err()).contains("routes/bad.yaml:1:");
    }

    @Test
    void parametersArePairs() {
        assertThat(run("totals.yaml", "--parameter", "since"))
                .isEqualTo(new Called(
                        ExitCode.WRONG, "", "--parameter: 'since' is no NAME=VALUE. Write --parameter day=1.\n"));
    }

    @Test
    void interruptionCancelsTheRunAndLeavesTheSinkAsItWas() throws Exception {
        write("data/totals.csv", "as before");
        write(
                "routes/long.yaml",
                """
                - {kind: tap, name: orders, connection: files, locator: orders.csv}
                - kind: transform
                  name: many
                  query: SELECT count(*) AS n, max(a.range * b.range) AS m FROM range(10000000) a, range(10000000) b
                - {kind: sink, name: to_csv, connection: files, locator: totals.csv, mode: replace}
                """);
        Path log = project.resolve("log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.wadi.cli.Wadi",
                        "--connections=" + project.resolve("connections"),
                        "run",
                        route("long.yaml"))
                .redirectErrorStream(true)
                .redirectOutput(new File(log.toString()))
                .start();
        // The transform takes all of the processor once the pipeline has begun; loading the classes takes a few seconds
        // of it.
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> process.info()
                .totalCpuDuration()
                .filter(used -> used.toSeconds() > 9)
                .isPresent());
        process.destroy();
        assertThat(process.waitFor(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(log, StandardCharsets.UTF_8))
                .contains("long: cancelled in")
                .endsWith("wadi: pipeline 'long' was cancelled\n");
        assertThat(process.exitValue()).isEqualTo(ExitCode.FAILED);
        assertThat(project.resolve("data/totals.csv")).hasContent("as before");
    }
}
