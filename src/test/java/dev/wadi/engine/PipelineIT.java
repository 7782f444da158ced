package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.pipeline.Pipelines;
import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunRequest;
import dev.wadi.testing.TestingMariaDb;
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

    @Test
    void totalsOfYesterdayGoFromPostgresToMariaDb() throws Exception {
        TestingMariaDb mariaDb = TestingMariaDb.shared();
        mariaDb.execute("DROP TABLE IF EXISTS daily_totals");
        POSTGRES.execute(
                "create table stages.sales (customer_id int, amount numeric(12,2), paid boolean, created_at date)");
        POSTGRES.execute("insert into stages.sales select i % 3, i, i % 2 = 0, current_date - i % 2"
                + " from generate_series(1, 12) i");
        workspace
                .variable("MARIADB_PASSWORD", TestingMariaDb.PASSWORD)
                .connections(
                        "mysql.yaml",
                        """
                my_mysql_conn: {conn_type: mysql, host: %s, port: %d, login: %s, password: "{{env:MARIADB_PASSWORD}}", schema: %s}
                """
                                .formatted(
                                        TestingMariaDb.HOST,
                                        mariaDb.port(),
                                        TestingMariaDb.LOGIN,
                                        TestingMariaDb.DATABASE));
        workspace.routes(
                "daily.yaml",
                """
                - kind: header
                  name: totals of yesterday
                  schedule: "0 0 6 * * ?"
                - kind: tap
                  name: orders
                  connection: pg
                  query: SELECT customer_id, amount, paid FROM stages.sales WHERE created_at >= CURRENT_DATE - 1
                - kind: transform
                  name: totals
                  query: SELECT customer_id, sum(amount) AS total FROM orders WHERE paid GROUP BY ALL
                - kind: sink
                  name: to_mysql
                  connection: my_mysql_conn
                  locator: daily_totals
                  mode: upsert
                  key: [customer_id]
                """);
        Pipelines pipelines = workspace.start().pipelines();
        assertThat(pipelines.run("daily", RunRequest.byCommand(Map.of())).error())
                .isNull();
        assertThat(mariaDb.query("SELECT CONCAT(customer_id, ' ', total) FROM daily_totals ORDER BY customer_id"))
                .containsExactly("0 18.00", "1 14.00", "2 10.00");
        POSTGRES.execute("update stages.sales set amount = amount + 1 where customer_id = 1");
        assertThat(pipelines.run("daily", RunRequest.byCommand(Map.of())).error())
                .isNull();
        assertThat(mariaDb.query("SELECT CONCAT(customer_id, ' ', total) FROM daily_totals ORDER BY customer_id"))
                .containsExactly("0 18.00", "1 16.00", "2 10.00");
    }
}
