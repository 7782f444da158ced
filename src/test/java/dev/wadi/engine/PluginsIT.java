package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.testing.TestingMongo;
import dev.wadi.testing.TestingRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What comes with no Wadi, from real jars in a {@code plugins} folder. The build puts the jars into {@code
 * target/test-plugins}; the class path of the tests has none of them.
 */
class PluginsIT {

    private static final Path JARS = Path.of("target/test-plugins");

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
        workspace.connections("cache.yaml", "my_redis: {conn_type: redis, host: 127.0.0.1, port: " + TestingRedis.shared().port() + "}\n");
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
        workspace.connections("docs.yaml", "my_mongo: {conn_type: mongo, host: 127.0.0.1, schema: shop, port: " + TestingMongo.shared().port() + "}\n");
        workspace.routes(
                "docs.yaml",
                """
                - from:
                    uri: direct:insert
                    steps:
                      - to: conn:my_mongo?collection=orders&operation=insert
                - from:
                    uri: direct:all
                    steps:
                      - to: conn:my_mongo?collection=orders&operation=findAll
                """);
        ProducerTemplate template = start("docs.yaml").createProducerTemplate();
        template.sendBody("direct:insert", Map.of("item", "tea", "count", 3));
        List<?> found = template.requestBody("direct:all", null, List.class);
        assertThat(found).hasSize(1).first().asString().contains("item=tea", "count=3");
    }
}
