package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What viewers and editors may do, and how browsers sign in (S-33, S-36, S-38). */
class RolesTest {

    private static final String SESSION = "/api/v2/session";
    private static final String STATUS = "/api/v2/status";
    private static final String RELOAD = "/api/v2/reload";
    private static final String JSON = "Content-Type: application/json";
    private static final String EDITOR = "Authorization: Bearer edit-it";
    private static final String VIEWER = "Authorization: Bearer view-it";

    private static Service service;
    private static ApiServer api;
    private static RawHttp http;

    @BeforeAll
    static void start(@TempDir Path home) throws Exception {
        service = Service.start(home, Map.of());
        api = service.api(Map.of("wadi.api.token", "edit-it", "wadi.api.viewer.token", "view-it"));
        http = new RawHttp(api.port());
    }

    @AfterAll
    static void stop() {
        api.close();
        service.close();
    }

    private static RawHttp.Answer send(String method, String target, String body, String... headers) {
        return http.write(method + " " + target + " HTTP/1.1\r\nHost: localhost:" + api.port() + "\r\nContent-Length: "
                + body.length() + "\r\nConnection: close\r\n" + String.join("\r\n", headers)
                + (headers.length == 0 ? "\r\n" : "\r\n\r\n") + body);
    }

    private static RawHttp.Answer signIn(String token) {
        return send("POST", SESSION, "{\"token\":\"" + token + "\"}", JSON);
    }

    private static String cookie(RawHttp.Answer signedIn) {
        return "Cookie: " + signedIn.header("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    @Test
    void aViewerReadsAndChangesNothing() {
        assertThat(http.get(STATUS, VIEWER).status()).isEqualTo(200);
        RawHttp.Answer refused = send("POST", RELOAD, "", VIEWER);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("{\"detail\":\"This is for the role editor, and yours is viewer\"}");
        assertThat(send("POST", RELOAD, "", EDITOR).status()).isEqualTo(200);
    }

    /** So that a call that is added is not open to viewers by mistake. */
    @Test
    void whateverIsNoGetIsForEditors() {
        Vertx vertx = Vertx.vertx();
        try {
            Callers anybody = new Callers(ApiTokens.NONE, new SessionCookie(false));
            assertThat(ApiServer.calls(
                            service.engine(),
                            service.settings(Map.of()),
                            InetAddress.getLoopbackAddress(),
                            anybody,
                            vertx))
                    .filteredOn(call -> !call.method().equals(HttpMethod.GET))
                    .filteredOn(call -> !call.path().equals(SESSION))
                    .isNotEmpty()
                    .allMatch(call -> call.role() == Role.EDITOR);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void whoHasNoTokenIsNobody() {
        assertThat(http.get(SESSION).body()).isEqualTo("{\"role\":null,\"needed\":true}");
        assertThat(http.get(SESSION, VIEWER).body()).isEqualTo("{\"role\":\"viewer\",\"needed\":true}");
        assertThat(http.get(STATUS).status()).isEqualTo(401);
    }

    @Test
    void onLoopbackWithoutTokensEverybodyIsAnEditor() {
        try (ApiServer open = service.api(Map.of())) {
            assertThat(new RawHttp(open.port()).get(SESSION).body())
                    .isEqualTo("{\"role\":\"editor\",\"needed\":false}");
        }
    }

    @Test
    void aTokenForViewersAloneMakesOneForEditors() {
        try (ApiServer viewed = service.api(Map.of("wadi.api.viewer.token", "view-it"))) {
            RawHttp there = new RawHttp(viewed.port());
            assertThat(there.get(STATUS).status()).isEqualTo(401);
            assertThat(there.get(SESSION, VIEWER).body()).contains("\"viewer\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"edit-it, editor, 200", "view-it, viewer, 403"})
    void aBrowserSignsInAndOut(String token, String role, int reload) {
        RawHttp.Answer signedIn = signIn(token);
        assertThat(signedIn.status()).isEqualTo(200);
        assertThat(signedIn.body()).isEqualTo("{\"role\":\"" + role + "\",\"needed\":true}");
        assertThat(signedIn.header("Set-Cookie").orElseThrow())
                .matches("wadi_session_" + api.port() + "=[A-Za-z0-9_-]{43}; HttpOnly; SameSite=Strict; Path=/");
        String cookie = cookie(signedIn);
        String own = "Origin: http://localhost:" + api.port();
        assertThat(http.get(SESSION, cookie).body()).isEqualTo("{\"role\":\"" + role + "\",\"needed\":true}");
        assertThat(http.get(STATUS, cookie).status()).isEqualTo(200);
        assertThat(send("POST", RELOAD, "", cookie, own).status()).isEqualTo(reload);

        RawHttp.Answer out = send("DELETE", SESSION, "", cookie, own);
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie").orElseThrow()).contains("=;").contains("Max-Age=0");
        assertThat(http.get(STATUS, cookie).status()).isEqualTo(401);
    }

    @Test
    void signingInAgainEndsTheSessionBefore() {
        String before = cookie(signIn("edit-it"));
        send("POST", SESSION, "{\"token\":\"edit-it\"}", JSON, before, "Sec-Fetch-Site: same-origin");
        assertThat(http.get(STATUS, before).status()).isEqualTo(401);
    }

    @Test
    void anotherSiteCannotUseTheSession() {
        String cookie = cookie(signIn("edit-it"));
        assertThat(send("POST", RELOAD, "", cookie, "Origin: https://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(send("POST", RELOAD, "", cookie, "Sec-Fetch-Site: cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(send("POST", RELOAD, "", cookie).status()).isEqualTo(403);
        assertThat(send("POST", RELOAD, "a=b", cookie, "Sec-Fetch-Site: same-origin", "Content-Type: text/plain")
                        .status())
                .isEqualTo(415);
        assertThat(send("POST", RELOAD, "", cookie, "Sec-Fetch-Site: same-origin")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s; %1$s", "%s=", "x%s", "wadi_session_1=%2$s", "wadi_session=%2$s", "%s\r\nCookie: %1$s"})
    void onlyTheOneCookieIsASession(String form) {
        String name = cookie(signIn("edit-it")).substring("Cookie: ".length());
        String shown = String.format(form, name, name.substring(name.indexOf('=') + 1));
        assertThat(http.get(STATUS, "Cookie: " + shown).status()).isEqualTo(401);
    }

    @Test
    void aWrongTokenSignsNobodyInAndNobodyMayGuessOn() {
        try (ApiServer guessed = service.api(Map.of("wadi.api.token", "edit-it"))) {
            RawHttp there = new RawHttp(guessed.port());
            String call = "POST " + SESSION + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + JSON
                    + "\r\nContent-Length: 19\r\n\r\n{\"token\":\"guess-1\"}";
            for (int i = 0; i < 10; i++) {
                RawHttp.Answer wrong = there.write(call);
                assertThat(wrong.status()).isEqualTo(401);
                assertThat(wrong.header("Set-Cookie")).isEmpty();
            }
            RawHttp.Answer refused = there.write(call.replace("guess-1", "edit-it"));
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).contains("60");
            assertThat(there.get(STATUS, EDITOR).status()).isEqualTo(200);
        }
    }

    @Test
    void wrongTokensInHeadersAreBoundedToo() {
        try (ApiServer guessed = service.api(Map.of("wadi.api.token", "edit-it"))) {
            RawHttp there = new RawHttp(guessed.port());
            for (int i = 0; i < 100; i++) {
                assertThat(there.get(STATUS, "Authorization: Bearer guess").status())
                        .isEqualTo(401);
            }
            assertThat(there.get(STATUS, EDITOR).status()).isEqualTo(429);
            assertThat(there.get("/health/live").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                      | missing         | token",
                "{\"token\":1}           | string_type     | token",
                "{\"token\":\"x\",\"a\":1} | extra_forbidden | a",
                "{\"token\":             | json_invalid    | ",
                "[]                      | dict_type       | ",
            })
    void whatIsNoSignInIsSaidWithoutRepeatingIt(String body, String type, String field) {
        RawHttp.Answer wrong = send("POST", SESSION, body, JSON);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("\"type\":\"" + type + "\"")
                .contains(field == null ? "\"body\"" : "\"loc\":[\"body\",\"" + field + "\"]");
    }

    @Test
    void cookiesAreForHttpsAloneWhereASettingSaysSo() {
        try (ApiServer secure = service.api(Map.of("wadi.api.token", "edit-it", "wadi.api.secure_cookies", "true"))) {
            assertThat(new RawHttp(secure.port())
                            .write("POST " + SESSION + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + JSON
                                    + "\r\nContent-Length: 19\r\n\r\n{\"token\":\"edit-it\"}")
                            .header("Set-Cookie")
                            .orElseThrow())
                    .endsWith("; Secure");
        }
    }

    @Test
    void anOriginThatIsLetInCallsWithATokenAndWithoutCookies() {
        String tools = "Origin: https://tools.example.com";
        String cross = "Sec-Fetch-Site: cross-site";
        try (ApiServer shared =
                service.api(Map.of("wadi.api.token", "edit-it", "wadi.api.cors", "https://tools.example.com"))) {
            RawHttp there = new RawHttp(shared.port());
            RawHttp.Answer answer = there.get(STATUS, tools, cross, EDITOR);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Access-Control-Allow-Origin")).contains("https://tools.example.com");
            assertThat(answer.header("Vary")).contains("Origin");
            assertThat(answer.text()).doesNotContainIgnoringCase("Allow-Credentials");
            assertThat(there.get(STATUS, tools, cross).status()).isEqualTo(401);

            RawHttp.Answer preflight = there.call("OPTIONS", STATUS, tools, "Access-Control-Request-Method: PATCH");
            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.header("Access-Control-Allow-Headers").orElseThrow())
                    .contains("Authorization");

            for (String other : new String[] {
                "https://tools.example.com.evil.example",
                "http://tools.example.com",
                "https://tools.example.com:444",
                "null"
            }) {
                RawHttp.Answer refused = there.get(STATUS, "Origin: " + other, cross, EDITOR);
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.header("Access-Control-Allow-Origin")).isEmpty();
            }
            assertThat(there.get(STATUS, tools + "\r\nOrigin: https://evil.example", EDITOR)
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void anOriginThatIsLetInHasNoUseOfASession() {
        try (ApiServer shared =
                service.api(Map.of("wadi.api.token", "edit-it", "wadi.api.cors", "https://tools.example.com"))) {
            RawHttp there = new RawHttp(shared.port());
            String cookie = cookie(there.write("POST " + SESSION + " HTTP/1.1\r\nHost: localhost:" + shared.port()
                    + "\r\nConnection: close\r\n" + JSON + "\r\nContent-Length: 19\r\n\r\n{\"token\":\"edit-it\"}"));
            assertThat(there.get(STATUS, cookie).status()).isEqualTo(200);
            assertThat(there.get(STATUS, cookie, "Origin: https://tools.example.com")
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void everyOriginIsLetInOnLoopbackAloneAndNeedsAToken() {
        assertThatThrownBy(() -> service.api(Map.of("wadi.api.host", "0.0.0.0", "wadi.api.cors", "*")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("wadi.api.cors: * lets in every page, and is for a loopback address only, not for 0.0.0.0."
                        + " Name the origins, such as https://tools.example.com.");
        try (ApiServer shared = service.api(Map.of("wadi.api.cors", "*"))) {
            assertThat(new RawHttp(shared.port())
                            .get(STATUS, "Origin: https://evil.example")
                            .status())
                    .isEqualTo(401);
        }
    }
}
