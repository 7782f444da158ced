package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections as beans of a service: what Camel finds of them, and what it must not find. */
class ConnBeansIT {

    private final Path home;

    ConnBeansIT(@TempDir Path home) {
        this.home = home;
    }

    @BeforeEach
    void folders() throws Exception {
        Files.createDirectories(home.resolve("connections"));
        Files.createDirectories(home.resolve("routes"));
    }

    private Engine start(String connections, String route) throws Exception {
        Files.writeString(home.resolve("connections/all.yaml"), connections);
        Files.writeString(home.resolve("routes/r.yaml"), route);
        Map<String, String> flags = Map.of(
                "wadi.connections", home.resolve("connections").toString(),
                "wadi.routes", home.resolve("routes").toString(),
                "wadi.port", "0");
        return Engine.of(Workspace.of(Settings.read(flags, Map.of()), Map.of())).start();
    }

    private String sqlite(String connId) {
        return connId + ": {conn_type: sqlite, host: '" + home.resolve("a.db") + "'}\n";
    }

    private List<String> problems(Engine engine) {
        return engine.status().files().get(0).problems().stream()
                .map(Problem::toString)
                .map(text -> text.replace(home.resolve("routes") + "/", ""))
                .toList();
    }

    private static Object ask(CamelContext context) {
        return context.createProducerTemplate().requestBody("direct:a", "select 1 as n");
    }

    @Test
    void theOnlyDatabaseIsNotPickedSilently() throws Exception {
        try (Engine engine = start(sqlite("my_db"), "- from: {uri: 'direct:a', steps: [{to: 'sql:select 1'}]}\n")) {
            assertThat(engine.status().files().get(0).state()).isEqualTo(RouteFileStatus.State.REJECTED);
            assertThat(problems(engine)).hasSize(1).first().asString().containsIgnoringCase("dataSource");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sql:select 1 as n?dataSource=#my_db",
                "sql:select 1 as n?dataSource=#bean:my_db",
                "sql:select 1 as n?dataSource=my_db",
                "jdbc:my_db",
                "conn:my_db/select 1 as n",
            })
    void aDatabaseIsFoundByItsConnId(String uri) throws Exception {
        try (Engine engine =
                start(sqlite("my_db"), "- from: {uri: 'direct:a', steps: [{to: {uri: '" + uri + "'}}]}\n")) {
            assertThat(problems(engine)).isEmpty();
            assertThat(ask(engine.camelContext())).hasToString("[{n=1}]");
        }
    }

    @Test
    void aStringConvertsToTheDataSourceOfAConnId() throws Exception {
        try (Engine engine = start(sqlite("my_db"), "[]\n")) {
            var converter = engine.camelContext().getTypeConverter();
            DataSource source = converter.mandatoryConvertTo(DataSource.class, "my_db");
            assertThat(source)
                    .isSameAs(engine.camelContext().getRegistry().lookupByNameAndType("my_db", DataSource.class));
            assertThat(converter.convertTo(DataSource.class, "my_dbx")).isNull();
        }
    }

    @Test
    void aConnIdMayBeTheNameOfSomethingOfCamels() throws Exception {
        StringBuilder connections = new StringBuilder();
        for (String name : List.of("log", "timer", "direct", "simple", "constant", "json-jackson", "sql", "bean")) {
            connections.append(sqlite("'" + name + "'"));
        }
        String route =
                """
                - from:
                    uri: direct:a
                    steps:
                      - to: log:seen
                      - setBody: {simple: '{"n": "${body.length()}"}'}
                      - unmarshal: {json: {library: Jackson}}
                      - setHeader: {name: x, constant: y}
                      - marshal: {json: {library: Jackson}}
                      - to: sql:select 2 as n?dataSource=#sql
                """;
        try (Engine engine = start(connections.toString(), route)) {
            assertThat(problems(engine)).isEmpty();
            assertThat(ask(engine.camelContext())).hasToString("[{n=2}]");
        }
    }

    @Test
    void aConnectionThatFailsBreaksNothingOfCamelsThatHasItsName() throws Exception {
        String connections =
                """
                log: {conn_type: sqlite, host: '{{env:NOT_SET}}'}
                simple: {conn_type: package_index, host: '{{env:NOT_SET}}'}
                direct: {conn_type: file, extra: {path: '{{env:NOT_SET}}'}}
                """;
        String route = "- from: {uri: 'direct:a', steps: [{to: 'log:a'}, {setBody: {simple: 'x${body}'}}]}\n";
        try (Engine engine = start(connections, route)) {
            assertThat(problems(engine)).isEmpty();
            assertThat(ask(engine.camelContext())).isEqualTo("xselect 1 as n");
        }
    }

    @Test
    void whatIsNotAConnectionIsNotConverted() throws Exception {
        try (Engine engine = start(sqlite("my_db"), "[]\n")) {
            CamelContext context = engine.camelContext();
            assertThatThrownBy(() -> context.getEndpoint("sql:select 1?dataSource=#nothing")
                            .start())
                    .hasMessageContaining("nothing");
        }
    }
}
