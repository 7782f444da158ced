package dev.wadi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.sun.net.httpserver.HttpServer;
import dev.wadi.console.ApiServer;
import dev.wadi.engine.Engine;
import dev.wadi.engine.Settings;
import dev.wadi.engine.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wadi doctor} while a service runs. */
class DoctorOfServiceTest {

    private static final String TIME = "\\S+Z";

    @TempDir
    private Path project;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(project.resolve("connections"));
        Files.createDirectories(project.resolve("routes"));
        Files.createFile(project.resolve("a.db"));
        connection("shop: {conn_type: sqlite, host: " + project.resolve("a.db") + "}\n");
        route("ask.yaml", "- from: {uri: 'direct:ask', steps: [{to: 'conn:shop/select 1'}]}\n");
    }

    private void connection(String text) throws IOException {
        Path file = project.resolve("connections/shop.yaml");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void route(String name, String text) throws IOException {
        Files.writeString(project.resolve("routes").resolve(name), text);
    }

    private Settings settings(Map<String, String> own) {
        Map<String, String> flags = new HashMap<>(Map.of(
                "wadi.connections", project.resolve("connections").toString(),
                "wadi.routes", project.resolve("routes").toString(),
                "wadi.state", project.resolve("state").toString(),
                "wadi.plugins", project.resolve("plugins").toString(),
                "wadi.port", "0",
                "wadi.api.port", "0"));
        flags.putAll(own);
        return Settings.read(flags, Map.of());
    }

    private interface Work {
        void with(Engine engine, String port) throws Exception;
    }

    private void running(Map<String, String> own, Work work) throws Exception {
        Settings settings = settings(own);
        try (Engine engine = Engine.of(Workspace.of(settings, Map.of())).start();
                ApiServer api = ApiServer.start(engine, settings)) {
            work.with(engine, Integer.toString(api.port()));
        }
    }

    private Examined examined(String port) {
        return Examined.of(project, Map.of("WADI_API_PORT", port));
    }

    private static String held(String port) {
        return "ok | port " + port + " | is held by the Wadi that runs, process "
                + ProcessHandle.current().pid() + " (java) | ";
    }

    @Test
    void aServiceThatIsWellIsSaidToRun() throws Exception {
        running(Map.of(), (engine, port) -> {
            Examined examined = examined(port);

            assertThat(examined.exitCode()).isZero();
            assertThat(examined.about("service"))
                    .hasSize(2)
                    .startsWith(held(port))
                    .last(STRING)
                    .matches("ok \\|  \\| runs since " + TIME + " on connections \\| ");
        });
    }

    @Test
    void whatItDoesNotUseAsItIsWrittenIsFound() throws Exception {
        running(Map.of(), (engine, port) -> {
            connection("shop: {conn_type: sqlite, host: " + project.resolve("nosuch.db") + "}\n");
            route("ask.yaml", "- from: {uri: 'nosuch:ask', steps: []}\n");
            route("later.yaml", "- from: {uri: 'direct:later', steps: [{to: 'conn:none/x'}]}\n");
            engine.reload();

            Examined examined = examined(port);

            assertThat(examined.exitCode()).isEqualTo(1);
            assertThat(examined.about("service").subList(2, 6))
                    .satisfiesExactly(
                            found -> assertThat(found)
                                    .matches("problem \\| none \\| missing since " + TIME
                                            + ": it is not defined; used by"
                                            + " 'later' at routes/later.yaml:1:44 \\| Run: wadi connections add none"),
                            found -> assertThat(found)
                                    .matches("warning \\| shop \\| degraded since " + TIME
                                            + ": still using a.db; a restart would"
                                            + " begin with an empty one: cannot open nosuch.db: there is no such file.* \\| Mend the"
                                            + " file or the server, and it is taken up by itself. See: wadi connections test"
                                            + " shop"),
                            found -> assertThat(found)
                                    .matches("warning \\| routes/ask.yaml \\| rejected since " + TIME
                                            + "; its version of " + TIME + " goes on \\| Mend the file: wadi validate"),
                            found -> assertThat(found)
                                    .matches("problem \\| routes/later.yaml \\| waiting since " + TIME + ": waits for"
                                            + " connection none; nothing of it runs \\| See: wadi status"));
        });
    }

    @Test
    void aPipelineWhoseLastRunFailedIsAWarning() throws Exception {
        route("totals.yaml", "- {kind: tap, name: rows, connection: shop, query: select * from nosuch}\n");
        running(Map.of(), (engine, port) -> {
            Called run =
                    Called.wadi(project, Map.of("WADI_API_PORT", port), "", "pipelines", "run", "totals", "--wait");
            assertThat(run.exitCode()).isEqualTo(1);

            assertThat(examined(port).about("service"))
                    .last(STRING)
                    .matches("warning \\| totals \\| its last run, begun at " + TIME
                            + ", failed: .*no such table: nosuch.* \\|"
                            + " The next run takes it up: wadi pipelines run totals");
        });
    }

    @Test
    void jarsThatCameAfterTheStartAreAWarning() throws Exception {
        Path jar = project.resolve("plugins/own.jar");
        Files.createDirectories(jar.getParent());
        running(Map.of(), (engine, port) -> {
            Files.copy(anyJar(), jar);
            Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

            assertThat(examined(port).about("plugins"))
                    .containsExactly(
                            "warning | plugins/own.jar | came or changed after the service was started, which does not use"
                                    + " it as it is now | Restart the service",
                            "ok | plugins | 1 jar can be read | ");
        });
    }

    private static Path anyJar() throws Exception {
        return Path.of(
                Test.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void aServiceOfOtherFilesIsSaidToBeOne(@TempDir Path other) throws Exception {
        Files.createDirectories(other.resolve("connections"));
        Files.createDirectories(other.resolve("routes"));
        running(Map.of(), (engine, port) -> {
            Examined examined = Examined.of(other, Map.of("WADI_API_PORT", port));

            assertThat(examined.exitCode()).isZero();
            assertThat(examined.about("service"))
                    .last(STRING)
                    .isEqualTo("warning | " + project
                            + "/connections | the service runs the files of this folder, and not"
                            + " those of connections | For a second service, choose other ports: wadi run"
                            + " --api-port N --port N");
        });
    }

    @Test
    void aServiceThatNeedsItsTokenSaysSo() throws Exception {
        running(Map.of("wadi.api.token", "geheim"), (engine, port) -> {
            Examined examined = examined(port);

            assertThat(examined.exitCode()).isEqualTo(1);
            assertThat(examined.about("service"))
                    .containsExactly("problem | port " + port + " | a service runs (process "
                            + ProcessHandle.current().pid()
                            + " (java)) and does not tell this shell how it is: it needs its token | Set WADI_API_TOKEN to the"
                            + " token that it was started with or that its log names");
            assertThat(Examined.of(project, Map.of("WADI_API_PORT", port, "WADI_API_TOKEN", "geheim"))
                            .exitCode())
                    .isZero();
        });
    }

    @Test
    void aServiceOfAnotherVersionIsAWarning() throws IOException {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(service, "/api/v2/version", "{\"version\": \"0.0.1\"}");
        answer(service, "/api/v2/pipelines", "{\"pipelines\": [], \"total_entries\": 0}");
        answer(
                service,
                "/api/v2/status",
                "{\"started_at\": \"2026-01-01T00:00:00Z\", \"port\": 0, \"folder\": \"" + project
                        + "/connections\", \"connections\": [], \"files\": [], \"problems\": []}");
        service.start();
        try {
            assertThat(examined(Integer.toString(service.getAddress().getPort()))
                            .about("service"))
                    .last(STRING)
                    .isEqualTo(
                            "warning |  | the service is Wadi 0.0.1, and this command is Wadi (not packaged) | Restart the"
                                    + " service, to have one of them");
        } finally {
            service.stop(0);
        }
    }

    private static void answer(HttpServer service, String path, String json) {
        service.createContext(path, exchange -> {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
