package dev.wadi.connection.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.wadi.spi.ConnectionException;
import dev.wadi.testing.MuteServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Access tokens from a token endpoint. */
class AccessTokensTest {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String answer = "{\"access_token\": \"t-1\", \"token_type\": \"Bearer\", \"expires_in\": 3600}";
    private HttpServer server;
    private String url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", exchange -> {
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        url = "http://localhost:" + server.getAddress().getPort() + "/token";
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private AccessTokens tokens(String endpoint) {
        OAuth2 oauth2 = new OAuth2(null, "app-id", "s3cret&=", "common", OAuth2.OUTLOOK, endpoint);
        return new AccessTokens("my_smtp", oauth2, Duration.ofSeconds(1));
    }

    @Test
    void aTokenIsFetchedWithTheClientsCredentialsAndKept() {
        AccessTokens tokens = tokens(url);
        assertThat(tokens.get()).isEqualTo("t-1");
        assertThat(tokens.get()).isEqualTo("t-1");
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).split("&", -1))
                .containsExactlyInAnyOrder(
                        "grant_type=client_credentials",
                        "client_id=app-id",
                        "client_secret=s3cret%26%3D",
                        "scope=https%3A%2F%2Foutlook.office.com%2F.default");
    }

    @Test
    void aTokenThatIsNearlyOverIsFetchedAgain() {
        answer = "{\"access_token\": \"t-2\", \"expires_in\": \"30\"}";
        AccessTokens tokens = tokens(url);
        assertThat(tokens.get()).isEqualTo("t-2");
        assertThat(tokens.get()).isEqualTo("t-2");
        assertThat(requests).hasSize(2);
    }

    @Test
    void aTokenThatIsGivenIsUsedAsItIs() {
        OAuth2 given = new OAuth2("given", null, null, "common", OAuth2.OUTLOOK, url);
        assertThat(new AccessTokens("my_smtp", given, Duration.ofSeconds(1)).get())
                .isEqualTo("given");
        assertThat(requests).isEmpty();
    }

    @Test
    void microsoftsEndpointOfTheTenantIsTheDefault() {
        OAuth2 oauth2 = new OAuth2(null, "a", "b", "contoso.example", OAuth2.OUTLOOK, null);
        assertThat(oauth2.endpoint()).isEqualTo("https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token");
    }

    @Test
    void anEndpointThatRefusesIsReportedWithoutTheSecret() {
        status = 401;
        answer = "{\"error\": \"invalid_client\", \"error_description\": \"s3cret&= is wrong\"}";
        assertFails(url, "answers 401 (invalid_client) and gives no token");
        status = 302;
        answer = "<html>moved</html>";
        assertFails(url, "answers 302 and gives no token");
        status = 200;
        answer = "<html>log in</html>";
        assertFails(url, "answers 200 and gives no token");
    }

    @Test
    void anEndpointThatIsDownOrSilentIsReported() {
        assertFails("http://localhost:" + MuteServer.closedPort() + "/token", "cannot be reached: Connection refused");
        try (MuteServer mute = new MuteServer()) {
            assertFails("http://localhost:" + mute.port() + "/token", "cannot be reached: Read timed out");
        }
    }

    private void assertFails(String endpoint, String message) {
        assertThatThrownBy(() -> tokens(endpoint).get())
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'my_smtp': the token endpoint " + endpoint + " " + message);
    }
}
