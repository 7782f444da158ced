package dev.wadi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.console.ApiServer;
import dev.wadi.engine.Engine;
import dev.wadi.engine.Settings;
import dev.wadi.engine.Workspace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands about connections while a service runs them. */
class RunningServiceTest {

    private final Path project;
    private Engine engine;
    private ApiServer api;

    RunningServiceTest(@TempDir Path project) {
        this.project = project;
    }

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(project.resolve("connections"));
        Files.createDirectories(project.resolve("routes"));
        Files.createFile(project.resolve("a.db"));
        shop("host: " + project.resolve("a.db"));
        Files.writeString(
                project.resolve("routes/ask.yaml"),
                "- from: {uri: 'direct:ask', steps: [{to: 'conn:shop/select 1'}]}\n");
        Settings settings = Settings.read(
                Map.of(
                        "wadi.connections",
                        project.resolve("connections").toString(),
                        "wadi.routes",
                        project.resolve("routes").toString(),
                        "wadi.port",
                        "0",
                        "wadi.api.port",
                        "0"),
                Map.of());
        engine = Engine.of(Workspace.of(settings, Map.of())).start();
        api = ApiServer.start(engine, settings);
    }

    @AfterEach
    void stop() {
        engine.close();
        api.close();
    }

    private void shop(String fields) throws IOException {
        Path file = project.resolve("connections/shop.yaml");
        Files.writeString(file, "shop: {conn_type: sqlite, " + fields + "}\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Called wadi(String... arguments) {
        return Called.wadi(project, Map.of("WADI_API_PORT", Integer.toString(api.port())), "", arguments);
    }

    @Test
    void aListSaysWhatIsWrongWithConnectionsThatRun() throws Exception {
        assertThat(wadi("connections", "list").out()).doesNotContain("shop: ");

        shop("host: " + project.resolve("nosuch.db"));
        engine.reload();

        Called list = wadi("connections", "list");
        assertThat(list.exitCode()).isZero();
        assertThat(list.out().lines().reduce((first, last) -> last).orElse(""))
                .matches("shop: degraded since [0-9]{2}:[0-9]{2}, still using a.db; a restart would begin with an empty"
                        + " one: cannot open nosuch.db: there is no such file. .*");
        assertThat(wadi("connections", "list", "--json").out()).contains("\"name\" : \"degraded\"");
        Called status = wadi("status");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.out()).containsPattern("shop +sqlite +degraded since [0-9]{2}:[0-9]{2} +still using");
    }

    @Test
    void anotherServiceSaysNothingAboutTheseFiles(@TempDir Path other) throws Exception {
        Files.createDirectories(other.resolve("routes"));
        Files.createDirectories(other.resolve("connections"));
        Files.copy(project.resolve("connections/shop.yaml"), other.resolve("connections/shop.yaml"));
        shop("host: " + project.resolve("nosuch.db"));
        engine.reload();

        Called list =
                Called.wadi(other, Map.of("WADI_API_PORT", Integer.toString(api.port())), "", "connections", "list");

        assertThat(list.exitCode()).isZero();
        assertThat(list.out()).doesNotContain("degraded");
    }

    @Test
    void usagesSayHowTheirFilesAreAndWhatIsInUse() {
        assertThat(wadi("connections", "usages").out().lines())
                .map(line -> line.replaceAll(" +", " "))
                .containsExactly("CONN_ID HOW ROUTE WHERE STATE IN USE", "shop uses ask routes/ask.yaml:1:42 loaded 1");
    }

    @Test
    void aConnectionInUseThatChangesItsTypeIsWarnedOf() {
        Called updated =
                wadi("connections", "update", "shop", "--conn-type", "http", "--conn-host", "http://localhost:1");

        assertThat(updated.exitCode()).isZero();
        assertThat(updated.err())
                .isEqualTo(
                        """
                        'shop' changes its type from sqlite to http.
                        'shop' is used by 'ask' at routes/ask.yaml:1:42
                        """);
    }

    @Test
    void theStatusSaysSinceWhenAFileIsNotAppliedAndWhichVersionGoesOn() throws Exception {
        Files.writeString(project.resolve("routes/ask.yaml"), "- from: {uri: 'nosuch:ask', steps: []}\n");
        Files.writeString(
                project.resolve("routes/later.yaml"), "- from: {uri: 'direct:later', steps: [{to: 'conn:none/x'}]}\n");
        engine.reload();

        Called status = wadi("status");

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.out())
                .containsPattern(" +rejected since [0-9]{2}:[0-9]{2} +ask +its version of [0-9]{2}:[0-9]{2} goes on\n")
                .containsPattern(" +waiting since [0-9]{2}:[0-9]{2} +later +waits for connection none\n")
                .contains("ask.yaml:1:15: nosuch: no component 'nosuch'.");
        String health = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/health/ready"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(health)
                .startsWith("{\"status\":\"UP\"")
                .containsPattern("ask.yaml\",\"status\":\"UP\",\"data\":\\{[^}]*\"state\":\"rejected\"")
                .containsPattern("later.yaml\",\"status\":\"DOWN\",\"data\":\\{[^}]*\"state\":\"waiting\"")
                .contains("\"reason\":\"waits for connection none\"");
    }
}
