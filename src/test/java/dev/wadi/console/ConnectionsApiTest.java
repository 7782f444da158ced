package dev.wadi.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wadi.connection.Fernet;
import dev.wadi.console.TestingApi.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections over the API: the documented calls of Airflow's, and what is refused. */
class ConnectionsApiTest {

    private static final String CONNECTIONS = "/api/v2/connections";
    private static final String SHOP = CONNECTIONS + "/shop";

    @TempDir
    private Path home;

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(home.resolve("connections"));
        Files.createDirectories(home.resolve("routes"));
        write(
                "all.yaml",
                """
                # All of them.
                shop: {conn_type: sqlite, host: %s}   # the shop's
                db:
                  conn_type: postgres
                  host: db.example.com   # moved in May
                  port: 5432
                  login: app
                  password: hunter2
                  schema: sales
                  extra: {sslmode: require, sslpassword: hunter3}
                """
                        .formatted(home.resolve("shop.db")));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(home.resolve("connections").resolve(name), text);
    }

    private String read(String name) throws IOException {
        return Files.readString(home.resolve("connections").resolve(name));
    }

    private static List<String> ids(Answer answer) {
        return StreamSupport.stream(answer.body().path("connections").spliterator(), false)
                .map(one -> one.path("connection_id").asText())
                .toList();
    }

    @Test
    void aConnectionIsShownInAirflowsFieldsWithoutItsSecrets() throws Exception {
        try (TestingApi api = new TestingApi(home)) {
            Answer answer = api.get(CONNECTIONS + "/db");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().toString())
                    .isEqualTo("{\"connection_id\":\"db\",\"conn_type\":\"postgres\",\"description\":null,"
                            + "\"host\":\"db.example.com\",\"login\":\"app\",\"schema\":\"sales\",\"port\":5432,"
                            + "\"password\":\"***\",\"extra\":\"{\\\"sslmode\\\": \\\"require\\\", \\\"sslpassword\\\":"
                            + " \\\"***\\\"}\",\"team_name\":null}");
            assertThat(answer.header("ETag").orElseThrow()).matches("\"[\\w-]{16}\"");
        }
    }

    @Test
    void aPortThatIsAPlaceholderIsNoneForClientsOfAirflowAndStaysWhenTheyDoNotSendIt() throws Exception {
        write("web.yaml", "web: {conn_type: http, host: web.example.com, port: '{{env:WEB_PORT:8080}}'}\n");
        try (TestingApi api = new TestingApi(home)) {
            assertThat(api.get(CONNECTIONS + "/web").body().path("port").isNull())
                    .isTrue();
            assertThat(api.get(CONNECTIONS + "?connection_id_pattern=web")
                            .body()
                            .at("/connections/0/port")
                            .isNull())
                    .isTrue();
            assertThat(api.get(CONNECTIONS + "/web?include=wadi")
                            .body()
                            .path("port")
                            .asText())
                    .isEqualTo("{{env:WEB_PORT:8080}}");
            assertThat(api.patch(CONNECTIONS + "/web", "{\"description\": \"a\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(read("web.yaml")).contains("{{env:WEB_PORT:8080}}");
        }
    }

    @Test
    void connectionsAreListedPagedOrderedAndFound() throws Exception {
        write("more.yaml", "a1: {conn_type: http, host: x}\nA2: {conn_type: http}\nb_1: {conn_type: http, host: y}\n");
        try (TestingApi api = new TestingApi(home)) {
            assertThat(ids(api.get(CONNECTIONS))).containsExactly("a1", "A2", "b_1", "db", "shop");
            assertThat(ids(api.get(CONNECTIONS + "?limit=2&offset=1"))).containsExactly("A2", "b_1");
            assertThat(api.get(CONNECTIONS + "?limit=2")
                            .body()
                            .path("total_entries")
                            .asInt())
                    .isEqualTo(5);
            assertThat(ids(api.get(CONNECTIONS + "?order_by=-connection_id&limit=2")))
                    .containsExactly("shop", "db");
            assertThat(ids(api.get(CONNECTIONS + "?order_by=conn_type&order_by=-host")))
                    .containsExactly("b_1", "a1", "A2", "db", "shop");
            assertThat(ids(api.get(CONNECTIONS + "?connection_id_pattern=%25A%25")))
                    .containsExactly("a1", "A2");
            assertThat(ids(api.get(CONNECTIONS + "?connection_id_pattern=B_1"))).containsExactly("b_1");
            assertThat(ids(api.get(CONNECTIONS + "?connection_id_pattern=ho"))).containsExactly("shop");
            assertThat(ids(api.get(CONNECTIONS + "?connection_id_pattern=ho%20%7C%20__1")))
                    .containsExactly("b_1", "shop");
            assertThat(ids(api.get(CONNECTIONS + "?connection_id_pattern=~"))).hasSize(5);
            assertThat(ids(api.get(CONNECTIONS + "?connection_id_prefix_pattern=a")))
                    .containsExactly("a1");
            assertThat(ids(api.get(CONNECTIONS + "?conn_type=sqlite&include=wadi")))
                    .containsExactly("shop");
            assertThat(ids(api.get(CONNECTIONS + "?order_by=port"))).startsWith("db");
            assertThat(ids(api.get(CONNECTIONS + "?order_by=-port"))).startsWith("db");
            assertThat(api.get(CONNECTIONS + "?order_by=password").status()).isEqualTo(400);
            assertThat(api.get(CONNECTIONS + "?order_by=password").detail())
                    .startsWith("Ordering by this is not possible. Use one of conn_id, ");
            assertThat(api.get(CONNECTIONS + "?order_by=id" + "&order_by=id".repeat(10))
                            .status())
                    .isEqualTo(400);
            assertThat(api.get(CONNECTIONS + "?limit=-1").status()).isEqualTo(422);
        }
    }

    @Test
    void whatWadiKnowsIsToldWhenItIsAskedFor() throws Exception {
        Files.writeString(
                home.resolve("routes/a.yaml"),
                """
                - route: {id: reads, from: {uri: "direct:a", steps: [{to: "conn:shop/select 1"}, {to: "conn:gone/x"}]}}
                """);
        try (TestingApi api = new TestingApi(home, Map.of("AIRFLOW_CONN_DB", "postgres://env"), Map.of())) {
            JsonNode listed = api.get(CONNECTIONS + "?include=wadi").body();

            JsonNode db = listed.path("connections").path(0);
            assertThat(db.path("host").asText()).isEqualTo("env");
            JsonNode details = db.path("wadi");
            assertThat(details.path("source").asText()).isEqualTo("environment");
            assertThat(details.path("why_not_writable").asText())
                    .isEqualTo("it is defined by the variable AIRFLOW_CONN_DB, which is changed where it is set");
            assertThat(details.path("shadows").path("line").asInt()).isEqualTo(3);
            JsonNode gone = listed.path("connections").path(1);
            assertThat(gone.path("connection_id").asText()).isEqualTo("gone");
            assertThat(gone.path("wadi").path("state").asText()).isEqualTo("missing");
            JsonNode shop = listed.path("connections").path(2).path("wadi");
            assertThat(shop.path("state").asText()).isEqualTo("open");
            assertThat(shop.path("line").asInt()).isEqualTo(2);
            assertThat(shop.path("users").asInt()).isEqualTo(1);
            assertThat(listed.path("wadi").path("writable").asBoolean()).isTrue();
            assertThat(api.get(SHOP + "/usages")
                            .body()
                            .path("usages")
                            .path(0)
                            .path("route")
                            .asText())
                    .isEqualTo("reads");
            assertThat(api.get(CONNECTIONS + "/gone").status()).isEqualTo(404);
            assertThat(api.patch(CONNECTIONS + "/db", "{\"host\": \"x\"}").status())
                    .isEqualTo(409);
        }
    }

    @Test
    void aConnectionIsCreatedInAFileOfItsOwnAndIsThereAtOnce() throws Exception {
        try (TestingApi api = new TestingApi(home)) {
            Answer created = api.post(
                    CONNECTIONS,
                    """
                    {"connection_id": "stock", "conn_type": "sqlite", "host": "%s", "description": "what there is",
                     "extra": "{\\"wadi\\": {\\"drain\\": \\"5s\\"}}"}"""
                            .formatted(home.resolve("stock.db")));

            assertThat(created.status()).isEqualTo(201);
            assertThat(created.body().path("connection_id").asText()).isEqualTo("stock");
            assertThat(read("stock.yaml"))
                    .isEqualTo(
                            """
                            stock:
                              conn_type: sqlite
                              description: what there is
                              host: %s
                              extra:
                                wadi:
                                  drain: "5s"
                            """
                                    .formatted(home.resolve("stock.db")));
            assertThat(api.service().engine().connections().connIds()).contains("stock");
            assertThat(api.post(CONNECTIONS, "{\"connection_id\": \"stock\", \"conn_type\": \"http\"}")
                            .detail())
                    .startsWith("The Connection with connection_id: `stock` already exists, at ");
        }
    }

    @Test
    void aConnectionIsPutIntoTheFileThatIsNamed() throws Exception {
        try (TestingApi api = new TestingApi(home)) {
            String body = "{\"connection_id\": \"stock\", \"conn_type\": \"http\", \"host\": \"stock.example.com\"}";

            assertThat(api.post(CONNECTIONS + "?file=all.yaml", body).status()).isEqualTo(201);

            assertThat(read("all.yaml"))
                    .startsWith("# All of them.\n")
                    .endsWith("stock:\n  conn_type: http\n  host: stock.example.com\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.yaml",
                "/tmp/evil.yaml",
                "..%5Cevil.yaml",
                "a%00.yaml",
                "%252e%252e%252fevil.yaml",
                "sub/evil.yaml",
                ".hidden.yaml",
                ".git",
                "evil.sh",
                "linked.yaml"
            })
    void noFileOutsideOfTheFolderIsWritten(String file) throws Exception {
        Path outside = Files.writeString(home.resolve("outside.yaml"), "{}\n");
        Files.createSymbolicLink(home.resolve("connections/linked.yaml"), outside);
        try (TestingApi api = new TestingApi(home)) {
            Answer answer =
                    api.post(CONNECTIONS + "?file=" + file, "{\"connection_id\": \"evil\", \"conn_type\": \"http\"}");

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.invalid()).startsWith("[\"query\",\"file\"] Must be the name of a");
            assertThat(outside).hasContent("{}\n");
        }
    }

    @Test
    void onlyTheFieldsOfTheMaskAreWrittenAndCommentsStay() throws Exception {
        try (TestingApi api = new TestingApi(home)) {
            Answer answer = api.patch(
                    CONNECTIONS + "/db?update_mask=schema&update_mask=description",
                    "{\"connection_id\": \"db\", \"conn_type\": \"postgres\", \"schema\": \"stock\", \"login\": \"eve\","
                            + " \"description\": \"a\"}");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().path("login").asText()).isEqualTo("app");
            assertThat(read("all.yaml"))
                    .contains(
                            "host: db.example.com   # moved in May",
                            "schema: stock",
                            "password: hunter2",
                            "login: app");
        }
    }

    @Test
    void whatHidesASecretKeepsItAtAnyDepth() throws Exception {
        try (TestingApi api = new TestingApi(home)) {
            Answer answer = api.patch(
                    CONNECTIONS + "/db",
                    "{\"password\": \"***\", \"extra\": \"{\\\"sslpassword\\\": \\\"***\\\", \\\"application_name\\\":"
                            + " \\\"x\\\", \\\"sslmode\\\": \\\"require\\\"}\"}");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(read("all.yaml")).contains("hunter2", "hunter3", "application_name");
            assertThat(api.patch(CONNECTIONS + "/db", "{\"password\": \"new-1\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(read("all.yaml")).contains("new-1", "hunter3").doesNotContain("hunter2");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"host\": \"evil.example.com\"} | host",
                "{\"host\": \"evil.example.com\", \"password\": \"***\"} | host",
                "{\"port\": 15432} | port",
                "{\"conn_type\": \"mysql\", \"extra\": {}} | conn_type",
                "{\"extra\": {\"sslmode\": \"disable\", \"sslpassword\": \"***\"}} | extra.sslmode"
            })
    void aStoredSecretIsNotTakenToAnotherPlace(String body, String moved) throws Exception {
        try (TestingApi api = new TestingApi(home)) {
            for (Answer answer : List.of(
                    api.patch(CONNECTIONS + "/db", body),
                    api.post(
                            CONNECTIONS + "/test",
                            body.replace("{\"", "{\"connection_id\": \"db\", \"")
                                    .replace("\"extra\": {\"connection_id\": \"db\", ", "\"extra\": {")))) {
                assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
                assertThat(answer.invalid())
                        .startsWith("[\"body\",\"password\"] Give it again: ")
                        .contains(moved);
            }
            assertThat(read("all.yaml")).contains("db.example.com", "sslmode: require");
        }
    }

    @Test
    void settingsThatSayNothingOfAPlaceKeepTheSecret() throws Exception {
        try (TestingApi api = new TestingApi(home)) {
            Answer answer = api.patch(
                    CONNECTIONS + "/db",
                    "{\"extra\": {\"sslmode\": \"require\", \"sslpassword\": \"***\", \"wadi\": {\"pool\": {\"maximumPoolSize\":"
                            + " 4}}}}");
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        }
    }

    @Test
    void aNewPlaceIsFineWithItsOwnSecret() throws Exception {
        try (TestingApi api = new TestingApi(home)) {
            assertThat(api.patch(
                                    CONNECTIONS + "/db",
                                    "{\"host\": \"127.0.0.1\", \"port\": 1, \"password\": \"its-own\", \"extra\": {}}")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aNewPlaceIsFineForTheSameSecretWhereItIsGivenAgain() throws Exception {
        try (TestingApi api = new TestingApi(home)) {
            String body = "{\"host\": \"127.0.0.1\", \"port\": 1, \"password\": \"hunter2\"%s}";
            assertThat(api.patch(CONNECTIONS + "/db", body.formatted("")).invalid())
                    .startsWith("[\"body\",\"extra\",\"sslpassword\"] Give it again: ");
            assertThat(api.patch(
                                    CONNECTIONS + "/db",
                                    body.formatted(
                                            ", \"extra\": {\"sslmode\": \"require\", \"sslpassword\": \"hunter3\"}"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void anEditOfAnOlderVersionIsRefusedWithWhatChanged() throws Exception {
        try (TestingApi api = new TestingApi(home)) {
            String seen = api.get(CONNECTIONS + "/db").header("ETag").orElseThrow();
            write(
                    "all.yaml",
                    read("all.yaml").replace("schema: sales", "schema: stock").replace("hunter2", "hunter9"));
            api.service().engine().reload();

            Answer refused = api.patch(CONNECTIONS + "/db", "{\"login\": \"eve\"}", "If-Match", seen);

            assertThat(refused.status()).isEqualTo(412);
            assertThat(refused.detail()).isEqualTo("connection 'db' was changed meanwhile. Look at it again");
            assertThat(refused.body().path("changed").toString())
                    .isEqualTo("[{\"path\":\"password\",\"before\":\"***\",\"now\":\"***\"},"
                            + "{\"path\":\"schema\",\"before\":\"sales\",\"now\":\"stock\"}]");
            assertThat(api.delete(CONNECTIONS + "/db", "If-Match", seen).status())
                    .isEqualTo(412);
            String now = api.get(CONNECTIONS + "/db").header("ETag").orElseThrow();
            assertThat(api.patch(CONNECTIONS + "/db", "{\"login\": \"eve\"}", "If-Match", now)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void ofTwoEditorsAtOnceOneIsTold() throws Exception {
        try (TestingApi api = new TestingApi(home)) {
            String seen = api.get(CONNECTIONS + "/db").header("ETag").orElseThrow();
            List<Callable<Integer>> edits = IntStream.range(0, 6)
                    .<Callable<Integer>>mapToObj(i ->
                            () -> api.patch(CONNECTIONS + "/db", "{\"description\": \"" + i + "\"}", "If-Match", seen)
                                    .status())
                    .toList();
            ExecutorService editors = Executors.newFixedThreadPool(6);
            try {
                List<Integer> statuses = new java.util.ArrayList<>();
                for (Future<Integer> edit : editors.invokeAll(edits)) {
                    statuses.add(edit.get());
                }
                assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
            } finally {
                editors.shutdown();
            }
        }
    }

    @Test
    void aConnectionIsDeletedAndGone() throws Exception {
        try (TestingApi api = new TestingApi(home)) {
            assertThat(api.delete(SHOP).status()).isEqualTo(204);

            assertThat(api.get(SHOP).detail()).isEqualTo("The Connection with connection_id: `shop` was not found");
            assertThat(api.delete(SHOP).status()).isEqualTo(404);
            assertThat(read("all.yaml"))
                    .startsWith("# All of them.\n")
                    .contains("db:")
                    .doesNotContain("shop:");
        }
    }

    @Test
    void severalChangesAreMadeEachByItself() throws Exception {
        try (TestingApi api = new TestingApi(home)) {
            Answer answer = api.patch(
                    CONNECTIONS,
                    """
                    {"actions": [
                     {"action": "create", "action_on_existence": "fail", "entities": [
                       {"connection_id": "one", "conn_type": "http", "host": "a.example.com"},
                       {"connection_id": "shop", "conn_type": "http"},
                       {"connection_id": "two", "conn_type": "postgres", "port": 99999}]},
                     {"action": "create", "action_on_existence": "skip", "entities": [
                       {"connection_id": "shop", "conn_type": "http"}]},
                     {"action": "create", "action_on_existence": "overwrite", "entities": [
                       {"connection_id": "one", "conn_type": "http", "host": "b.example.com"}]},
                     {"action": "update", "update_mask": ["login"], "entities": [
                       {"connection_id": "db", "conn_type": "postgres", "login": "bulk"},
                       {"connection_id": "nowhere", "conn_type": "http"}]},
                     {"action": "delete", "action_on_non_existence": "skip", "entities": ["shop", "nowhere"]}]}""");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body().toString())
                    .contains("\"create\":{\"success\":[\"one\",\"one\"],\"errors\":[{\"error\":\"The Connection with"
                            + " connection_id: `shop` already exists")
                    .contains(
                            "port: must be between 0 and 65535, was 99999. Leave it out to use the default of the type")
                    .contains("\"update\":{\"success\":[\"db\"],\"errors\":[{\"error\":\"The Connection with"
                            + " connection_id: `nowhere` was not found\",\"status_code\":404}]}")
                    .contains("\"delete\":{\"success\":[\"shop\"],\"errors\":[]}");
            assertThat(read("all.yaml")).contains("login: bulk").doesNotContain("shop:");
            assertThat(read("one.yaml")).contains("b.example.com");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"conn_type\": \"http\"} | [\"body\",\"connection_id\"] Field required",
                "{\"connection_id\": \"x\"} | [\"body\",\"conn_type\"] Field required",
                "{\"connection_id\": \"x\", \"conn_type\": \"http\", \"hots\": \"y\"} | [\"body\",\"hots\"] Extra inputs are"
                        + " not permitted: there is no field 'hots'",
                "{\"connection_id\": 5, \"conn_type\": \"http\"} | [\"body\",\"connection_id\"] Input should be a valid"
                        + " string",
                "{\"connection_id\": \"x\", \"conn_type\": \"http\", \"port\": \"many\"} | [\"body\",\"port\"] must be a"
                        + " number from 0 to 65535, was 'many'. Leave it out to use the default of the type",
                "{\"connection_id\": \"x\", \"conn_type\": \"http\", \"port\": true} | [\"body\",\"port\"] Input should be a"
                        + " valid integer",
                "{\"connection_id\": \"x\", \"conn_type\": \"http\", \"extra\": \"[1]\"} | [\"body\",\"extra\"] must be the"
                        + " JSON text of an object. Write an object, or its JSON text in single quotes",
                "{\"connection_id\": \"x\", \"conn_type\": \"http\", \"extra\": 5} | [\"body\",\"extra\"] Input should be an"
                        + " object, or its JSON text",
                "{\"connection_id\": \"x\", \"conn_type\": \"htpt\"} | [\"body\",\"conn_type\"] no connection type 'htpt'. Did"
                        + " you mean 'http'? 'wadi connections types' lists them",
                "{\"connection_id\": \"a/b\", \"conn_type\": \"http\"} | [\"body\",\"connection_id\"] A conn_id may hold"
                        + " letters, digits and _ - . only",
                "{\"connection_id\": \"<script>\", \"conn_type\": \"http\"} | [\"body\",\"connection_id\"] A conn_id may hold"
                        + " letters, digits and _ - . only",
                "{\"connection_id\": \"x\", \"conn_type\": \"postgres\", \"extra\": {\"socketFactory\": \"x\"}} |"
                        + " [\"body\",\"extra\",\"socketFactory\"] would load a class that the file names",
                "{\"connection_id\": \"x\", \"conn_type\": \"mysql\", \"extra\": {\"autoDeserialize\": true}} |"
                        + " [\"body\",\"extra\",\"autoDeserialize\"]",
                "{\"connection_id\": \"x\", \"conn_type\": \"postgres\", \"password\": \"***\"} | [\"body\",\"password\"]"
                        + " '***' keeps a stored value, and there is none. Give the value",
                "not JSON | [\"body\",3] JSON decode error",
                "[] | [\"body\"] Input should be a valid dictionary"
            })
    void whatIsWrongIsSaidBesideItsField(String body, String wrong) throws Exception {
        try (TestingApi api = new TestingApi(home)) {
            Answer answer = api.post(CONNECTIONS, body);

            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
            assertThat(answer.invalid()).startsWith(wrong);
            assertThat(home.resolve("connections")).isDirectoryNotContaining("glob:**/x.yaml");
        }
    }

    @Test
    void aGiantBodyIsRefused() throws Exception {
        try (TestingApi api = new TestingApi(home)) {
            String body = "{\"connection_id\": \"x\", \"conn_type\": \"http\", \"description\": \""
                    + "a".repeat(2 << 20) + "\"}";

            assertThat(api.post(CONNECTIONS, body).status()).isEqualTo(413);
        }
    }

    @Test
    void idsAsAirflowReadsThemAreFoundHoweverTheyAreWritten() throws Exception {
        write("odd.yaml", "'a/b c#'.replace: {conn_type: http}\n".replace("'a/b c#'.replace", "'a/b:c#(1)\\d'"));
        write(
                "long.yaml",
                "x".repeat(250) + ": {conn_type: http}\n'50%': {conn_type: http}\n".replace("'50%'", "a.b.c"));
        try (TestingApi api = new TestingApi(home)) {
            assertThat(api.get(CONNECTIONS + "/a%2Fb%3Ac%23(1)%5Cd").status()).isEqualTo(200);
            assertThat(api.get(CONNECTIONS + "/a/b%3Ac%23(1)%5Cd").status()).isEqualTo(404);
            assertThat(api.get(CONNECTIONS + "/" + "x".repeat(250)).status()).isEqualTo(200);
            assertThat(api.get(CONNECTIONS + "/a.b.c").status()).isEqualTo(200);
            assertThat(api.get(CONNECTIONS + "/%3Cscript%3E").detail())
                    .isEqualTo("The Connection with connection_id: `<script>` was not found");
            assertThat(new RawHttp(api.port()).get(CONNECTIONS + "/%zz").status())
                    .isEqualTo(400);
        }
    }

    @Test
    void withAKeySecretsAreWrittenAsTokens() throws Exception {
        String key = Fernet.newKey();
        try (TestingApi api = new TestingApi(home, Map.of("WADI_FERNET_KEY", key), Map.of())) {
            api.post(
                    CONNECTIONS,
                    "{\"connection_id\": \"x\", \"conn_type\": \"http\", \"host\": \"a.example.com\", \"password\":"
                            + " \"pw-1\", \"extra\": {\"X-Token\": \"pw-2\", \"open\": \"pw-3\"}}");
            assertThat(read("x.yaml"))
                    .contains("gAAAA", "pw-3")
                    .doesNotContain("pw-1")
                    .doesNotContain("pw-2");

            api.patch(CONNECTIONS + "/db", "{\"description\": \"now encrypted\"}");
            assertThat(read("all.yaml")).doesNotContain("hunter2").doesNotContain("hunter3");
            assertThat(api.get(CONNECTIONS + "/db").body().path("password").asText())
                    .isEqualTo("***");
        }
    }

    @Test
    void nothingIsWrittenWhereNothingMayBe() throws Exception {
        home.resolve("connections").toFile().setWritable(false);
        assumeFalse(Files.isWritable(home.resolve("connections")), "whoever runs this may write everywhere");
        try (TestingApi api = new TestingApi(home)) {
            assertThat(api.get(CONNECTIONS + "?include=wadi")
                            .body()
                            .path("wadi")
                            .path("why_not_writable")
                            .asText())
                    .endsWith("cannot be written. Check its permissions");
            assertThat(api.patch(SHOP, "{\"description\": \"a\"}").status()).isEqualTo(409);
        } finally {
            home.resolve("connections").toFile().setWritable(true);
        }
    }

    @Test
    void aCheckSaysWhatIsWrongAndWritesNothing() throws Exception {
        try (TestingApi api = new TestingApi(home)) {
            Answer checked = api.post(
                    CONNECTIONS + "/check",
                    "{\"connection_id\": \"shop\", \"conn_type\": \"postgres\", \"extra\": {\"sslmod\": \"x\","
                            + " \"sslmode\": \"sometimes\"}}");

            assertThat(checked.status()).isEqualTo(200);
            assertThat(checked.body().path("problems").toString())
                    .contains(
                            "{\"severity\":\"error\",\"path\":\"connection_id\",\"what\":\"There is a connection of this"
                                    + " name already\"")
                    .contains("\"path\":\"extra.sslmode\"");
            assertThat(api.post(
                                    CONNECTIONS + "/check?connection_id=shop",
                                    "{\"conn_type\": \"sqlite\", \"port\": \"x\"}")
                            .body()
                            .toString())
                    .contains("\"path\":\"port\"", "all.yaml");
            assertThat(api.post(CONNECTIONS + "/check", "{\"connection_id\": \"new_one\", \"conn_type\": \"http\"}")
                            .body()
                            .path("file")
                            .asText())
                    .endsWith("connections/new_one.yaml");
            assertThat(home.resolve("connections/new_one.yaml")).doesNotExist();
        }
    }

    @Test
    void typesAndTheirFormsAreTold() throws Exception {
        try (TestingApi api = new TestingApi(home)) {
            JsonNode types = api.get("/api/v2/types").body();
            assertThat(types.path("types").findValuesAsText("conn_type")).contains("postgres", "http", "aws", "camel");

            JsonNode form = api.get("/api/v2/types/postgresql").body();
            assertThat(form.path("title").asText()).isEqualTo("PostgreSQL");
            assertThat(form.path("fields").findValuesAsText("path"))
                    .contains("host", "extra.sslmode", "extra.wadi.pool.maximumPoolSize", "extra.wadi.drain");
            assertThat(form.path("refused").findValuesAsText("path")).contains("extra.socketFactory");
            assertThat(api.get("/api/v2/types/nosuch").status()).isEqualTo(404);
        }
    }
}
