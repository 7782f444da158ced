package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.pipeline.RunReport;
import dev.wadi.pipeline.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines as AnkaFlow has them, with files, macros, anchors, templates and variables. */
class AnkaFlowIT {

    @TempDir
    private Path home;

    private TestingWorkspace workspace;

    @BeforeEach
    void files() throws IOException {
        workspace = new TestingWorkspace(home);
        Files.createDirectories(home.resolve("in"));
        Files.createDirectories(home.resolve("out"));
        Files.writeString(
                home.resolve("in/orders.csv"),
                """
                order_id,customer,amount,currency,ordered_at
                1,ann,10.50,EUR,2024-01-03T09:00:00
                2,bob,0,EUR,2024-01-15T10:30:00
                3,ann,99.99,USD,2024-02-01T00:00:00
                4,cid,,EUR,2024-02-29T23:59:59
                5,bob,20,USD,2024-03-05T12:00:00
                6,dan,5,EUR,2024-03-06T12:00:00
                """);
        Files.writeString(
                home.resolve("in/rates.json"),
                """
                {"currency":"EUR","rate":1.0}
                {"currency":"USD","rate":0.9}
                """);
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    private RunReport run(Map<String, Object> parameters) throws Exception {
        return workspace.start().pipelines().run("case", RunRequest.byCommand(parameters));
    }

    @Test
    void filesMacrosAnchorsLoopsAndVariablesWorkTogether() throws Exception {
        workspace.routes(
                "case.yaml",
                """
                - name: Shared
                  kind: header
                  monthly_sql: &MonthlySql |
                    SELECT Fn.dt_bom(ordered_at) AS month, customer, ROUND(SUM(eur), 2) AS eur
                    FROM orders_eur GROUP BY ALL ORDER BY month, customer

                - name: orders_raw
                  kind: tap
                  log_level: DEBUG
                  connection:
                    kind: CSV
                    locator: in/orders.csv
                    params: {header: true, delim: ","}
                  query: >
                    SELECT order_id, customer, amount, currency, ordered_at
                    FROM placeholder WHERE order_id <= << variables.max_id >>
                  show: 3
                  show_schema: true

                - name: rates
                  kind: source
                  connection: {kind: JSON, locator: in/rates.json}

                - name: orders_eur
                  kind: transform
                  query: >
                    SELECT o.order_id, o.customer, o.ordered_at,
                           Fn.float(o.amount) * r.rate AS eur
                    FROM orders_raw o JOIN rates r USING (currency)

                - name: monthly
                  kind: transform
                  query: *MonthlySql
                  show: -1

                - name: audit_only_when_asked
                  kind: self
                  skip_if: << not context.user.audit >>
                  query: CREATE OR REPLACE TABLE audit_log AS SELECT COUNT(*) AS n FROM orders_raw

                - name: customers
                  kind: transform
                  query: SELECT DISTINCT customer FROM orders_raw ORDER BY customer

                - name: keep_customers
                  kind: sink
                  connection: {kind: Variable, locator: customer_list}

                - name: wide
                  kind: transform
                  query: >
                    SELECT month
                    <% for c in variables.customer_list %>
                      , COALESCE(SUM(eur) FILTER (customer = '<< c.customer >>'), 0) AS "<< c.customer >>"
                    <% endfor %>
                    FROM monthly GROUP BY month ORDER BY month

                - name: to_parquet
                  kind: sink
                  connection: {kind: Parquet, locator: out/wide.parquet}

                - name: to_csv
                  kind: sink
                  connection: {kind: CSV, locator: out/wide.csv}

                - name: to_json
                  kind: sink
                  query: CREATE OR REPLACE VIEW to_json AS SELECT customer, COUNT(*) AS n FROM orders_raw GROUP BY customer ORDER BY customer
                  connection: {kind: JSON, locator: out/counts.json}

                - name: missing_file
                  kind: tap
                  on_error: continue
                  connection: {kind: CSV, locator: in/does-not-exist.csv}

                - name: readback
                  kind: tap
                  connection: {kind: Parquet, locator: out/wide.parquet}
                  query: SELECT * FROM x WHERE month >= DATE '<< API.dt("2024-02-10").floor("month").format("YYYY-MM-DD") >>'
                """);
        RunReport report = run(Map.of("max_id", 5));
        assertThat(report.error()).isNull();
        assertThat(report.state()).isEqualTo(RunReport.State.DONE);
        assertThat(home.resolve("out/wide.csv"))
                .content()
                .isEqualTo(
                        """
                month,ann,bob,cid
                2024-01-01 00:00:00,10.5,0.0,0.0
                2024-02-01 00:00:00,89.99,0.0,0.0
                2024-03-01 00:00:00,0.0,18.0,0.0
                """);
        assertThat(home.resolve("out/counts.json"))
                .content()
                .isEqualTo(
                        """
                {"customer":"ann","n":2}
                {"customer":"bob","n":2}
                {"customer":"cid","n":1}
                """);
    }

    @Test
    void nestedStagesRunOnceForEachRow() throws Exception {
        workspace.routes(
                "case.yaml",
                """
                - {name: budget, kind: transform, query: "SELECT * FROM (VALUES ('hr', 30), ('it', 100)) AS v(dept, total)"}
                - name: per_dept
                  kind: pipeline
                  stages:
                    - name: note
                      kind: self
                      query: CREATE TABLE IF NOT EXISTS notes (dept VARCHAR); INSERT INTO notes VALUES ('<< variables.loop_control.dept >>')
                - {name: all_notes, kind: transform, query: SELECT dept FROM notes ORDER BY dept}
                - {name: keep, kind: sink, connection: {kind: CSV, locator: out/notes.csv}}
                """);
        RunReport report = run(Map.of());
        assertThat(report.error()).isNull();
        assertThat(home.resolve("out/notes.csv")).content().isEqualTo("dept\nhr\nit\n");
    }
}
