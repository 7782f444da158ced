package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @TempDir
    private Path home;

    private Settings read(Map<String, String> flags, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(flags);
        all.put("wadi.connections", home.resolve("connections").toString());
        return Settings.read(all, environment);
    }

    private void properties(String text) throws IOException {
        Files.writeString(home.resolve("application.properties"), text);
    }

    @Test
    void withoutAnythingTheDefaultsHold() {
        Settings settings = Settings.read(Map.of(), Map.of());
        assertThat(settings.connections()).isEqualTo(Path.of("connections"));
        assertThat(settings.routes()).isEqualTo(Path.of("routes"));
        assertThat(settings.plugins()).isEqualTo(Path.of("plugins"));
        assertThat(settings.host()).isEqualTo("0.0.0.0");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.apiHost()).isEqualTo("127.0.0.1");
        assertThat(settings.apiPort()).isEqualTo(8081);
        assertThat(settings.api()).isEqualTo(new ApiAccess(null, null, List.of(), false, null));
        assertThat(settings.metricsPublic()).isFalse();
        assertThat(settings.secrets()).containsExactly(Path.of("/run/secrets"));
        assertThat(settings.fernetKey()).isNull();
        assertThat(settings.state()).isEqualTo(new StateLocation.Folder(Path.of(".wadi")));
        assertThat(settings.memory().bytes()).isGreaterThan(16 * 1024 * 1024);
        assertThat(settings.drain()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.logFormat()).isEqualTo(LogFormat.TEXT);
    }

    @ParameterizedTest
    @CsvSource({
        "512MB, 512000000",
        "2GiB, 2147483648",
        "1.5 gib, 1610612736",
        "64kB, 64000",
        "1TB, 1000000000000",
        "3MiB, 3145728"
    })
    void memoryIsASize(String text, long bytes) {
        assertThat(read(Map.of(), Map.of("WADI_MEMORY", text)).memory().bytes()).isEqualTo(bytes);
    }

    @Test
    void memoryIsAPartOfThatOfTheMachine() {
        long all = read(Map.of(), Map.of("WADI_MEMORY", "100%")).memory().bytes();
        assertThat(read(Map.of(), Map.of("WADI_MEMORY", "12.5%")).memory().bytes())
                .isBetween(all / 8 - 100, all / 8 + 100);
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "30s, 30000", "5 m, 300000", "1h, 3600000", "0s, 0"})
    void drainIsATime(String text, long millis) {
        assertThat(read(Map.of(), Map.of("WADI_DRAIN", text)).drain()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void theStateIsAFolderOrAConnection() throws IOException {
        properties("wadi.state=./state\n");
        assertThat(read(Map.of(), Map.of()).state()).isEqualTo(new StateLocation.Folder(home.resolve("./state")));
        assertThat(read(Map.of(), Map.of("WADI_STATE", "/var/lib/wadi")).state())
                .isEqualTo(new StateLocation.Folder(Path.of("/var/lib/wadi")));
        assertThat(read(Map.of(), Map.of("WADI_STATE", "state_db")).state())
                .isEqualTo(new StateLocation.Database("state_db"));
    }

    @Test
    void theFormatOfTheLogComesFromTheFileOrTheEnvironment() throws IOException {
        properties("wadi.log.format=json\n");
        assertThat(read(Map.of(), Map.of()).logFormat()).isEqualTo(LogFormat.JSON);
        assertThat(read(Map.of(), Map.of("WADI_LOG_FORMAT", "text")).logFormat())
                .isEqualTo(LogFormat.TEXT);
    }

    @Test
    void eachWrongValueIsOneProblem() throws IOException {
        properties("wadi.state=my state\nwadi.memory=lots\nwadi.drain=30\nwadi.log.format=xml\n");
        String file = home.resolve("application.properties").toString();
        assertThatThrownBy(() -> read(Map.of(), Map.of()))
                .hasMessage(
                        """
                        %1$s:1:1: wadi.state: must be a folder, such as ./state, or a conn_id, was my state. Remove it to use .wadi.
                        %1$s:2:1: wadi.memory: must be a size such as 512MB or 2GiB, or a part of the memory such as 25%%, was lots. Remove it to use 25%%.
                        %1$s:3:1: wadi.drain: must be a time such as 500ms, 30s or 5m, was 30. Remove it to use 60s.
                        %1$s:4:1: wadi.log.format: must be text or json, was xml. Remove it to use text."""
                                .formatted(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0MB", "0%", "101%", "12", "5 apples", "-1MB", "999999999999999TiB"})
    void whatIsNoSizeIsSaid(String text) {
        assertThatThrownBy(() -> read(Map.of(), Map.of("WADI_MEMORY", text)))
                .hasMessage(
                        "WADI_MEMORY: wadi.memory: must be a size such as 512MB or 2GiB, or a part of the memory such"
                                + " as 25%, was " + text + ". Remove it to use 25%.");
    }

    @Test
    void flagsWinOverTheEnvironmentAndThatOverTheFile() throws IOException {
        properties("wadi.port=1\nwadi.api.port=2\nwadi.host=file\n");
        Settings settings = read(Map.of("wadi.port", "5"), Map.of("WADI_PORT", "3", "WADI_API_PORT", "4"));
        assertThat(settings.port()).isEqualTo(5);
        assertThat(settings.apiPort()).isEqualTo(4);
        assertThat(settings.host()).isEqualTo("file");
    }

    @Test
    void foldersInTheFileAreBesideIt() throws IOException {
        properties("wadi.routes=my-routes\n");
        assertThat(read(Map.of(), Map.of()).routes()).isEqualTo(home.resolve("my-routes"));
    }

    @Test
    void everyWrongValueIsReportedAtOnce() throws IOException {
        properties("wadi.host=a\nwadi.port=http\nwadi.metrics.public=maybe\n");
        String file = home.resolve("application.properties").toString();
        assertThatThrownBy(() -> read(Map.of("wadi.api.port", "99999"), Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        """
                        --api-port: wadi.api.port: must be between 0 and 65535, was 99999. Remove it to use 8081.
                        %s:2:1: wadi.port: must be between 0 and 65535, was http. Remove it to use 8080.
                        %s:3:1: wadi.metrics.public: must be true or false, was maybe. Remove it to use false."""
                                .formatted(file, file));
    }

    @Test
    void whoMayCallTheApiIsSet() {
        assertThat(read(
                                Map.of("wadi.api.token", "a", "wadi.api.viewer.token", "b"),
                                Map.of(
                                        "WADI_API_CORS",
                                        "https://a.example, http://localhost:5173",
                                        "WADI_API_SECURE_COOKIES",
                                        "true"))
                        .api())
                .isEqualTo(new ApiAccess("a", "b", List.of("https://a.example", "http://localhost:5173"), true, null));
    }

    @Test
    void viewersAndOriginsThatCannotBeAreReported() {
        assertThatThrownBy(() -> read(
                        Map.of("wadi.api.token", "a", "wadi.api.viewer.token", "a"),
                        Map.of("WADI_API_CORS", "https://a.example/, *")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        """
                        --api-viewer-token: wadi.api.viewer.token: must not be the token of editors. Choose another one,\
                         or remove it to have no viewers.
                        WADI_API_CORS: wadi.api.cors: must be origins such as https://tools.example.com, in small\
                         letters and without a path, was https://a.example/. Put commas between them, or remove it to\
                         let in none.""");
    }

    @Test
    void anUnknownSettingIsAWarning() throws IOException {
        properties("wadi.prot=1\n");
        assertThat(read(Map.of(), Map.of()).warnings())
                .map(Problem::toString)
                .containsExactly(home.resolve("application.properties")
                        + ":1:1: warning: wadi.prot: unknown setting. Did you mean 'wadi.port'? It has no effect.");
    }

    @Test
    void whatKubernetesSetsForAServiceOfThatNameIsNotAPort() {
        assertThat(read(Map.of(), Map.of("WADI_PORT", "tcp://10.0.0.1:8080")).port())
                .isEqualTo(8080);
    }

    @Test
    void keysThatAreNoneAreNamedWithoutBeingShown() {
        assertThatThrownBy(() -> read(Map.of(), Map.of("WADI_FERNET_KEY", "not-a-key")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("WADI_FERNET_KEY: wadi.fernet.key: Fernet key 1 is not 32 bytes in base64url, which are 44"
                        + " characters. Give it the keys that Airflow has (AIRFLOW__CORE__FERNET_KEY), with commas between"
                        + " them.");
    }
}
