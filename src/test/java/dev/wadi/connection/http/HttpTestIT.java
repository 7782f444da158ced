package dev.wadi.connection.http;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.httpclient.OpenedFiles;
import dev.wadi.spi.ConnectionException;
import dev.wadi.testing.ServerContract;
import dev.wadi.testing.TestingConnections.Written;
import dev.wadi.testing.TestingHttp;
import dev.wadi.testing.TestingHttp.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code wadi connections test} says of HTTP servers. */
class HttpTestIT implements ServerContract {

    private static TestingHttp server;

    @BeforeAll
    static void start() {
        server = TestingHttp.plain();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forget() {
        server.forget();
    }

    @Override
    public Written working() {
        return at(server.port());
    }

    @Override
    public Written at(int port) {
        return connection("my_http", "http")
                .host("localhost")
                .port(port)
                .login(TestingHttp.LOGIN)
                .password(TestingHttp.PASSWORD)
                .extra("X-Api-Key", "k3y of the tests");
    }

    @Override
    public String path() {
        return "api";
    }

    @Override
    public List<String> secrets() {
        return List.of(TestingHttp.PASSWORD, "k3y of the tests");
    }

    private static OpenedFiles opened(String host, String rest) {
        return OpenedFiles.open("my_http: {conn_type: http, host: '%s'%s}".formatted(host, rest));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/x | HTTP 200 to HEAD <url>/x | HEAD",
                "/not-here | HTTP 404 to HEAD <url>/not-here | HEAD",
                "/status/405 | HTTP 405 to HEAD <url>/status/405 | HEAD",
                "/redirect/302 | HTTP 302 to HEAD <url>/redirect/302 | HEAD",
                "/no-head | HTTP 200 to GET <url>/no-head | HEAD GET",
            })
    void anAnswerBelow500IsGood(String path, String answer, String asked) {
        try (OpenedFiles opened = opened(server.url() + path, "")) {
            assertThat(opened.test("my_http")).isEqualTo(answer.replace("<url>", server.url()));
            assertThat(server.requests().stream().map(Request::method).collect(Collectors.joining(" ")))
                    .isEqualTo(asked);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/basic | the server refused the login: HTTP 401 to GET <url>/basic",
                "/status/403 | the server refused the login: HTTP 403 to GET <url>/status/403",
                "/status/500 | the server failed: HTTP 500 to GET <url>/status/500",
                "/status/503 | the server failed: HTTP 503 to GET <url>/status/503",
                "/broken | localhost:<port> closed the connection without an answer",
            })
    void otherAnswersAreNotAndTheirTextIsNotRepeated(String path, String what) {
        try (OpenedFiles opened = opened(server.url() + path, ", login: app, password: wrong")) {
            assertThatThrownBy(() -> opened.test("my_http"))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("connection 'my_http': "
                            + what.replace("<url>", server.url()).replace("<port>", String.valueOf(server.port())));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void theRightLoginIsGood() {
        String login = ", login: " + TestingHttp.LOGIN + ", password: '" + TestingHttp.PASSWORD + "'";
        try (OpenedFiles opened = opened(server.url() + "/basic", login)) {
            assertThat(opened.test("my_http")).isEqualTo("HTTP 200 to HEAD " + server.url() + "/basic");
        }
        String token = ", extra: {headers: {Authorization: Bearer " + TestingHttp.TOKEN + "}}";
        try (OpenedFiles opened = opened(server.url() + "/bearer", token)) {
            assertThat(opened.test("my_http")).isEqualTo("HTTP 200 to HEAD " + server.url() + "/bearer");
        }
    }

    @Test
    void theTestsPathAndMethodMayBeChosen() {
        try (OpenedFiles opened =
                opened(server.url() + "/base", ", extra: {wadi: {test_path: health, test_method: options}}")) {
            assertThat(opened.test("my_http")).isEqualTo("HTTP 200 to OPTIONS " + server.url() + "/base/health");
        }
    }

    @Test
    void aServerThatIsDownIsRefused() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (OpenedFiles opened = opened("localhost", ", port: " + port)) {
            assertThatThrownBy(() -> opened.test("my_http"))
                    .hasMessage("connection 'my_http': cannot connect to localhost:" + port + ": Connection refused");
        }
    }

    @Test
    void aHostThatNobodyKnowsIsSaid() {
        try (OpenedFiles opened = opened("https://nosuch.invalid", "")) {
            assertThatThrownBy(() -> opened.test("my_http", Duration.ofSeconds(20)))
                    .hasMessage(
                            "connection 'my_http': cannot connect to nosuch.invalid:443: the host name is not known");
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() {
        try (OpenedFiles opened = opened(server.url() + "/slow", "")) {
            assertThatThrownBy(() -> opened.test("my_http", Duration.ofMillis(400)))
                    .hasMessage("connection 'my_http': no answer from localhost:" + server.port() + " within 400 ms");
        }
    }

    @Test
    void aServerThatSendsAByteNowAndThenIsGivenUp() {
        server.serve("/drip", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write('x');
                exchange.getResponseBody().flush();
                LockSupport.parkNanos(20_000_000);
            }
        });
        try (OpenedFiles opened = opened(server.url() + "/drip", ", extra: {wadi: {test_method: GET}}")) {
            assertThatThrownBy(() -> opened.test("my_http", Duration.ofMillis(400)))
                    .hasMessage("connection 'my_http': no answer from localhost:" + server.port() + " within 400 ms");
        }
        awaitNoThread("wadi-test-my_http");
    }

    @Test
    void aTestLeavesNothingBehind() {
        try (OpenedFiles opened = opened(server.url(), "")) {
            opened.test("my_http");
            opened.test("my_http");
        }
        awaitNoThread("wadi-test-my_http");
    }

    private static void awaitNoThread(String name) {
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(names())
                .doesNotContain(name));
    }

    private static Set<String> names() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }
}
