package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.wadi.config.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who may call the API (S-33, S-34, S-36 to S-38, S-41). There are no JWTs here that could be got wrong. */
class GuardTest {

    private static final String STATUS = "/api/v2/status";
    private static final String TOKEN = "correct-horse-battery-staple";

    private static Service service;
    private static ApiServer open;
    private static ApiServer closed;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        service = Service.start(home, Map.of());
        open = service.api(Map.of());
        closed = service.api(Map.of("wadi.api.host", "0.0.0.0", "wadi.api.token", TOKEN));
    }

    @AfterAll
    static void stop() {
        open.close();
        closed.close();
        service.close();
    }

    private static RawHttp open() {
        return new RawHttp(open.port());
    }

    private static RawHttp closed() {
        return new RawHttp(closed.port());
    }

    @Test
    void onLoopbackNoTokenIsNeeded() {
        assertThat(open().get(STATUS).status()).isEqualTo(200);
        assertThat(open().get("/health/ready").body()).contains("\"checks\"");
    }

    @Test
    void onAnyOtherAddressATokenIsNeeded() {
        RawHttp.Answer answer = closed().get(STATUS);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.body())
                .isEqualTo("{\"detail\":\"A token is needed: send 'Authorization: Bearer' with the value of"
                        + " wadi.api.token\"}");
        assertThat(closed().get(STATUS, "Authorization: Bearer " + TOKEN).status())
                .isEqualTo(200);
    }

    @Test
    void aTokenThatIsSetIsNeededOnLoopbackToo() {
        try (ApiServer server = service.api(Map.of("wadi.api.token", TOKEN))) {
            RawHttp http = new RawHttp(server.port());
            assertThat(http.get(STATUS).status()).isEqualTo(401);
            assertThat(http.get(STATUS, "Authorization: bearer " + TOKEN).status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer",
                "Authorization: Bearer ",
                "Authorization: Bearer null",
                "Authorization: Bearer correct-horse-battery-stapl",
                "Authorization: Bearer correct-horse-battery-staple2",
                "Authorization: Bearer CORRECT-HORSE-BATTERY-STAPLE",
                "Authorization: correct-horse-battery-staple",
                "Authorization: Basic Y29ycmVjdC1ob3JzZS1iYXR0ZXJ5LXN0YXBsZQ==",
                "Authorization: Bearer wrong\r\nAuthorization: Bearer correct-horse-battery-staple",
                "Cookie: token=correct-horse-battery-staple",
                "X-Forwarded-For: 127.0.0.1",
                "Host: localhost"
            })
    void nothingButTheTokenOpens(String header) {
        assertThat(closed().get(STATUS, header).status()).isIn(400, 401, 403);
    }

    @Test
    void theTokenInTheAddressOpensNothing() {
        assertThat(closed().get(STATUS + "?token=" + TOKEN).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health",
                "/health/",
                "/health/live/",
                "/health/live/x",
                "/health/livex",
                "/health/LIVE",
                "/api/v2/connections/health/live",
                "/api/v2/status/health/live",
                "/api/v2/status;/health/live",
                "/api/v2/status?/health/live",
                "/api/v2/status%2f..%2f..%2f..%2fhealth/live",
                "/health/../api/v2/status",
                "/health/live/../../api/v2/status",
                "/health/%2e%2e/api/v2/status",
                "/health/%2E%2E/api/v2/status",
                "/health/live/%2e%2e/%2e%2e/api/v2/status",
                "/health/..%2fapi/v2/status",
                "/health%2flive",
                "/health/live%00",
                "/health/live;x=/api/v2/status",
                "/health\\..\\api/v2/status",
                "//api/v2/status",
                "//health/live",
                "/health//live",
                "/./api/v2/status",
                "/metrics",
                "/observe/health",
                "http://localhost/api/v2/status",
                "http://localhost/health/../api/v2/status"
            })
    void healthAloneIsOpenAndOnlyByItsExactPath(String target) {
        RawHttp.Answer answer = closed().get(target);
        assertThat(answer.status()).describedAs(answer.text()).isIn(400, 401, 404);
        assertThat(answer.body()).doesNotContain("started_at", "\"status\"");
    }

    @Test
    void withoutTheTokenHealthSaysOnlyUpOrDown() {
        assertThat(closed().get("/health/live").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(closed().get("/health/ready").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(closed().get("/health/ready", "Authorization: Bearer wrong").body())
                .isEqualTo("{\"status\":\"UP\"}");
        assertThat(closed().get("/health/ready", "Authorization: Bearer " + TOKEN)
                        .body())
                .isEqualTo("{\"status\":\"UP\",\"checks\":[]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8081",
                "127.0.0.1",
                "127.0.0.1:1",
                "[::1]",
                "[::1]:8081",
            })
    void onLoopbackTheHostIsThisMachine(String host) {
        assertThat(open().send("GET " + STATUS + " HTTP/1.1", "Host: " + host).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "localhost.",
                "127.0.0.1.nip.io",
                "evil.example:8081",
                "localhost@evil.example",
                "localhost:8081@evil.example",
                "localhost:8081, evil.example",
                "[::2]",
                "[::1].evil.example",
                "127.1",
                "2130706433",
                "0.0.0.0",
                "",
            })
    void aNameThatSomebodyElsePointsHereIsRefused(String host) {
        for (String path : List.of(STATUS, "/health/live", "/nothing")) {
            RawHttp.Answer answer = open().send("GET " + path + " HTTP/1.1", "Host: " + host);
            assertThat(answer.status()).describedAs(answer.text()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo("{\"detail\":\"Refused: the request comes from another web site\"}");
        }
    }

    @Test
    void noHostOrTwoAreRefused() {
        assertThat(open().send("GET " + STATUS + " HTTP/1.1").status()).isIn(400, 403);
        assertThat(open().send("GET " + STATUS + " HTTP/1.0").status()).isEqualTo(403);
        assertThat(open().send("GET " + STATUS + " HTTP/1.1", "Host: localhost", "Host: evil.example")
                        .status())
                .isIn(400, 403);
        assertThat(open().send("GET http://evil.example" + STATUS + " HTTP/1.1", "Host: evil.example")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: null",
                "Origin: http://evil.example",
                "Origin: https://localhost.evil.example",
                "Origin: http://localhost:1",
                "Origin: http://127.0.0.1",
                "Origin: ",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: whatever",
                "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site",
            })
    void otherSitesAreRefused(String header) {
        assertThat(open().get(STATUS, header).status()).isEqualTo(403);
        assertThat(closed().get(STATUS, header, "Authorization: Bearer " + TOKEN)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theOwnSiteIsNotRefused() {
        assertThat(open().get(STATUS, "Origin: http://localhost:" + open.port(), "Sec-Fetch-Site: same-origin")
                        .status())
                .isEqualTo(200);
        assertThat(open().get(STATUS, "Sec-Fetch-Site: none").status()).isEqualTo(200);
    }

    @Test
    void noOtherSiteIsInvited() {
        RawHttp.Answer preflight = open().call(
                        "OPTIONS",
                        STATUS,
                        "Origin: http://evil.example",
                        "Access-Control-Request-Method: GET",
                        "Access-Control-Request-Headers: authorization");
        assertThat(preflight.status()).isEqualTo(403);
        assertThat(preflight.text()).doesNotContainIgnoringCase("Access-Control-Allow");
        assertThat(open().get(STATUS).text()).doesNotContainIgnoringCase("Access-Control-Allow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get"})
    void onlyGetAndHeadAreAllowed(String method) {
        assertThat(open().call(method, "/nothing").status()).isIn(400, 404);
        for (String path : List.of(STATUS, "/health/live")) {
            RawHttp.Answer answer = open().call(method, path);
            assertThat(answer.status()).describedAs(answer.text()).isIn(400, 405);
            assertThat(answer.status() == 400 || answer.header("Allow").equals(java.util.Optional.of("GET, HEAD")))
                    .isTrue();
        }
    }

    @Test
    void headersCannotChangeTheMethodOrThePath() {
        assertThat(closed().get("/health/live", "X-HTTP-Method-Override: DELETE", "X-Original-URL: " + STATUS)
                        .body())
                .isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() {
        RawHttp.Answer answer = open().call("HEAD", "/health/live");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Length")).contains("15");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void everyAnswerHasTheSecurityHeaders() {
        List<RawHttp.Answer> answers = List.of(
                open().get(STATUS),
                open().get("/health/live"),
                open().get("/nothing"),
                open().call("POST", STATUS),
                open().get(STATUS, "Sec-Fetch-Site: cross-site"),
                open().get("/%zz"),
                open().get("/" + "x".repeat(5000)),
                open().get(STATUS, "X: " + "x".repeat(9000)),
                closed().get(STATUS));
        for (RawHttp.Answer answer : answers) {
            assertThat(answer.header("Content-Type")).describedAs(answer.text()).contains("application/json");
            assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.header("X-Frame-Options")).contains("DENY");
            assertThat(answer.header("Cache-Control")).contains("no-store");
            assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'; frame-ancestors 'none'");
            assertThat(answer.header("Server")).isEmpty();
            assertThat(answer.body()).startsWith("{");
        }
    }

    @Test
    void anErrorIsADetailWithoutAStackTrace() {
        assertThat(open().get("/nothing").status()).isEqualTo(404);
        assertThat(open().get("/nothing").body()).isEqualTo("{\"detail\":\"Not Found\"}");
        assertThat(open().get("/%zz").body()).isEqualTo("{\"detail\":\"Bad Request\"}");
        assertThat(open().write("nonsense\r\n\r\n").status()).isEqualTo(400);
    }

    @Test
    void requestsAreBounded() {
        assertThat(open().get("/" + "x".repeat(5000)).status()).isEqualTo(414);
        assertThat(open().get(STATUS, "X: " + "x".repeat(9000)).status()).isEqualTo(431);
    }

    @Test
    void aBodyIsNotReadToItsEnd() {
        RawHttp.Answer answer = open().write("POST " + STATUS + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Length: 1000000000000\r\n\r\nthe connection is closed although it was not asked for");
        assertThat(answer.status()).isEqualTo(405);
    }

    @Test
    void aTokenIsMadeAndPrintedOnceWhenNoneIsGiven() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        try (ApiServer server = service.api(Map.of("wadi.api.host", "0.0.0.0"))) {
            RawHttp http = new RawHttp(server.port());
            Pattern made = Pattern.compile("Made for this run: (\\S{43}) ");
            List<String> tokens = List.copyOf(log.list).stream()
                    .map(event -> made.matcher(event.getFormattedMessage()))
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .toList();
            assertThat(tokens).hasSize(1);
            assertThat(http.get(STATUS).status()).isEqualTo(401);
            assertThat(http.get(STATUS, "Authorization: Bearer " + tokens.get(0))
                            .status())
                    .isEqualTo(200);
            assertThat(log.list.stream()
                            .filter(event -> event.getFormattedMessage().contains(tokens.get(0))))
                    .hasSize(1);
        } finally {
            root.detachAppender(log);
        }
    }

    @Test
    void aTokenThatIsGivenIsNotPrinted() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        try (ApiServer server = service.api(Map.of("wadi.api.host", "0.0.0.0", "wadi.api.token", TOKEN))) {
            new RawHttp(server.port()).get(STATUS, "Authorization: Bearer " + TOKEN);
            assertThat(log.list).noneMatch(event -> event.getFormattedMessage().contains(TOKEN));
        } finally {
            root.detachAppender(log);
        }
    }

    @Test
    void twoTokensThatAreMadeDiffer() {
        assertThat(ApiToken.random().text()).isNotEqualTo(ApiToken.random().text());
        assertThat(ApiToken.random()).hasToString("ApiToken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "{{env:TOKEN}}", "tökén", "line\nbreak"})
    void aTokenThatNobodyCouldPresentIsAProblem(String token) {
        assertThatThrownBy(() -> service.api(Map.of("wadi.api.token", token)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("wadi.api.token: must be letters, digits and signs, without blanks or placeholders."
                        + " Choose another one, or set WADI_API_TOKEN in the environment.");
    }
}
