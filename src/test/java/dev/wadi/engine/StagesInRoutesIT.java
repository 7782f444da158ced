package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages between the other steps of Camel, in routes that are pipelines and in others. Memory that is left fails the close. */
class StagesInRoutesIT {

    @TempDir
    private Path home;

    private TestingWorkspace workspace;

    @BeforeEach
    void files() throws IOException {
        workspace = new TestingWorkspace(home)
                .connections(
                        "files.yaml",
                        """
                files: {conn_type: file, host: %1$s, extra: {create: true}}
                shop: {conn_type: sqlite, host: %1$s/shop.db}
                """
                                .formatted(home.resolve("data")));
        Files.createDirectories(home.resolve("data"));
        Files.writeString(home.resolve("data/orders.csv"), "id,customer,day\n1,\"a, b\",2026-01-31\n2,,\n");
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private ProducerTemplate start(String steps) throws Exception {
        workspace.routes(
                "hand.yaml",
                """
                - route:
                    id: hand
                    from:
                      uri: direct:hand
                      steps:
                """
                        + steps.indent(8));
        Engine engine = workspace.start();
        assertThat(workspace.problems("hand.yaml")).isEmpty();
        return engine.camelContext().createProducerTemplate();
    }

    private static final String TAP = "- to: {uri: \"tap:files\", parameters: {name: orders, locator: orders.csv}}\n";

    @Test
    void aRouteWithoutAPipelineTapsTransformsAndSinks() throws Exception {
        try (ProducerTemplate template = start(
                TAP
                        + """
                - setVariable: {name: totals.query, constant: "select count(*) as n from orders"}
                - to: {uri: "transform:totals"}
                - to: {uri: "sink:shop", parameters: {name: to_shop, locator: totals}}
                - to: {uri: "conn:shop/select n from totals"}
                """)) {
            assertThat(template.requestBody("direct:hand", "")).isEqualTo(List.of(Map.of("n", 2)));
        }
    }

    @Test
    void statementsRunFromAnyRoute() throws Exception {
        try (ProducerTemplate template = start(
                """
                - setVariable: {name: made.query, constant: "create table t (a int)"}
                - to: {uri: "statement:shop", parameters: {name: made}}
                - setVariable: {name: read.query, constant: "select 7 as a"}
                - to: {uri: "statement:shop", parameters: {name: read}}
                - convertBodyTo: {type: java.lang.String}
                """)) {
            assertThat(template.requestBody("direct:hand", "")).isEqualTo("{\"a\":7}\n");
        }
    }

    @Test
    void rowsAreMapsForASplit() throws Exception {
        try (ProducerTemplate template = start(
                TAP
                        + """
                - split:
                    simple: "${body}"
                    aggregationStrategy: "#class:org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy"
                    steps:
                      - setBody: {simple: "${body[id]}: ${body[customer]} ${body[day]}"}
                """)) {
            assertThat(template.requestBody("direct:hand", "")).isEqualTo(List.of("1: a, b 2026-01-31", "2:  "));
        }
    }

    @Test
    void rowsThatNobodyFinishesReadingAreGivenBack() throws Exception {
        try (ProducerTemplate template = start(
                TAP
                        + """
                - setVariable: {name: many.query, constant: "select * from range(1000000)"}
                - to: {uri: "transform:many"}
                - setBody: {simple: "${body.iterator.next}"}
                """)) {
            assertThat(template.requestBody("direct:hand", "")).isEqualTo(Map.of("range", 0L));
        }
    }

    @Test
    void rowsAreJsonLinesAsText() throws Exception {
        try (ProducerTemplate template = start(TAP + "- convertBodyTo: {type: java.lang.String}\n")) {
            assertThat(template.requestBody("direct:hand", ""))
                    .isEqualTo(
                            """
                    {"id":1,"customer":"a, b","day":"2026-01-31"}
                    {"id":2,"customer":null,"day":null}
                    """);
        }
    }

    @Test
    void rowsAreCsvWhereTheContentTypeSaysSo() throws Exception {
        try (ProducerTemplate template = start(
                TAP
                        + """
                - setHeader: {name: Content-Type, constant: text/csv; charset=utf-8}
                - convertBodyTo: {type: java.io.InputStream}
                - convertBodyTo: {type: java.lang.String}
                """)) {
            assertThat(template.requestBody("direct:hand", ""))
                    .isEqualTo("id,customer,day\n1,\"a, b\",2026-01-31\n2,,\n");
        }
    }

    @Test
    void rowsAreAListOfMaps() throws Exception {
        try (ProducerTemplate template = start(TAP + "- convertBodyTo: {type: java.util.List}\n")) {
            List<?> rows = template.requestBody("direct:hand", "", List.class);
            assertThat(rows).hasSize(2);
            assertThat(rows.get(0)).asString().isEqualTo("{id=1, customer=a, b, day=2026-01-31}");
        }
    }

    private static final String SINK =
            "- to: {uri: \"sink:shop\", parameters: {name: to_shop, locator: given}}\n- to: {uri: \"conn:shop/select * from given order by a\"}\n";

    @Test
    void aSinkTakesMapsAndListsAndIterators() throws Exception {
        try (ProducerTemplate template = start(SINK)) {
            assertThat(template.requestBody("direct:hand", Map.of("a", 1))).isEqualTo(List.of(Map.of("a", 1)));
            assertThat(template.requestBody("direct:hand", List.of(Map.of("a", 2), Map.of("a", 3))))
                    .isEqualTo(List.of(Map.of("a", 1), Map.of("a", 2), Map.of("a", 3)));
            assertThat(template.requestBody(
                            "direct:hand", List.of(Map.of("a", 4)).iterator()))
                    .asString()
                    .endsWith("{a=4}]");
        }
    }

    @Test
    void aSinkTakesJson() throws Exception {
        try (ProducerTemplate template = start(SINK)) {
            assertThat(template.requestBody("direct:hand", "{\"a\": 1}\n{\"a\": 2}"))
                    .asString()
                    .isEqualTo("[{a=1}, {a=2}]");
            assertThat(template.requestBody("direct:hand", "[{\"a\": 3}, {\"a\": 4}]"))
                    .asString()
                    .endsWith("{a=3}, {a=4}]");
        }
    }

    @Test
    void aBodyWithoutRowsIsRefusedAndSaysWhatASinkTakes() throws Exception {
        try (ProducerTemplate template = start(
                """
                - doTry:
                    steps:
                      - to: {uri: "sink:shop", parameters: {name: to_shop, locator: given}}
                    doCatch:
                      - exception: [java.lang.Exception]
                        steps:
                          - setBody: {simple: "${exception.message}"}
                """)) {
            assertThat(template.requestBody("direct:hand", "hello"))
                    .asString()
                    .startsWith("stage 'to_shop': the body is no JSON of rows: ");
            assertThat(template.requestBody("direct:hand", List.of(1)))
                    .isEqualTo(
                            "stage 'to_shop': one of the items is no row: a map of columns was expected, not a Integer");
            assertThat(template.requestBody("direct:hand", (Object) null))
                    .isEqualTo(
                            "stage 'to_shop': there is nothing to write: a sink takes what a stage left, a map, a list of"
                                    + " maps, or JSON");
        }
    }

    @Test
    void otherStepsStandBetweenTheStagesOfAPipeline() throws Exception {
        workspace.routes(
                "mixed.yaml",
                """
                - route:
                    id: mixed
                    from:
                      uri: pipeline:mixed
                      steps:
                        - to: {uri: "tap:files", parameters: {name: orders, locator: orders.csv, store: true}}
                        - log: {message: "${body}"}
                        - split:
                            simple: "${body}"
                            steps: [{log: {message: "order ${body[id]}"}}]
                        - setBody: {simple: "${bodyAs(java.util.List)}"}
                        - to: {uri: "sink:shop", parameters: {name: to_shop, locator: mixed}}
                """);
        Engine engine = workspace.start();
        assertThat(workspace.problems("mixed.yaml")).isEmpty();
        RunReport report = engine.pipelines().run("mixed", RunRequest.byCommand(Map.of()));
        assertThat(report.error()).isNull();
        assertThat(report.stages()).extracting(RunReport.StageReport::rows).containsExactly(2L, 2L);
    }
}
