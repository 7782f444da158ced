package dev.wadi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.console.ApiServer;
import dev.wadi.engine.Engine;
import dev.wadi.engine.Settings;
import dev.wadi.engine.TestingWorkspace;
import dev.wadi.engine.Workspace;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wadi pipelines}, from another terminal. */
class PipelinesCommandTest {

    private static Path home;
    private static TestingWorkspace workspace;
    private static ApiServer api;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        home = folder;
        workspace = new TestingWorkspace(folder)
                .connections(
                        "out.yaml",
                        "out: {conn_type: file, host: " + folder.resolve("out") + ", extra: {create: true}}\n")
                .routes(
                        "numbers.yaml",
                        """
                - {kind: transform, name: numbers, query: select range as n from range(10)}
                - {kind: sink, name: to_file, connection: out, locator: numbers.csv, mode: replace}
                """)
                .routes(
                        "broken.yaml",
                        """
                - {kind: transform, name: numbers, query: select no_such_column as n from range(10)}
                - {kind: sink, name: to_file, connection: out, locator: broken.csv, mode: replace}
                """)
                .routes(
                        "slow.yaml",
                        """
                - {kind: header, schedule: '0 0 6 * * ?'}
                - kind: transform
                  name: many
                  query: select sum(a.range * b.range) as s from range(10000000) a, range(10000000) b
                - {kind: sink, name: to_file, connection: out, locator: slow.csv}
                """);
        Engine engine = workspace.start();
        Workspace files = workspace.workspace();
        Settings settings = files.settings();
        api = ApiServer.start(engine, settings);
    }

    @AfterAll
    static void stop() {
        api.close();
        workspace.close();
    }

    private static Called pipelines(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "pipelines";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[arguments.length + 1] = "--api-port=" + api.port();
        return Called.wadi(home, all);
    }

    @Test
    void aRunThatIsWaitedForEndsWithATable() {
        Called run = pipelines("run", "numbers", "--wait", "-p", "day=2026-01-31");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith(
                        """
                STAGE    KIND       ROWS
                numbers  transform    10
                to_file  sink         10
                Run\s""")
                .endsWith(" of pipeline 'numbers' is done\n");
        assertThat(pipelines("runs", "numbers").out()).startsWith("RUN ").containsPattern("api +done +10");
        assertThat(pipelines("runs", "numbers", "--json").out()).contains("\"day\" : \"2026-01-31\"");
    }

    @Test
    void aRunThatFailsSaysSo() {
        Called run = pipelines("run", "broken", "--wait");
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(run.out()).contains("is failed: stage 'numbers': ");
    }

    @Test
    void pipelinesAreListed() {
        Called list = pipelines("list");
        assertThat(list.exitCode()).isZero();
        assertThat(list.out())
                .contains(
                        "PIPELINE  SCHEDULE", "broken    on request", "numbers   on request", "slow      0 0 6 * * ?");
    }

    @Test
    void aRunIsCancelled() {
        Called run = pipelines("run", "slow");
        assertThat(run.out())
                .startsWith("Run ")
                .endsWith(" of pipeline 'slow' has begun. Try: wadi pipelines runs slow\n");
        assertThat(pipelines("run", "slow").err()).contains("wadi: pipeline 'slow' runs already as ");
        await().pollDelay(Duration.ofSeconds(1)).until(() -> true); // until DuckDB is at it
        Called cancel = pipelines("cancel", "slow");
        assertThat(cancel.exitCode()).isZero();
        assertThat(cancel.out()).endsWith(" of pipeline 'slow' is being cancelled\n");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> pipelines("runs", "slow").out().contains("cancelled"));
        Called again = pipelines("cancel", "slow");
        assertThat(again.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(again.err()).isEqualTo("wadi: pipeline 'slow' does not run\n");
    }

    @Test
    void whatIsWrongIsSaid() {
        Called unknown = pipelines("run", "number");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.WRONG);
        assertThat(unknown.err())
                .isEqualTo("wadi: there is no pipeline 'number'. Did you mean 'numbers'? Try: wadi pipelines list\n");
        Called json = pipelines("run", "numbers", "--parameters", "[1]");
        assertThat(json.exitCode()).isEqualTo(ExitCode.WRONG);
        assertThat(json.err())
                .isEqualTo("--parameters: is not a JSON object. Write it as '{\"day\": \"2026-01-31\"}'.\n");
    }

    @Test
    void withoutAServiceItSaysWhereItLooked() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Called list = Called.wadi(home, "pipelines", "list", "--api-port=" + free);
        assertThat(list.exitCode()).isEqualTo(ExitCode.WORLD);
        assertThat(list.err())
                .isEqualTo("wadi: No service answers at http://127.0.0.1:" + free
                        + ". Is 'wadi run' running? If it is elsewhere, set wadi.api.host and wadi.api.port\n");
    }
}
