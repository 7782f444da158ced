package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusClientTest {

    private final Path home;

    private Service service;

    StatusClientTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(home.resolve("routes"));
        Files.writeString(home.resolve("routes/later.yaml"), "- from: {uri: 'conn:shop/x', steps: [{log: x}]}\n");
        service = Service.start(home, Map.of());
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private ServiceStatus ask(int port, Map<String, String> own) {
        Map<String, String> flags = new java.util.HashMap<>(own);
        flags.put("wadi.api.port", Integer.toString(port));
        return StatusClient.status(service.settings(flags));
    }

    @Test
    void itSaysWhatTheEngineSays() {
        try (ApiServer server = service.api(Map.of())) {
            ServiceStatus status = ask(server.port(), Map.of());
            assertThat(status).isEqualTo(ServiceStatus.of(service.engine().status()));
            assertThat(status.files().get(0).waitingFor()).containsExactly("shop");
        }
    }

    @Test
    void aServiceOnAllAddressesIsAskedHere() {
        Map<String, String> own = Map.of("wadi.api.host", "0.0.0.0", "wadi.api.token", "secret");
        try (ApiServer server = service.api(own)) {
            assertThat(ask(server.port(), own).files()).hasSize(1);
            assertThat(ask(server.port(), Map.of("wadi.api.host", "localhost", "wadi.api.token", "secret"))
                            .files())
                    .hasSize(1);
        }
    }

    @Test
    void aTokenThatTheServiceMadeIsFoundByTheSameUserAtTheSameAddress() throws Exception {
        Map<String, String> own = Map.of("wadi.api.host", "0.0.0.0");
        Path kept = home.resolve("state/api-token");
        try (ApiServer server = service.api(own)) {
            assertThat(ask(server.port(), own).files()).hasSize(1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                    .isEqualTo("rw-------");
            assertThatThrownBy(() -> ask(server.port(), Map.of("wadi.api.host", "localhost")))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("needs another token");
        }
        assertThat(kept).doesNotExist();
    }

    @Test
    void anotherTokenIsSaidInOneSentence() {
        try (ApiServer server = service.api(Map.of("wadi.api.token", "secret"))) {
            assertThatThrownBy(() -> ask(server.port(), Map.of("wadi.api.token", "wrong")))
                    .isInstanceOf(ApiException.class)
                    .hasMessage("The service at http://127.0.0.1:" + server.port() + " needs another token. Set"
                            + " wadi.api.token, or WADI_API_TOKEN, to the one it was started with or printed at its"
                            + " start");
        }
    }

    @Test
    void noServiceIsSaidInOneSentence() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThatThrownBy(() -> ask(port, Map.of()))
                .isInstanceOf(ApiException.class)
                .hasMessage("No service answers at http://127.0.0.1:" + port + ". Is 'wadi run' running? If it is"
                        + " elsewhere, set wadi.api.host and wadi.api.port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Welcome</html>", "{}", "null", "[]", "{\"started_at\":null}", ""})
    void anotherProgramIsSaidInOneSentence(String answer) throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        other.createContext("/", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        other.start();
        int port = other.getAddress().getPort();
        try {
            assertThatThrownBy(() -> ask(port, Map.of()))
                    .isInstanceOf(ApiException.class)
                    .hasMessage("What answers at http://127.0.0.1:" + port + " is not this service (status 200)."
                            + " Check wadi.api.host and wadi.api.port");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void aPortThatTheServicePickedMustBeNamed() {
        assertThatThrownBy(() -> ask(0, Map.of()))
                .isInstanceOf(ApiException.class)
                .hasMessage("With wadi.api.port=0 the service picked a port: set wadi.api.port to the one in its log");
    }
}
