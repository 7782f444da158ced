package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;

    ApiServerTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeEach
    void folders() throws Exception {
        Files.createDirectories(home.resolve("connections"));
        Files.createDirectories(home.resolve("routes"));
    }

    private void connections(String yaml) throws Exception {
        Files.writeString(home.resolve("connections/all.yaml"), yaml);
    }

    private void route(String name, String yaml) throws Exception {
        Files.writeString(home.resolve("routes").resolve(name), yaml);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String withoutTimes(JsonNode json) {
        return json.toString().replaceAll("\"\\d{4}-\\d\\d-\\d\\dT[^\"]+Z\"", "\"…\"");
    }

    @Test
    void theStatusTellsOfConnectionsFilesAndProblems() throws Exception {
        connections(
                """
                mails:
                  conn_type: imap
                  host: 127.0.0.1
                  port: 1
                  login: ada
                  password: hunter2
                  extra: {colour: blue}
                nowhere:
                  conn_type: imap
                  host: 127.0.0.1
                  login: ada
                  password: "{{env:NOT_SET}}"
                chat:
                  conn_type: discord
                  password: hunter2
                """);
        route("good.yaml", "- from: {uri: 'direct:good', steps: [{log: good}]}\n");
        route("later.yaml", "- from: {uri: 'direct:later', steps: [{to: 'conn:warehouse/x'}]}\n");
        route("wrong.yaml", "- from: {uri: 'tmer:x', steps: [{log: x}]}\n");
        try (Service service = Service.start(home, Map.of());
                ApiServer server = service.api(Map.of())) {
            RawHttp.Answer answer = new RawHttp(server.port()).get("/api/v2/status");
            JsonNode status = JSON.readTree(answer.body());
            assertThat(names(status))
                    .containsExactly("started_at", "port", "folder", "connections", "files", "problems");
            assertThat(withoutTimes(status.get("connections")))
                    .isEqualTo(
                            """
                            [{"conn_id":"chat","conn_type":"discord","state":"opaque","reason":"connections of type\
                             'discord' are kept and cannot be used here","since":"…"},\
                            {"conn_id":"mails","conn_type":"imap","state":"open","reason":"","since":"…"},\
                            {"conn_id":"nowhere","conn_type":"imap","state":"failing","reason":"FILE:12:13:\
                             nowhere.password: the environment variable 'NOT_SET' is not set. Set it before the\
                             start.","since":"…"},\
                            {"conn_id":"warehouse","conn_type":"","state":"missing","reason":"it is not defined; used\
                             by 'later' at ROUTES/later.yaml:1:44","since":"…"}]"""
                                    .replace(
                                            "FILE",
                                            home.resolve("connections/all.yaml").toString())
                                    .replace("ROUTES", home.resolve("routes").toString()));
            assertThat(withoutTimes(status.get("files")))
                    .isEqualTo(
                            """
                            [{"file":"HOME/good.yaml","state":"loaded","reason":"","routes":["good"],\
                            "waiting_for":[],"problems":[],"since":"…","loaded_at":"…"},\
                            {"file":"HOME/later.yaml","state":"waiting","reason":"waits for connection warehouse",\
                            "routes":["later"],"waiting_for":["warehouse"],"problems":[{"severity":"error","file":"HOME/later.yaml",\
                            "line":1,"column":44,"path":"warehouse","what":"no connection named 'warehouse'",\
                            "fix":"'wadi connections add warehouse' makes one","text":"HOME/later.yaml:1:44: warehouse:\
                             no connection named 'warehouse'. 'wadi connections add warehouse' makes one."}],\
                            "since":"…","loaded_at":""},\
                            {"file":"HOME/wrong.yaml","state":"rejected","reason":"HOME/wrong.yaml:1:15: tmer: no\
                             component 'tmer'. Did you mean 'timer'? A URI begins with the name of a Camel component, or\
                             with conn: and a conn_id.","routes":["wrong"],"waiting_for":[],\
                            "problems":[{"severity":"error","file":"HOME/wrong.yaml","line":1,"column":15,\
                            "path":"tmer","what":"no component 'tmer'","fix":"Did you mean 'timer'? A URI begins with\
                             the name of a Camel component, or with conn: and a conn_id",\
                            "text":"HOME/wrong.yaml:1:15: tmer: no component 'tmer'. Did you mean 'timer'? A URI begins\
                             with the name of a Camel component, or with conn: and a conn_id."}],"since":"…","loaded_at":""}]"""
                                    .replace("HOME", home.resolve("routes").toString()));
            assertThat(answer.body()).doesNotContain("hunter2", "ada", "127.0.0.1");
        }
    }

    /** Exceptions of Camel and of drivers like to repeat what they were given. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp:ada:hunter2@127.0.0.1:1?passiveMode=nonsense",
                "ftp:ada@127.0.0.1:1?password=hunter2&passiveMode=nonsense",
                "smtp:127.0.0.1:1?username=ada&password=hunter2&nosuch=1",
                "imap:127.0.0.1:1?username=ada&password=hunter2&closeFolder=nonsense",
                "ftp:ada@127.0.0.1:nonsense?password=hunter2",
                "timer:x?period=1s&password=hunter2",
                "conn:mails/INBOX?password=hunter2&nosuch=hunter2",
            })
    void aSecretInARouteThatFailsIsNotTold(String uri) throws Exception {
        connections("mails: {conn_type: imap, host: 127.0.0.1, port: 1, login: ada, password: hunter2}\n");
        route("a.yaml", "- from: {uri: '" + uri + "', steps: [{log: x}]}\n");
        route("b.yaml", "- from: {uri: 'direct:b', steps: [{to: '" + uri + "'}]}\n");
        try (Service service = Service.start(home, Map.of());
                ApiServer server = service.api(Map.of())) {
            String answer = new RawHttp(server.port()).get("/api/v2/status").body();
            assertThat(answer).contains("a.yaml").doesNotContain("hunter2", "Exception");
        }
    }

    @Test
    void oneMissingConnectionDoesNotMakeTheServiceUnready() throws Exception {
        connections("nowhere: {conn_type: imap, host: 127.0.0.1, login: ada, password: '{{env:NOT_SET}}'}\n");
        route("later.yaml", "- from: {uri: 'direct:later', steps: [{to: 'conn:warehouse/x'}]}\n");
        route("good.yaml", "- from: {uri: 'direct:good', steps: [{log: good}]}\n");
        try (Service service = Service.start(home, Map.of());
                ApiServer server = service.api(Map.of())) {
            RawHttp.Answer answer = new RawHttp(server.port()).get("/health/ready");
            assertThat(answer.status()).isEqualTo(200);
            JsonNode health = JSON.readTree(answer.body());
            assertThat(health.get("status").asText()).isEqualTo("UP");
            assertThat(health.get("checks").findValuesAsText("name"))
                    .containsExactly(
                            "connection nowhere",
                            "connection warehouse",
                            "routes " + home.resolve("routes/good.yaml"),
                            "routes " + home.resolve("routes/later.yaml"));
            assertThat(health.get("checks").findValuesAsText("status")).containsExactly("DOWN", "DOWN", "UP", "DOWN");
            assertThat(health.get("checks").findValuesAsText("state"))
                    .containsExactly("failing", "missing", "loaded", "waiting");
        }
    }

    @Test
    void filesAreReadAgainWhenTheServiceIsTold() throws Exception {
        try (Service service = Service.start(home, Map.of());
                ApiServer server = service.api(Map.of())) {
            connections("mails: {conn_type: imap, host: 127.0.0.1, port: 1, login: ada, password: hunter2}\n");
            RawHttp.Answer answer = new RawHttp(server.port()).call("POST", "/api/v2/reload");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(JSON.readTree(answer.body()).get("connections").findValuesAsText("state"))
                    .containsExactly("open");
        }
    }

    @Test
    void usagesTellWhatUsesAConnectionAndHowItsFileIs() throws Exception {
        connections("shop: {conn_type: sqlite, host: ':memory:'}\n");
        route(
                "all.yaml",
                """
                - from: {uri: 'direct:one', steps: [{to: {uri: 'conn:shop/select 1'}}]}
                - from: {uri: 'direct:two', steps: [{toD: {uri: 'conn:${header.id}/select 1'}}]}
                """);
        try (Service service = Service.start(home, Map.of());
                ApiServer server = service.api(Map.of())) {
            String answer = new RawHttp(server.port()).get("/api/v2/usages").body();
            assertThat(answer.replace(home + "/", ""))
                    .isEqualTo(
                            """
                            {"usages":[{"conn_id":"shop","route":"all","where":"routes/all.yaml:1:48","how":"uses",\
                            "state":"loaded","leases":1},\
                            {"conn_id":"shop","route":"all-2","where":"routes/all.yaml:2:49","how":"may use",\
                            "state":"loaded","leases":1}]}""");
        }
    }

    @Test
    void aServiceThatStopsIsAliveAndNotReady() throws Exception {
        Service service = Service.start(home, Map.of());
        try (ApiServer server = service.api(Map.of())) {
            service.close();
            RawHttp http = new RawHttp(server.port());
            assertThat(http.get("/health/ready").status()).isEqualTo(503);
            assertThat(http.get("/health/ready").body()).isEqualTo("{\"status\":\"DOWN\",\"checks\":[]}");
            assertThat(http.get("/health/live").status()).isEqualTo(200);
        }
    }

    @Test
    void aPortThatIsTakenIsSaidInOneSentence() throws Exception {
        try (Service service = Service.start(home, Map.of());
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThatThrownBy(() -> service.api(Map.of("wadi.api.port", port)))
                    .isInstanceOf(ApiException.class)
                    .hasMessage("The API cannot be served at http://127.0.0.1:" + port + ": Address already in use."
                            + " Stop what uses the port, or set another one by --api-port or wadi.api.port");
        }
    }

    @Test
    void anAddressThatIsNotOfThisMachineIsSaidInOneSentence() throws Exception {
        try (Service service = Service.start(home, Map.of())) {
            assertThatThrownBy(() -> service.api(Map.of("wadi.api.host", "nowhere.invalid")))
                    .isInstanceOf(ApiException.class)
                    .hasMessage("There is no address 'nowhere.invalid' to serve the API on. Change wadi.api.host");
            assertThatThrownBy(() -> service.api(Map.of("wadi.api.host", "192.0.2.1")))
                    .isInstanceOf(ApiException.class)
                    .hasMessage("The API cannot be served at http://192.0.2.1:0: Cannot assign requested address."
                            + " Stop what uses the port, or set another one by --api-port or wadi.api.port");
        }
    }

    @Test
    void itsThreadsAreGoneAfterClose() throws Exception {
        try (Service service = Service.start(home, Map.of())) {
            ApiServer server = service.api(Map.of());
            new RawHttp(server.port()).get("/health/live");
            server.close();
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                            .extracting(Thread::getName)
                            .noneMatch(name -> name.startsWith("vert.x") || name.startsWith("wadi-api")));
        }
    }
}
