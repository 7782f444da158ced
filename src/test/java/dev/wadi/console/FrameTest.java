package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What callers send that they should not, and what must not come out (S-32, S-37, S-39, S-41). */
class FrameTest {

    private static final String JSON = "Content-Type: application/json";
    private static final String EDITOR = "Authorization: Bearer edit-it";

    @TempDir
    private static Path home;

    private static Service service;
    private static ApiServer api;
    private static RawHttp http;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(home.resolve("connections"));
        Files.createDirectories(home.resolve("routes"));
        Files.writeString(
                home.resolve("connections/all.yaml"),
                """
                health: {conn_type: sqlite, host: ':memory:'}
                session: {conn_type: sqlite, host: ':memory:'}
                mails: {conn_type: imap, host: 127.0.0.1, port: 1, login: ada, password: hunter2}
                """);
        service = Service.start(home, Map.of());
        api = service.api(Map.of("wadi.api.token", "edit-it"));
        http = new RawHttp(api.port());
    }

    @AfterAll
    static void stop() {
        api.close();
        service.close();
    }

    private static String head(String method, String target, String... headers) {
        return method + " " + target + " HTTP/1.1\r\nHost: localhost:" + api.port() + "\r\nConnection: close\r\n"
                + String.join("\r\n", headers) + "\r\n\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v2/connections/health/history",
                "/api/v2/connections/session/history",
                "/api/v2/connections/..%2fsession/history",
                "/api/v2/connections/../session",
                "/api/v2/connections/%2e%2e/session",
                "/api/v2/connections/x/../../session",
                "/api/v2/connections//../session",
                "/api/v2/session/",
                "/api/v2/session/x",
                "/api/v2/pipelines/..%2f..%2fsession/runs",
                "/api/v2/pipelines/%2fhealth%2flive/runs",
                "/api/v2/connections/assets/history",
                "/assets/../api/v2/status",
                "/assets/x/../../api/v2/status",
                "/assets/%2e%2e/status",
            })
    void noIdBecomesACallThatIsOpen(String target) {
        RawHttp.Answer answer = http.get(target);
        assertThat(answer.status()).describedAs(answer.text()).isIn(401, 404);
        assertThat(answer.body()).startsWith("{\"detail\":").doesNotContain("\"needed\"", "\"events\"");
    }

    @Test
    void anIdIsDecodedOnceAndNeverAPath() {
        for (String id : List.of("a%2Fb", "..", "%2e%2e", "a%252Fb", "%3Cscript%3E", "a+b", "x".repeat(3_000))) {
            RawHttp.Answer answer = http.get("/api/v2/connections/" + id + "/history", EDITOR);
            assertThat(answer.status()).describedAs(id).isEqualTo(404);
            assertThat(answer.header("Content-Type")).contains("application/json");
        }
        assertThat(http.get("/api/v2/connections/a%252Fb/history", EDITOR).body())
                .contains("`a%2Fb`");
        assertThat(http.get("/api/v2/connections/a+b/history", EDITOR).body()).contains("`a+b`");
        assertThat(http.get("/api/v2/connections//history", EDITOR).body()).isEqualTo("{\"detail\":\"Not Found\"}");
    }

    @Test
    void aBodyThatIsTooLongIsRefusedBeforeItIsRead() {
        RawHttp.Answer announced =
                http.write(head("POST", "/api/v2/session", JSON, "Content-Length: 1000000000000") + "{\"token\":");
        assertThat(announced.status()).isEqualTo(413);
        assertThat(announced.body()).isEqualTo("{\"detail\":\"The body must not be longer than 16384 bytes\"}");
        RawHttp.Answer ofAnEditor =
                http.write(head("POST", "/api/v2/reload", JSON, EDITOR, "Content-Length: 1048577") + "{");
        assertThat(ofAnEditor.body()).isEqualTo("{\"detail\":\"The body must not be longer than 1048576 bytes\"}");
    }

    @Test
    void soManyConnectAndNoMore() throws Exception {
        List<Socket> open = new ArrayList<>();
        try (ApiServer other = service.api(Map.of())) {
            for (int i = 0; i < 1_000; i++) {
                open.add(new Socket(InetAddress.getLoopbackAddress(), other.port()));
            }
            try (Socket oneMore = new Socket(InetAddress.getLoopbackAddress(), other.port())) {
                oneMore.setSoTimeout(20_000);
                assertThat(oneMore.getInputStream().read()).isEqualTo(-1);
            }
            for (Socket socket : open) {
                socket.close();
            }
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> new RawHttp(other.port()).get("/health/live").status() == 200);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void aBodyThatGoesOnAndOnIsRefused() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(head("POST", "/api/v2/session", JSON, "Transfer-Encoding: chunked")
                            .getBytes(StandardCharsets.UTF_8));
            byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.UTF_8);
            try {
                for (int i = 0; i < 1_000; i++) {
                    socket.getOutputStream().write(chunk);
                }
            } catch (IOException e) {
                // the connection is closed while this still sends
            }
            assertThat(firstLine(socket)).isIn("HTTP/1.1 413 Request Entity Too Large", "");
        }
        assertThat(http.get("/health/live").status()).isEqualTo(200);
    }

    private static String firstLine(Socket socket) {
        try {
            return new String(socket.getInputStream().readNBytes(39), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return ""; // what was sent in vain takes the answer with it
        }
    }

    @Test
    void jsonThatIsNestedForEverIsRefused() {
        String deep = "{\"token\":" + "[".repeat(10_000);
        RawHttp.Answer answer =
                http.write(head("POST", "/api/v2/session", JSON, "Content-Length: " + deep.length()) + deep);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().length()).isLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"token\":\"a\",\"token\":\"b\"}",
                "{\"token\":\"a\"} {}",
                "{'token':'a'}",
                "{\"token\":NaN}",
                "\u0000",
                "null",
                "\"token\"",
                "{\"token\":{\"@class\":\"java.net.URL\"}}",
            })
    void whatIsNoSuchJsonIsRefused(String body) {
        RawHttp.Answer answer =
                http.write(head("POST", "/api/v2/session", JSON, "Content-Length: " + body.length()) + body);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).startsWith("{\"detail\":[{\"type\":\"").doesNotContain("Exception", "com.fasterxml");
    }

    @Test
    void theApiAnswersWhileOthersAreSlow() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
                slow.add(socket);
                socket.getOutputStream()
                        .write(("POST /api/v2/session HTTP/1.1\r\nHost: localhost\r\n" + JSON
                                        + "\r\nContent-Length: 100\r\n\r\n{")
                                .getBytes(StandardCharsets.UTF_8));
            }
            assertThat(http.get("/api/v2/status", EDITOR).status()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** In what the process tells of itself, wherever somebody could look. */
    @Test
    void noSecretComesOut() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        String session;
        StringBuilder told = new StringBuilder();
        try {
            RawHttp.Answer signedIn =
                    http.write(head("POST", "/api/v2/session", JSON, "Content-Length: 19") + "{\"token\":\"edit-it\"}");
            session = signedIn.header("Set-Cookie").orElseThrow().replaceAll(".*?=([^;]*);.*", "$1");
            told.append(signedIn.body());
            http.write(head("POST", "/api/v2/session", JSON, "Content-Length: 19") + "{\"token\":\"guess-1\"}");
            http.call(
                    "POST",
                    "/api/v2/reload",
                    "Cookie: wadi_session_" + api.port() + "=" + session,
                    "Sec-Fetch-Site: same-origin");
            for (String target : List.of(
                    "/",
                    "/metrics",
                    "/health/ready",
                    "/api/v2/status",
                    "/api/v2/usages",
                    "/api/v2/activity",
                    "/api/v2/session",
                    "/api/v2/connections/mails/history",
                    "/api/v2/connections/mails/measures")) {
                RawHttp.Answer answer = http.get(target, EDITOR);
                assertThat(answer.status()).describedAs(target).isEqualTo(200);
                told.append(answer.text());
            }
            Path audit = home.resolve("state/audit.jsonl");
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> Files.readString(audit).contains("reload"));
            told.append(Files.readString(audit));
            List.copyOf(log.list)
                    .forEach(event -> told.append(event.getFormattedMessage()).append(event.getMDCPropertyMap()));
            Thread.getAllStackTraces().keySet().forEach(thread -> told.append(thread.getName()));
        } finally {
            root.detachAppender(log);
        }
        assertThat(session).hasSize(43);
        assertThat(told)
                .isNotEmpty()
                .doesNotContain("hunter2")
                .doesNotContain("edit-it")
                .doesNotContain("guess-1");
        assertThat(told).doesNotContain(session);
    }
}
