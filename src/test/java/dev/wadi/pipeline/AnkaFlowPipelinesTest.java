package dev.wadi.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whole pipelines as people have them from AnkaFlow. */
class AnkaFlowPipelinesTest {

    private static final SqlNames SQL = new SqlNames();

    @AfterAll
    static void close() {
        SQL.close();
    }

    private static final String FILES =
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
            """;

    private static final String REST =
            """
            - name: customers
              kind: tap
              connection:
                kind: Rest
                client:
                  base_url: << variables.base_url >>
                  timeout: 10
                  auth: {method: bearer, values: {token: "<< context.user.token >>"}}
                request:
                  endpoint: /v1/customers
                  method: get
                  max_retries: 2
                  initial_backoff: 0.1
                  query: {page: 1, size: 2}
                  errorhandler: {condition: "status == 'error'", message: why}
                  response:
                    content_type: application/json
                    locator: data
                    handler:
                      kind: Pagination
                      page_param: page
                      page_size: 2
                      param_locator: query
                      increment: 1
                      total_records: total
                      throttle: 0.01
                fields:
                  - {name: id, type: BIGINT}
                  - {name: name, type: VARCHAR}

            - name: wanted
              kind: transform
              query: SELECT id FROM customers WHERE id <> 3 ORDER BY id

            - name: per_customer
              kind: pipeline
              stages:
                - name: scores
                  kind: tap
                  connection:
                    kind: Rest
                    client:
                      base_url: << variables.base_url >>
                      auth: {method: bearer, values: {token: "<< context.user.token >>"}}
                    request:
                      endpoint: /v1/customers/<< API.look('loop_control.id', variables) | int >>/score
                      method: get
                      response: {content_type: application/json, locator: score}
                  throttle: 0.01

            - name: bad_score
              kind: tap
              on_error: continue
              connection:
                kind: Rest
                client:
                  base_url: << variables.base_url >>
                  auth: {method: header, values: {Authorization: "Bearer << context.user.token >>"}}
                request:
                  endpoint: /v1/customers/3/score
                  method: get
                  errorhandler: {condition: "status == 'error'", message: why}
                  response: {content_type: application/json, locator: score}

            - name: report_rows
              kind: transform
              query: SELECT c.id, c.name, s.value FROM customers c LEFT JOIN scores s USING (id) ORDER BY c.id

            - name: share_rows
              kind: sink
              connection: {kind: Variable, locator: rows}

            - name: post_report
              kind: sink
              connection:
                kind: Rest
                client:
                  base_url: << variables.base_url >>
                  auth: {method: basic, values: {username: u, password: p}}
                request:
                  endpoint: /v1/report
                  method: post
                  body: >
                    @json{
                      "n": << variables.rows | length >>,
                      "rows": [
                        <% for r in variables.rows %>
                          {"id": << r.id >>, "value": << r.value | tojson >>}<% if not loop.last %>,<% endif %>
                        <% endfor %>
                      ]
                    }
                  response: {content_type: application/json}

            - name: receipt
              kind: transform
              query: SELECT accepted FROM post_report
              show: 1
            """;

    private static final String LAKE =
            """
            - name: Defaults
              kind: header
              lake: &LakeConfig
                s3: {bucket: "s3://acme-lake", data_prefix: gold, region: eu-west-1, access_key_id: "<< context.env.LAKE_KEY >>", secret_access_key: "<< context.env.LAKE_SECRET >>"}
              click: &ClickConfig
                clickhouse: {host: "<< context.env.CH_HOST >>", port: 9000, database: mart, username: etl, password: "<< context.env.CH_PASSWORD >>", blocksize: 20000}

            - name: budget
              kind: tap
              connection:
                kind: File
                locator: in/budget.xlsx
                params: {kind: xlsx, sheet_name: Plan}
              show: 1

            - name: budget_long
              kind: transform
              query: >
                UNPIVOT (SELECT dept, q1, q2 FROM budget) ON q1, q2 INTO NAME quarter VALUE amount

            - name: lake_write
              kind: sink
              skip_if: << not context.user.remote >>
              connection:
                kind: Deltatable
                locator: budget
                config: *LakeConfig
                data_mode: append
                schema_mode: merge
                partition: [dept]
                version: loaded_at
                key: [dept, quarter]
                optimize: null
                fields:
                  - {name: dept, type: VARCHAR}
                  - {name: quarter, type: VARCHAR}
                  - {name: amount, type: DOUBLE}

            - name: lake_maintenance
              kind: sql
              skip_if: << not context.user.remote >>
              connection: {kind: Deltatable, locator: budget, config: *LakeConfig}
              query: OPTIMIZE Deltatable COMPACT VACUUM AGE=36h CLEANUP

            - name: lake_latest
              kind: tap
              skip_if: << not context.user.remote >>
              connection: {kind: Deltatable, locator: budget, config: *LakeConfig, version: loaded_at, key: [dept, quarter]}
              query: SELECT dept, quarter, amount, loaded_at FROM Deltatable WHERE amount > 0

            - name: mart_ddl
              kind: sql
              skip_if: << not context.user.remote >>
              connection: {kind: Clickhouse, locator: budget, config: *ClickConfig}
              query: CREATE TABLE IF NOT EXISTS mart.budget (dept String, quarter String, amount Float64) ENGINE = MergeTree ORDER BY dept

            - name: mart_load
              kind: sink
              skip_if: << not context.user.remote >>
              connection: {kind: Clickhouse, locator: budget, config: *ClickConfig}
              query: CREATE OR REPLACE VIEW mart_load AS SELECT dept, quarter, amount FROM budget_long

            - name: bq_pull
              kind: tap
              skip_if: << not context.user.remote >>
              connection:
                kind: BigQuery
                locator: fx_rates
                version: updated_at
                key: [currency]
                config: {bigquery: {project: acme, dataset: ref, region: EU, credential_file: /secrets/sa.json}}
              query: SELECT currency, rate, updated_at FROM t WHERE rate > 0

            - name: clear_store
              kind: sql
              connection: {kind: CustomConnection, module: compat.memstore, classname: MemStore, locator: budgets}
              query: CLEAR

            - name: totals
              kind: transform
              query: SELECT dept, SUM(amount) AS total FROM budget_long GROUP BY dept ORDER BY dept

            - name: store_totals
              kind: sink
              connection: {kind: CustomConnection, module: compat.memstore, classname: MemStore, locator: unused, params: {key: budgets}}

            - name: stored
              kind: tap
              connection: {kind: CustomConnection, module: compat.memstore, classname: MemStore, locator: budgets}
              show_schema: true

            - name: ask
              kind: tap
              connection:
                kind: SQLGen
                config: {llm: {kind: mock}}
                variables: {floor: 50}
              query: '{"query": "SELECT dept FROM stored WHERE total > {{ floor }}", "message": "Departments above the floor"}'

            - name: per_dept
              kind: pipeline
              stages:
                - name: note
                  kind: self
                  query: CREATE TABLE IF NOT EXISTS notes (dept VARCHAR); INSERT INTO notes VALUES ('<< variables.loop_control.dept >>')

            - name: all_notes
              kind: transform
              query: SELECT dept FROM notes ORDER BY dept
            """;

    private final Problems problems = new Problems();

    private Optional<PipelineDefinition> read(String yaml) {
        return new PipelineReader(SQL).read("p.yaml", "p", yaml, problems);
    }

    private List<String> problems() {
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    @Test
    void filesMacrosAnchorsLoopsAndVariablesAreRead() {
        PipelineDefinition pipeline = read(FILES).orElseThrow();
        assertThat(problems()).isEmpty();
        assertThat(pipeline.stages()).hasSize(13);
    }

    @Test
    void eachRestConnectionIsOneProblem() {
        assertThat(read(REST)).isEmpty();
        assertThat(problems())
                .containsExactly(
                        "p.yaml:4:11: customers.connection.kind: the connection kind 'Rest' is not "
                                + "supported yet. Use a connection of type http by its conn_id.",
                        "p.yaml:41:15: scores.connection.kind: the connection kind 'Rest' is not "
                                + "supported yet. Use a connection of type http by its conn_id.",
                        "p.yaml:55:11: bad_score.connection.kind: the connection kind 'Rest' is not "
                                + "supported yet. Use a connection of type http by its conn_id.",
                        "p.yaml:76:11: post_report.connection.kind: the connection kind 'Rest' is not "
                                + "supported yet. Use a connection of type http by its conn_id.");
    }

    @Test
    void eachConnectionOfALakeIsOneProblem() {
        assertThat(read(LAKE)).isEmpty();
        assertThat(problems())
                .containsExactly(
                        "p.yaml:11:11: budget.connection.kind: the connection kind 'File' is not "
                                + "supported yet. Use CSV, JSON or Parquet, or a CustomConnection.",
                        "p.yaml:25:11: lake_write.connection.kind: the connection kind 'Deltatable' is "
                                + "not supported yet. Use Parquet, or a CustomConnection.",
                        "p.yaml:42:22: lake_maintenance.connection.kind: the connection kind "
                                + "'Deltatable' is not supported yet. Use Parquet, or a CustomConnection.",
                        "p.yaml:48:22: lake_latest.connection.kind: the connection kind 'Deltatable' is "
                                + "not supported yet. Use Parquet, or a CustomConnection.",
                        "p.yaml:54:22: mart_ddl.connection.kind: the connection kind 'Clickhouse' is not "
                                + "supported yet. Use a connection of type camel by its conn_id, or a "
                                + "CustomConnection.",
                        "p.yaml:60:22: mart_load.connection.kind: the connection kind 'Clickhouse' is "
                                + "not supported yet. Use a connection of type camel by its conn_id, or a "
                                + "CustomConnection.",
                        "p.yaml:67:11: bq_pull.connection.kind: the connection kind 'BigQuery' is not "
                                + "supported yet. Use a connection of type camel by its conn_id, or a "
                                + "CustomConnection.",
                        "p.yaml:95:11: ask.connection.kind: the connection kind 'SQLGen' is not "
                                + "supported yet. Use a transform with a query.");
    }
}
