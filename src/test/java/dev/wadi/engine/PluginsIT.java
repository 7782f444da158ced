package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.connection.Connections;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.PluginArtifacts;
import dev.wadi.testing.MuteServer;
import dev.wadi.testing.TestingMongo;
import dev.wadi.testing.TestingRedis;
import dev.wadi.testing.TestingSftp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What does not come with Wadi, from real jars in a {@code plugins} folder: Camel's components, clients and a driver. The
 * build puts the jars into {@code target/test-plugins}; the class path of the tests has none of them. Redis is real, MongoDB
 * a stand-in that speaks its protocol. Of SQL Server there is no artifact, so that its driver meets closed ports and wrong
 * answers only.
 */
class PluginsIT {

    private static final Path JARS = Path.of("target/test-plugins");

    private static final String INSERT_AND_FIND =
            """
            - from:
                uri: direct:insert
                steps:
                  - to: conn:my_mongo?collection=orders&operation=insert
            - from:
                uri: direct:all
                steps:
                  - to: conn:my_mongo?collection=orders&operation=findAll
            """;

    private final Path home;
    private final TestingWorkspace workspace;

    PluginsIT(@TempDir Path home) {
        this.home = home;
        this.workspace = new TestingWorkspace(home);
    }

    @AfterEach
    void close() {
        workspace.close();
    }

    /** Copies the jars of one kind of connection into {@code plugins}. */
    private void plugins(String kind) throws Exception {
        Path plugins = Files.createDirectories(home.resolve("plugins"));
        try (Stream<Path> jars = Files.list(JARS.resolve(kind))) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, plugins.resolve(jar.getFileName()));
            }
        }
    }

    private CamelContext start(String file) throws Exception {
        CamelContext context = workspace.start().camelContext();
        assertThat(workspace.problems(file)).isEmpty();
        return context;
    }

    @Test
    void redisKeepsWhatARouteSets() throws Exception {
        plugins("redis");
        workspace.connections("cache.yaml", redis());
        workspace.routes(
                "cache.yaml",
                """
                - from:
                    uri: direct:set
                    steps:
                      - setHeader: {name: CamelRedis.Key, constant: greeting}
                      - setHeader: {name: CamelRedis.Value, simple: "${body}"}
                      - to: conn:my_redis?command=SET
                - from:
                    uri: direct:get
                    steps:
                      - setHeader: {name: CamelRedis.Key, constant: greeting}
                      - to: conn:my_redis?command=GET
                """);
        ProducerTemplate template = start("cache.yaml").createProducerTemplate();
        template.sendBody("direct:set", "hello");
        assertThat(TestingRedis.shared().ask("DBSIZE")).isEqualTo(":1");
        assertThat(template.requestBody("direct:get", "", String.class)).isEqualTo("hello");
    }

    @Test
    void mongoKeepsWhatARouteInserts() throws Exception {
        plugins("mongo");
        workspace.connections("docs.yaml", mongo("schema: shop"));
        workspace.routes("docs.yaml", INSERT_AND_FIND);
        ProducerTemplate template = start("docs.yaml").createProducerTemplate();
        template.sendBody("direct:insert", Map.of("item", "tea", "count", 3));
        List<?> found = template.requestBody("direct:all", null, List.class);
        assertThat(found).hasSize(1).first().asString().contains("item=tea", "count=3");
    }

    @Test
    void redisTellsARouteWhatIsPublished() throws Exception {
        plugins("redis");
        workspace.connections("cache.yaml", redis());
        workspace.routes(
                "news.yaml",
                """
                - from:
                    uri: conn:my_redis?command=SUBSCRIBE&channels=news
                    steps:
                      - to: seda:heard
                - from:
                    uri: direct:tell
                    steps:
                      - setHeader: {name: CamelRedis.Channel, constant: news}
                      - setHeader: {name: CamelRedis.Message, simple: "${body}"}
                      - to: conn:my_redis?command=PUBLISH
                """);
        CamelContext context = start("news.yaml");
        context.createProducerTemplate().sendBody("direct:tell", "it rains");
        assertThat(context.createConsumerTemplate().receiveBody("seda:heard", 10_000, String.class))
                .isEqualTo("it rains");
    }

    @Test
    void mongoIsSignedInToWithTheConnectionsLogin() throws Exception {
        plugins("mongo");
        workspace.connections(
                "docs.yaml",
                mongo(
                        "login: app, password: 'p@ss/geheim', schema: shop, extra: {authSource: people, serverSelectionTimeoutMS: 2000}"));
        workspace.routes("docs.yaml", INSERT_AND_FIND);
        ProducerTemplate template = start("docs.yaml").createProducerTemplate();
        assertThatThrownBy(() -> template.sendBody("direct:insert", Map.of("item", "tea")))
                .rootCause()
                .hasMessageContaining("saslStart")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void mongoIsNotSpokenToInClearWhenTheConnectionWantsTls() throws Exception {
        plugins("mongo");
        workspace.connections("docs.yaml", mongo("schema: shop, extra: {ssl: true, serverSelectionTimeoutMS: 1000}"));
        workspace.routes("docs.yaml", INSERT_AND_FIND);
        ProducerTemplate template = start("docs.yaml").createProducerTemplate();
        assertThatThrownBy(() -> template.sendBody("direct:insert", Map.of("item", "tea")))
                .rootCause()
                .hasMessageStartingWith("Timed out while waiting for a server");
    }

    @Test
    void theClientOfMongoClosesWithTheConnection() throws Exception {
        plugins("mongo");
        workspace.connections("docs.yaml", mongo("schema: shop"));
        workspace.routes("docs.yaml", INSERT_AND_FIND);
        start("docs.yaml").createProducerTemplate().requestBody("direct:all", (Object) null);
        assertThat(clientThreads()).isPositive();
        workspace.close();
        await().atMost(Duration.ofSeconds(10)).until(() -> clientThreads() == 0);
    }

    private static long clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cluster-"))
                .count();
    }

    private String tested(String connection) {
        workspace.connections("c.yaml", connection);
        Workspace files = workspace.workspace();
        try (Connections connections = files.connections()) {
            return connections.test(files.connectionSet().definitions().get(0), Duration.ofSeconds(2));
        } catch (ConnectionException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void serversOfRedisAndMongoAreTested() throws Exception {
        plugins("redis");
        plugins("mongo");
        int closed = MuteServer.closedPort();
        String there = " accepts connections; nobody signed in";
        int port = TestingRedis.shared().port();
        assertThat(tested(redis())).isEqualTo("127.0.0.1:" + port + " answers PING");
        String mongo = "127.0.0.1:" + TestingMongo.shared().port();
        assertThat(tested(mongo("schema: shop"))).isEqualTo(mongo + " answers ping");
        assertThat(tested(mongo("login: app, password: geheim")))
                .isEqualTo("connection 'my_mongo': " + mongo + " refused the login");
        String ssh = "127.0.0.1:" + TestingSftp.shared().port();
        assertThat(tested("c: {conn_type: mongo, host: 127.0.0.1, extra: {ssl: true}, port: "
                        + TestingSftp.shared().port() + "}"))
                .isEqualTo("connection 'c': TLS with " + ssh + " failed");
        assertThat(tested("c: {conn_type: redis, host: 127.0.0.1, port: "
                        + TestingSftp.shared().port() + "}"))
                .isEqualTo(
                        "connection 'c': 127.0.0.1:" + TestingSftp.shared().port() + " does not answer as Redis does");
        for (String type : List.of("redis", "mongo")) {
            assertThat(tested("c: {conn_type: " + type + ", host: 127.0.0.1, port: " + closed + "}"))
                    .isEqualTo("connection 'c': cannot reach 127.0.0.1:" + closed + ": connection refused");
        }
        assertThat(tested("c: {conn_type: camel, extra: {component: spring-redis, properties: {host: 127.0.0.1, port: "
                        + port + "}}}"))
                .isEqualTo("127.0.0.1:" + port + there);
    }

    @Test
    void theDriverOfSqlServerTellsWhatIsWrongWithItsServer() throws Exception {
        plugins("mssql");
        int closed = MuteServer.closedPort();
        assertThat(tested(mssql("127.0.0.1", closed)))
                .isEqualTo("connection 'c': cannot connect to 127.0.0.1:" + closed + ": Connection refused");
        assertThat(tested(mssql("no-such-host.invalid", 1433)))
                .isEqualTo("connection 'c': cannot connect to no-such-host.invalid:1433: the host name is not known");
        int ssh = TestingSftp.shared().port();
        assertThat(tested(mssql("127.0.0.1", ssh)))
                .startsWith("connection 'c': cannot connect to 127.0.0.1:" + ssh + ": ")
                .doesNotContain("geheim");
        try (MuteServer mute = new MuteServer()) {
            assertThat(tested(mssql("127.0.0.1", mute.port())))
                    .isEqualTo("connection 'c': no answer from 127.0.0.1:" + mute.port() + " within 2 s");
        }
    }

    @Test
    void aRouteGetsTheDriverOfSqlServerToo() throws Exception {
        plugins("mssql");
        workspace.connections("c.yaml", mssql("127.0.0.1", MuteServer.closedPort()));
        workspace.routes("r.yaml", "- from: {uri: 'direct:a', steps: [{to: 'conn:c/select 1'}]}\n");
        ProducerTemplate template = start("r.yaml").createProducerTemplate();
        assertThatThrownBy(() -> template.sendBody("direct:a", ""))
                .rootCause()
                .hasMessageContaining("Connection refused")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void theArtifactsThatMessagesNameAreThoseThatAreTested() throws Exception {
        assertThat(JARS.resolve("mssql").resolve(named(mssql("127.0.0.1", 1)))).exists();
        assertThat(JARS.resolve("redis").resolve(named(redis()))).exists();
        assertThat(JARS.resolve("mongo").resolve(named(mongo("schema: shop")))).exists();
        String driver = PluginArtifacts.coordinates("org.mongodb", "mongodb-driver-sync");
        assertThat(JARS.resolve("mongo").resolve(driver.replaceAll("[^:]+:(.+):(.+)", "$1-$2.jar")))
                .exists();
    }

    /** The file of the artifact that a message asks for. */
    private String named(String connection) {
        return tested(connection).replaceAll(".* Put [^:]+:([^: ]+):(\\S+) .*", "$1-$2.jar");
    }

    private static String mssql(String host, int port) {
        return "c: {conn_type: mssql, host: " + host + ", port: " + port
                + ", login: sa, password: geheim, extra: {encrypt: 'false', loginTimeout: 2, wadi: {pool: {connectionTimeout: 1000, validationTimeout: 500}}}}\n";
    }

    private static String redis() {
        return "my_redis: {conn_type: redis, host: 127.0.0.1, port: "
                + TestingRedis.shared().port() + "}\n";
    }

    private static String mongo(String more) {
        return "my_mongo: {conn_type: mongo, host: 127.0.0.1, port: "
                + TestingMongo.shared().port() + ", " + more + "}\n";
    }
}
