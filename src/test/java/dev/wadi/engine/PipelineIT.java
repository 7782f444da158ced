package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunRequest;
import dev.wadi.testing.TestingPostgres;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines in a service, on real databases. */
class PipelineIT {

    private static final TestingPostgres POSTGRES = TestingPostgres.shared();

    @TempDir
    private Path home;

    private TestingWorkspace workspace;

    @BeforeEach
    void orders() {
        POSTGRES.execute("drop schema if exists stages cascade");
        POSTGRES.execute("create schema stages");
        POSTGRES.execute(
                "create table stages.orders (id int, customer_id int, amount numeric(12,2), paid boolean, note text)");
        POSTGRES.execute("insert into stages.orders select i, i % 7, i / 4.0, i % 2 = 0, 'a+b&c=%20 ' || i"
                + " from generate_series(1, 1000) i");
        workspace = new TestingWorkspace(home)
                .connections(
                        "pg.yaml",
                        """
                pg: {conn_type: postgres, host: %s, port: %d, login: postgres, password: postgres, schema: postgres}
                """
                                .formatted(POSTGRES.host(), POSTGRES.port()));
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private RunReport run(String pipeline) throws Exception {
        return workspace.start().pipelines().run(pipeline, RunRequest.byCommand(Map.of()));
    }

    @Test
    void rowsArePassedFromATapToASinkByATransform() throws Exception {
        workspace.routes(
                "totals.yaml",
                """
                - kind: header
                  name: totals of customers
                - kind: tap
                  name: orders
                  connection: pg
                  query: |
                    SELECT customer_id, amount, paid FROM stages.orders
                    WHERE note LIKE 'a+b&c=\\%20%' -- 100% + & ? # ;
                - kind: transform
                  name: totals
                  query: SELECT customer_id, sum(amount) AS total FROM orders WHERE paid GROUP BY ALL
                - kind: sink
                  name: to_pg
                  connection: pg
                  locator: stages.totals
                  mode: upsert
                  key: [customer_id]
                """);
        RunReport report = run("totals");
        assertThat(report.error()).isNull();
        assertThat(report.state()).isEqualTo(RunReport.State.DONE);
        assertThat(POSTGRES.query("postgres", "select count(*) || ' ' || sum(total) from stages.totals"))
                .containsExactly("7 62625.00");
        assertThat(report.stages()).extracting(RunReport.StageReport::rows).containsExactly(1000L, 7L, 7L);
    }

    @Test
    void aTapThatGoesStraightToASinkIsHandedOver() throws Exception {
        workspace.routes(
                "copy.yaml",
                """
                - {kind: tap, name: orders, connection: pg, locator: stages.orders}
                - {kind: sink, name: copy, connection: pg, locator: stages.copy}
                """);
        RunReport report = run("copy");
        assertThat(report.error()).isNull();
        assertThat(POSTGRES.query("postgres", "select count(*) from (table stages.orders except table stages.copy) d"))
                .containsExactly("0");
        assertThat(POSTGRES.query("postgres", "select count(*) from stages.copy"))
                .containsExactly("1000");
    }

    @Test
    void aQueryThatFailsOnAValueSaysWhy() throws Exception {
        workspace.routes(
                "bad.yaml",
                """
                - {kind: tap, name: orders, connection: pg, locator: stages.orders}
                - {kind: transform, name: numbers, query: SELECT note::INTEGER AS n FROM orders}
                - {kind: sink, name: to_pg, connection: pg, locator: stages.numbers}
                """);
        RunReport report = run("bad");
        assertThat(report.state()).isEqualTo(RunReport.State.FAILED);
        assertThat(report.error())
                .startsWith("stage 'numbers': Conversion Error: Could not convert string 'a+b&c=%20 ")
                .contains("to INT32");
        assertThat(POSTGRES.query("postgres", "select to_regclass('stages.numbers') is null"))
                .containsExactly("t");
    }
}
