package dev.wadi.connection.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.engine.Engine;
import dev.wadi.engine.TestingWorkspace;
import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunRequest;
import dev.wadi.testing.TestingPlugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes from plugins as connections, in a service: as stages, in routes, and under a conn_id. */
class CustomIT {

    private static final String TWO_ROWS =
            """
            - kind: transform
              name: people
              query: SELECT * FROM (VALUES (1, 'Anna'), (2, 'Ben')) v(id, name)
            """;

    @TempDir
    private Path home;

    private TestingWorkspace workspace;

    @BeforeEach
    void plugins() {
        workspace = new TestingWorkspace(home);
        TestingPlugins.jar(home.resolve("plugins/audit.jar"), "com/example/audit/AuditTrail.java");
        TestingPlugins.jar(home.resolve("plugins/memory.jar"), "com/example/memory/MemStore.java");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private List<String> audited() throws IOException {
        return Files.readAllLines(home.resolve("audit.jsonl"));
    }

    private RunReport run(Engine engine, String pipeline, Map<String, Object> parameters) {
        return engine.pipelines().run(pipeline, RunRequest.byCommand(Map.copyOf(parameters)));
    }

    private void assertDone(RunReport report) {
        assertThat(report.error()).isNull();
        assertThat(report.state()).isEqualTo(RunReport.State.DONE);
    }

    private String auditConnection(String connId) {
        return connId
                + ": {conn_type: custom, extra: {module: com.example.audit, classname: AuditTrail, params: {file: '"
                + home.resolve("audit.jsonl") + "'}}}\n";
    }

    @Test
    void aStageDescribesAClassInPlace() throws Exception {
        workspace.routes(
                "p.yaml",
                TWO_ROWS
                        + """
                        - kind: sink
                          name: log
                          connection:
                            kind: CustomConnection
                            module: com.example.audit
                            classname: AuditTrail
                            params: {file: '%s'}
                        """
                                .formatted(home.resolve("audit.jsonl")));
        assertDone(run(workspace.start(), "p", Map.of()));
        assertThat(workspace.problems("p.yaml")).isEmpty();
        assertThat(audited()).containsExactly("{\"id\":1,\"name\":\"Anna\"}", "{\"id\":2,\"name\":\"Ben\"}");
    }

    @Test
    void aStageNamesAClassByItsConnId() throws Exception {
        workspace.connections("audit.yaml", auditConnection("audit"));
        workspace.routes("p.yaml", TWO_ROWS + "- {kind: sink, name: log, connection: audit}\n");
        assertDone(run(workspace.start(), "p", Map.of()));
        assertThat(audited()).hasSize(2);
    }

    @Test
    void anAnkaFlowPipelineStoresClearsAndReads() throws Exception {
        String store = "connection: {kind: CustomConnection, module: com.example.memory, classname: MemStore, ";
        workspace.routes(
                "p.yaml",
                TWO_ROWS + "- {kind: sink, name: keep, " + store + "locator: kept}}\n"
                        + "- {kind: tap, name: kept, " + store + "params: {key: kept}}, show: 5, show_schema: true}\n"
                        + "- {kind: transform, name: more, query: 'SELECT id * 10 AS id, name FROM kept'}\n"
                        + "- {kind: sql, name: clear, query: CLEAR, " + store + "params: {key: kept}}}\n"
                        + "- {kind: sink, name: again, query: SELECT * FROM more, " + store + "locator: kept}}\n"
                        + "- {kind: tap, name: result, " + store + "locator: kept}}\n"
                        + "- {kind: sink, name: log, connection: audit}\n");
        workspace.connections("audit.yaml", auditConnection("audit"));
        Engine engine = workspace.start();
        assertThat(workspace.problems("p.yaml")).isEmpty();
        assertDone(run(engine, "p", Map.of()));
        assertThat(audited()).containsExactly("{\"id\":10,\"name\":\"Anna\"}", "{\"id\":20,\"name\":\"Ben\"}");
    }

    @Test
    void aRouteTapsSinksAndRunsStatements() throws Exception {
        workspace.connections(
                "mem.yaml",
                "mem: {conn_type: custom, host: memory.example, extra: {module: com.example.memory, classname: MemStore}}\n");
        workspace.routes(
                "r.yaml",
                """
                - from:
                    uri: direct:copy
                    steps:
                      - to: tap:mem?name=all&locator=routed
                      - to: sink:mem?locator=copied
                - from:
                    uri: direct:write
                    steps:
                      - to: conn:mem/routed
                - from:
                    uri: direct:count
                    steps:
                      - to: conn:mem/copied?query=COUNT
                - from:
                    uri: direct:clear
                    steps:
                      - to: statement:mem?locator=copied&query=CLEAR
                """);
        Engine engine = workspace.start();
        assertThat(workspace.problems("r.yaml")).isEmpty();
        ProducerTemplate template = engine.camelContext().createProducerTemplate();
        template.sendBody("direct:write", List.of(Map.of("id", 1), Map.of("id", 2)));
        template.sendBody("direct:write", Map.of("id", 3));
        template.sendBody("direct:copy", "");
        assertThat(template.requestBody("direct:count", "")).hasToString("[{rows=3}]");
        template.sendBody("direct:clear", "");
        assertThat(template.requestBody("direct:count", "")).hasToString("[{rows=0}]");
        assertThat(engine.connections().test("mem", Duration.ofSeconds(5))).matches("\\d+ keys at memory\\.example");
        assertThatThrownBy(() -> template.sendBody("direct:write", "text"))
                .rootCause()
                .hasMessage("the body must be a Map, which is a row, or several of them, and was a String");
    }

    @Test
    void aRouteBeginsWithWhatAClassDelivers() throws Exception {
        workspace.connections(
                "mem.yaml", "mem: {conn_type: custom, extra: {module: com.example.memory, classname: MemStore}}\n");
        workspace.routes(
                "r.yaml",
                """
                - from:
                    uri: conn:mem/polled?delay=100&initialDelay=10&query=all
                    steps:
                      - to: seda:polled
                      - to: statement:mem?locator=polled&query=CLEAR
                - from:
                    uri: direct:write
                    steps:
                      - to: conn:mem/polled
                """);
        Engine engine = workspace.start();
        assertThat(workspace.problems("r.yaml")).isEmpty();
        engine.camelContext().createProducerTemplate().sendBody("direct:write", Map.of("id", 7));
        ConsumerTemplate consumer = engine.camelContext().createConsumerTemplate();
        assertThat(consumer.receiveBody("seda:polled", 10_000)).hasToString("[{id=7}]");
    }

    @Test
    void aComponentOfCamelIsGivenItsOptions() throws Exception {
        TestingPlugins.folder(home.resolve("plugins/greeting"), "com/example/greeting/GreetingComponent.java");
        workspace.connections(
                "hello.yaml",
                "hello: {conn_type: custom, extra: {module: com.example.greeting, classname: GreetingComponent,"
                        + " params: {word: Salaam, times: 2}}}\n");
        workspace.routes("r.yaml", "- from: {uri: 'direct:greet', steps: [{to: 'conn:hello/!'}]}\n");
        Engine engine = workspace.start();
        assertThat(workspace.problems("r.yaml")).isEmpty();
        assertThat(engine.camelContext().createProducerTemplate().requestBody("direct:greet", "Anna"))
                .isEqualTo("Salaam Salaam Anna!");
        assertThat(engine.connections().test("hello", Duration.ofSeconds(5)))
                .isEqualTo("GreetingComponent is started; it has no test of its own");
    }

    @Test
    void whatAClassDoesNotOfferIsSaid() throws Exception {
        workspace.connections("audit.yaml", auditConnection("audit"));
        workspace.routes("p.yaml", "- {kind: tap, name: a, connection: audit}\n");
        workspace.routes("r.yaml", "- from: {uri: 'direct:a', steps: [{to: 'conn:audit?query=x'}]}\n");
        Engine engine = workspace.start();
        assertThat(run(engine, "p", Map.of()).error())
                .isEqualTo("stage 'a': connection 'audit': it cannot be read by a tap; it offers sink, conn:");
        assertThatThrownBy(() -> engine.camelContext().createProducerTemplate().sendBody("direct:a", ""))
                .rootCause()
                .hasMessage("custom connection 'audit' of AuditTrail cannot run statements: it has no StatementRunner");
    }

    @Test
    void whatAClassThrowsNamesTheConnectionAndTheMethod() throws Exception {
        TestingPlugins.jar(home.resolve("plugins/broken.jar"), "com/example/broken/Thrower.java");
        for (String at : List.of("new", "init", "test", "tap", "sink", "nowhere")) {
            workspace.connections(
                    at + ".yaml",
                    "at_" + at
                            + ": {conn_type: custom, extra: {module: com.example.broken, classname: Thrower, params: {at: "
                            + at + "}}}\n");
            workspace.routes("tap/" + at + ".yaml", "- {kind: tap, name: a, connection: at_" + at + ", show: 1}\n");
            workspace.routes("sink/" + at + ".yaml", TWO_ROWS + "- {kind: sink, name: a, connection: at_" + at + "}\n");
        }
        Engine engine = workspace.start();
        assertThat(engine.connections().status("at_new").orElseThrow().reason())
                .isEqualTo("connection 'at_new': Thrower.new failed: IllegalStateException: no licence");
        assertThat(engine.connections().status("at_init").orElseThrow().reason())
                .isEqualTo("connection 'at_init': Thrower.init failed: IOException: the disk is full");
        assertThatThrownBy(() -> engine.connections().test("at_test", Duration.ofSeconds(5)))
                .hasMessage("connection 'at_test': Thrower.test failed: IOException: the disk is full");
        assertThat(run(engine, "tap.tap", Map.of()).error())
                .isEqualTo("stage 'a': connection 'at_tap': Thrower.tap failed: IOException: the disk is full");
        assertThat(run(engine, "tap.nowhere", Map.of()).error())
                .isEqualTo("stage 'a': connection 'at_nowhere': Thrower.tap failed: it gave null");
        assertThat(run(engine, "sink.sink", Map.of()).error())
                .isEqualTo("stage 'a': connection 'at_sink': Thrower.sink failed: IOException: the disk is full");
        assertThat(run(engine, "sink.nowhere", Map.of()).error())
                .isEqualTo("stage 'a': connection 'at_nowhere': Thrower.sink failed: NumberFormatException:"
                        + " For input string: \"many\"");
    }

    @Test
    void aSourceThatFailsIsNotTheFailureOfTheClass() throws Exception {
        workspace.connections("audit.yaml", auditConnection("audit"));
        workspace.routes(
                "p.yaml",
                """
                - kind: transform
                  name: people
                  query: SELECT CASE WHEN i = 3000000 THEN CAST('x' || i AS INT) ELSE i END AS i FROM range(3000001) r(i)
                - {kind: sink, name: log, connection: audit}
                """);
        assertThat(run(workspace.start(), "p", Map.of()).error())
                .contains("Could not convert string 'x3000000' to INT32")
                .doesNotContain("AuditTrail");
        assertThat(home.resolve("audit.jsonl")).doesNotExist();
    }

    @Test
    void twoPluginsBringDifferentVersionsOfALibrary() throws Exception {
        for (String version : List.of("one", "two")) {
            Path classes = home.resolve("plugins/" + version);
            TestingPlugins.text(
                    classes,
                    Map.of(
                            "com.example.lib.Version",
                            "package com.example.lib; public class Version { public static final Object IS = new"
                                    + " StringBuilder(\"" + version + "\"); }",
                            "com.example." + version + ".Told",
                            "package com.example." + version + "; public class Told implements"
                                    + " dev.wadi.spi.Tappable { public dev.wadi.spi.BatchReader"
                                    + " tap(dev.wadi.spi.TapStage stage) { return"
                                    + " dev.wadi.batch.RowBatches.of(stage.run().allocator(),"
                                    + " java.util.List.of(java.util.Map.of(\"version\","
                                    + " com.example.lib.Version.IS.toString()))); } }"));
            workspace.connections(
                    version + ".yaml",
                    version + ": {conn_type: custom, extra: {module: com.example." + version + ", classname: Told}}\n");
        }
        workspace.connections("audit.yaml", auditConnection("audit"));
        workspace.routes(
                "p.yaml",
                """
                - {kind: tap, name: a, connection: one}
                - {kind: tap, name: b, connection: two}
                - {kind: transform, name: both, query: 'SELECT a.version AS a, b.version AS b FROM a, b'}
                - {kind: sink, name: log, connection: audit}
                """);
        assertDone(run(workspace.start(), "p", Map.of()));
        assertThat(audited()).containsExactly("{\"a\":\"one\",\"b\":\"two\"}");
    }
}
