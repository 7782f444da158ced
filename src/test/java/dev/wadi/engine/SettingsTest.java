package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(settings.apiToken()).isNull();
        assertThat(settings.metricsPublic()).isFalse();
        assertThat(settings.secrets()).containsExactly(Path.of("/run/secrets"));
        assertThat(settings.fernetKey()).isNull();
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
}
