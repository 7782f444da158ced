package dev.wadi.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Documents;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.pipeline.ConnectionUse.ById;
import dev.wadi.pipeline.ConnectionUse.Inline;
import dev.wadi.pipeline.StageDefinition.Nested;
import dev.wadi.pipeline.StageDefinition.Self;
import dev.wadi.pipeline.StageDefinition.Sink;
import dev.wadi.pipeline.StageDefinition.Sql;
import dev.wadi.pipeline.StageDefinition.Tap;
import dev.wadi.pipeline.StageDefinition.Transform;
import dev.wadi.spi.DeclaredColumn;
import dev.wadi.spi.SinkMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PipelineReaderTest {

    private static final String FILE = "routes/orders.yaml";
    private static final SqlNames SQL = new SqlNames();

    @AfterAll
    static void close() {
        SQL.close();
    }

    private static List<String> problems(String yaml) {
        Problems problems = new Problems();
        new PipelineReader(SQL).read(FILE, "orders", yaml, problems);
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    private static PipelineDefinition read(String yaml) {
        Problems problems = new Problems();
        var definition = new PipelineReader(SQL).read(FILE, "orders", yaml, problems);
        assertThat(problems.sorted()).isEmpty();
        return definition.orElseThrow();
    }

    @Test
    void aPipelineSaysWhatToMoveFromWhereToWhere() {
        PipelineDefinition pipeline = read(
                """
                - kind: header
                  name: totals of yesterday
                  schedule: "0 0 6 * * ?"
                  timeout: 2h
                  parameters: {days: 1, region: null}
                - kind: tap
                  name: orders
                  connection: my_postgres_conn
                  query: SELECT customer_id, amount, paid FROM orders
                  incremental: created_at
                  retries: 3
                  timeout: 90
                - kind: transform
                  name: totals
                  query: SELECT customer_id, sum(amount) AS total FROM orders WHERE paid GROUP BY ALL
                  show: -1
                - kind: sink
                  name: to_mysql
                  connection: my_mysql_conn
                  locator: daily_totals
                  mode: upsert
                  key: [customer_id]
                """);
        assertThat(pipeline.id()).isEqualTo("orders");
        assertThat(pipeline.header().name()).isEqualTo("totals of yesterday");
        assertThat(pipeline.header().schedule()).contains("0 0 6 * * ?");
        assertThat(pipeline.header().timeout()).contains(Duration.ofHours(2));
        assertThat(pipeline.header().parameters()).containsEntry("days", 1L).containsEntry("region", null);
        assertThat(pipeline.stages()).hasSize(3);
        Tap tap = (Tap) pipeline.stages().get(0);
        assertThat(tap.name()).isEqualTo("orders");
        assertThat(tap.incremental()).contains("created_at");
        assertThat(tap.options().retries()).isEqualTo(3);
        assertThat(tap.options().timeout()).contains(Duration.ofSeconds(90));
        assertThat(tap.options().place()).hasToString("routes/orders.yaml:6:3");
        assertThat(tap.connection().place()).hasToString("routes/orders.yaml:8:15");
        assertThat(((ById) tap.connection()).connId()).isEqualTo("my_postgres_conn");
        assertThat(((Transform) pipeline.stages().get(1)).options().show()).isEqualTo(-1);
        Sink sink = (Sink) pipeline.stages().get(2);
        assertThat(sink.connection().locator()).contains("daily_totals");
        assertThat(sink.mode()).isEqualTo(SinkMode.UPSERT);
        assertThat(sink.key()).containsExactly("customer_id");
        assertThat(sink.create()).isTrue();
    }

    @Test
    void aConnectionIsAMappingToo_andWhatStandsBesideItJoinsIt() {
        PipelineDefinition pipeline = read(
                """
                - kind: Source
                  name: items
                  connection:
                    conn_id: my_http
                    locator: /items
                    params: {page: 1}
                  fields: [{name: id, type: BIGINT}]
                  params: {size: 50}
                - {kind: SINK, name: kept, connection: {kind: parquet, locator: out/items.parquet}}
                - {kind: sink, name: also, connection: my_pg}
                """);
        assertThat(((Tap) pipeline.stages().get(0)).connection())
                .isEqualTo(new ById(
                        "my_http",
                        java.util.Optional.of("/items"),
                        List.of(new DeclaredColumn("id", "BIGINT")),
                        Map.of("page", 1L, "size", 50L),
                        ((Tap) pipeline.stages().get(0)).connection().place()));
        Sink kept = (Sink) pipeline.stages().get(1);
        assertThat(((Inline) kept.connection()).kind()).isEqualTo(ConnectionUse.Kind.PARQUET);
        assertThat(kept.mode()).as("files are written anew, as in AnkaFlow").isEqualTo(SinkMode.REPLACE);
        assertThat(((Sink) pipeline.stages().get(2)).mode()).isEqualTo(SinkMode.APPEND);
    }

    @Test
    void aCustomConnectionIsNamedByItsClass() {
        PipelineDefinition pipeline = read(
                """
                - name: rows
                  kind: transform
                  query: SELECT 1 AS id
                - name: MySqlWriter
                  kind: sink
                  connection:
                    kind: CustomConnection
                    module: com.example.connectors
                    classname: AuditTrail
                    params: {port: 5555}
                """);
        Inline inline = (Inline) ((Sink) pipeline.stages().get(1)).connection();
        assertThat(inline.module()).contains("com.example.connectors");
        assertThat(inline.classname()).contains("AuditTrail");
        assertThat(inline.params()).containsEntry("port", 5555L);
    }

    @Test
    void nestedStagesRunForEachRowOfTheStageBefore_orOnceWhenThereIsNone() {
        PipelineDefinition pipeline = read(
                """
                - name: once
                  kind: pipeline
                  stages:
                    - {name: setup, kind: internal, query: CREATE TABLE notes (dept VARCHAR)}
                    - {name: rows, kind: transform, query: SELECT 1 AS id}
                - name: depts
                  kind: transform
                  query: SELECT id FROM rows
                - name: each
                  kind: pipeline
                  stages:
                    - name: note
                      kind: self
                      query: INSERT INTO notes VALUES ('<< variables.loop_control.id >>')
                    - name: clear
                      kind: sql
                      connection: my_pg
                      query: DELETE FROM t WHERE id = << variables.loop_control.id >>
                - name: all
                  kind: transform
                  query: SELECT dept FROM notes
                """);
        assertThat(((Nested) pipeline.stages().get(0)).perRow()).isFalse();
        Nested each = (Nested) pipeline.stages().get(2);
        assertThat(each.perRow()).isTrue();
        assertThat(each.stages().get(0)).isInstanceOf(Self.class);
        assertThat(each.stages().get(1)).isInstanceOf(Sql.class);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThat(
                        problems(
                                """
                        - kind: header
                          schedule: every day
                          shedule: x
                        - kind: tapp
                          name: orders
                        - kind: tap
                          query: SELECT 1
                        - kind: transform
                          name: totals
                          query: SELECT * FORM orders
                          incremental: id
                        - kind: sink
                          name: to_mysql
                          connection: my_mysql
                          locater: t
                          mode: upsert
                        - kind: sink
                          name: to_pg
                          connection: {conn_id: my_pg, tabel: t}
                          key: id
                          on_error: contniue
                          show: many
                          throttle: soon
                          retries: -1
                        - 5
                        """))
                .containsExactly(
                        "routes/orders.yaml:2:13: header.schedule: must be a Quartz cron expression, was "
                                + "'every day'. Write second, minute, hour, day, month and day of the week, such "
                                + "as '0 0 6 * * ?' (Quartz says: Illegal characters for this position: 'EVE').",
                        "routes/orders.yaml:3:3: header.shedule: unknown key. Did you mean 'schedule'? A "
                                + "header accepts: name, kind, timeout, schedule, on_failed_swap, parameters, compatibility, and "
                                + "keys with an anchor.",
                        "routes/orders.yaml:4:9: orders.kind: is no kind of stage, was 'tapp'. Did you "
                                + "mean 'tap'? Use one of tap, source, transform, sink, sql, self, internal, "
                                + "pipeline, header.",
                        "routes/orders.yaml:6:3: a stage without a name. Add 'name:' to it.",
                        "routes/orders.yaml:6:3: connection: a tap needs a connection. Add 'connection:' "
                                + "with a conn_id.",
                        "routes/orders.yaml:10:10: totals.query: does not parse: syntax error at or near "
                                + "\"orders\". Correct the SQL.",
                        "routes/orders.yaml:11:3: totals.incremental: unknown key. It is for a tap. A "
                                + "transform accepts: name, kind, query, skip_if, show, show_schema, on_error, "
                                + "throttle, log_level, retries, timeout.",
                        "routes/orders.yaml:15:3: to_mysql.locater: unknown key. Did you mean 'locator'? "
                                + "A sink accepts: name, kind, connection, query, locator, fields, params, mode, "
                                + "key, create, skip_if, show, show_schema, on_error, throttle, log_level, "
                                + "retries, timeout.",
                        "routes/orders.yaml:16:9: to_mysql.key: an upsert needs the columns that tell "
                                + "rows apart. Add 'key: [<column>]'.",
                        "routes/orders.yaml:19:32: to_pg.connection.tabel: unknown key. A connection "
                                + "with a conn_id accepts: conn_id, locator, fields, params.",
                        "routes/orders.yaml:20:8: to_pg.key: has no meaning in the mode append. Add "
                                + "'mode: upsert', or remove it.",
                        "routes/orders.yaml:21:13: to_pg.on_error: is not known, was 'contniue'. Did you "
                                + "mean 'continue'? Use fail, continue, warn.",
                        "routes/orders.yaml:22:9: to_pg.show: must be a whole number, was 'many'. Remove "
                                + "the line to use 0.",
                        "routes/orders.yaml:23:13: to_pg.throttle: must be a number of seconds, or a "
                                + "time, was 'soon'. Write it as 2, 0.5, 500ms, 30s, 5m or 2h.",
                        "routes/orders.yaml:24:12: to_pg.retries: must be a whole number, at least 0, "
                                + "was '-1'. Remove the line to use 0.",
                        "routes/orders.yaml:25:3: must be a stage. Write a mapping with 'kind' and " + "'name'.");
    }

    @Test
    void namesAreCheckedAgainstTheStagesBefore() {
        assertThat(
                        problems(
                                """
                        - {kind: tap, name: orders, connection: pg, query: SELECT 1}
                        - {kind: transform, name: a, query: SELECT * FROM orderz JOIN later USING (id)}
                        - {kind: transform, name: b, query: "WITH c AS (SELECT 1) SELECT * FROM c, ORDERS, main.a, kept"}
                        - {kind: sink, name: kept, connection: pg}
                        - {kind: transform, name: later, query: SELECT * FROM kept JOIN duckdb_tables USING (x)}
                        - {kind: transform, name: Orders, query: SELECT * FROM later CROSS JOIN information_schema.tables}
                        - {kind: transform, name: self_read, query: SELECT * FROM self_read}
                        """))
                .containsExactly(
                        "routes/orders.yaml:2:37: a.query: 'later' is made only later, on line 5. Move "
                                + "that stage up.",
                        "routes/orders.yaml:2:37: a.query: no stage before it makes 'orderz'. Did you "
                                + "mean 'orders'? It can read orders.",
                        "routes/orders.yaml:3:37: b.query: 'kept' is made only later, on line 4. Move "
                                + "that stage up.",
                        "routes/orders.yaml:5:41: later.query: 'kept' makes no rows to read. It can read "
                                + "orders, a, b.",
                        "routes/orders.yaml:6:27: Orders: the name 'Orders' is there twice, first on "
                                + "line 1. Give one of the two stages another name.",
                        "routes/orders.yaml:7:45: self_read.query: no stage before it makes 'self_read'. "
                                + "It can read orders, a, b, later.");
    }

    @Test
    void anInlineKindThatIsNotThereIsOneProblem() {
        assertThat(
                        problems(
                                """
                        - {kind: tap, name: a, connection: {kind: Rest, client: {base_url: x}}}
                        - {kind: transform, name: b, query: FROM a}
                        - {kind: tap, name: c, connection: {kind: Excel}}
                        - {kind: tap, name: d, connection: {kind: CustomConnection, module: com.example}}
                        - {kind: tap, name: e, connection: {kind: CSV, locater: x.csv}}
                        - {kind: tap, name: f, connection: {locator: x}}
                        - {kind: tap, name: g}
                        - {kind: sql, name: h, connection: {kind: Variable, locator: v}}
                        - {kind: tap, name: i, connection: "<< context.x >>"}
                        - {kind: tap, name: j, connection: [pg]}
                        - {kind: tap, name: k, connection: {conn_id: pg, locator: t}, locator: t, fields: [{name: x}, id]}
                        """))
                .containsExactly(
                        "routes/orders.yaml:1:43: a.connection.kind: the connection kind 'Rest' is not "
                                + "supported yet. Use a connection of type http by its conn_id.",
                        "routes/orders.yaml:3:43: c.connection.kind: no connection kind is named "
                                + "'Excel'. Use Parquet, CSV, JSON, Variable, CustomConnection, or conn_id instead "
                                + "of kind.",
                        "routes/orders.yaml:4:36: d.connection.classname: a CustomConnection needs a "
                                + "classname. Add the name of the class.",
                        "routes/orders.yaml:5:36: e.connection.locator: a CSV connection needs a "
                                + "locator. Add the path of the file.",
                        "routes/orders.yaml:5:48: e.connection.locater: unknown key. Did you mean "
                                + "'locator'? A CSV connection accepts: kind, locator, fields, params, config.",
                        "routes/orders.yaml:6:36: f.connection: has neither a conn_id nor a kind. Add "
                                + "'conn_id:' with the name of a connection.",
                        "routes/orders.yaml:7:3: g.connection: a tap needs a connection. Add "
                                + "'connection:' with a conn_id.",
                        "routes/orders.yaml:8:3: h.query: an sql stage needs a query. Add 'query:'.",
                        "routes/orders.yaml:8:43: h.connection.kind: a Variable connection runs no "
                                + "statements. Use 'kind: self' for statements of DuckDB.",
                        "routes/orders.yaml:9:36: i.connection: a conn_id cannot be a template. Write "
                                + "the conn_id of a connection.",
                        "routes/orders.yaml:10:36: j.connection: must be a conn_id or a mapping, was a "
                                + "list. Write 'connection: <conn_id>'.",
                        "routes/orders.yaml:11:72: k.locator: is there twice, here and below "
                                + "'connection'. Remove one of the two.",
                        "routes/orders.yaml:11:84: k.fields: a column needs a name and a type. Write " + "both.",
                        "routes/orders.yaml:11:95: k.fields: must be a column, was 'id'. Write it as "
                                + "{name: id, type: BIGINT}.");
    }

    @Test
    void nestedStagesAreTriedAgainAndStoppedOneByOne() {
        assertThat(
                        problems(
                                """
                        - {kind: pipeline, name: a, retries: 2, timeout: 30s, stages: [{kind: self, name: b, query: SELECT 1}]}
                        """))
                .containsExactly(
                        "routes/orders.yaml:1:29: a.retries: unknown key. It is for a tap or a transform or a sink or an "
                                + "sql stage or a self stage. A pipeline accepts: name, kind, stages, skip_if, show, "
                                + "show_schema, on_error, throttle, log_level.",
                        "routes/orders.yaml:1:41: a.timeout: unknown key. It is for a tap or a transform or a sink or an "
                                + "sql stage or a self stage or a header. A pipeline accepts: name, kind, stages, skip_if, show, "
                                + "show_schema, on_error, throttle, log_level.");
    }

    @Test
    void withCompatibilityUnknownKeysAreWarnings() {
        assertThat(
                        problems(
                                """
                        - {kind: header, name: H, compatibility: ankaflow, owner: me}
                        - {kind: tap, name: a, connection: {kind: CSV, locator: a.csv, tags: [x]}, descripton: x}
                        - {kind: self, name: b, explain: true, connection: pg, query: SELECT 1}
                        """))
                .containsExactly(
                        "routes/orders.yaml:1:52: warning: H.owner: unknown key. A header accepts: name, "
                                + "kind, timeout, schedule, on_failed_swap, parameters, compatibility, and keys with an"
                                + " anchor.",
                        "routes/orders.yaml:2:64: warning: a.connection.tags: unknown key. A CSV "
                                + "connection accepts: kind, locator, fields, params, config.",
                        "routes/orders.yaml:2:76: warning: a.descripton: unknown key. A tap accepts: "
                                + "name, kind, connection, query, locator, fields, params, incremental, skip_if, "
                                + "show, show_schema, on_error, throttle, log_level, retries, timeout.",
                        "routes/orders.yaml:3:25: warning: b.explain: means nothing. Remove it.",
                        "routes/orders.yaml:3:52: warning: b.connection: is not used, since a self stage "
                                + "runs in the DuckDB of the run. Remove it, or use 'kind: sql'.");
    }

    @Test
    void headerKeysWithAnAnchorAreFree() {
        PipelineDefinition pipeline = read(
                """
                - name: Shared
                  kind: header
                  monthly_sql: &Monthly SELECT 1 AS id
                  options: &Options {show: 3, show_schema: yes}
                  deep: {in: {here: &Deep pg}}
                - <<: *Options
                  name: monthly
                  kind: transform
                  query: *Monthly
                """);
        assertThat(((Transform) pipeline.stages().get(0)).query()).isEqualTo("SELECT 1 AS id");
        assertThat(pipeline.stages().get(0).options().show()).isEqualTo(3);
        assertThat(pipeline.stages().get(0).options().showSchema()).isTrue();
    }

    @Test
    void aSinkNeedsRowsBeforeIt() {
        assertThat(
                        problems(
                                """
                        - {kind: sql, name: a, connection: pg, query: DELETE FROM t}
                        - {kind: sink, name: b, connection: pg}
                        - {kind: pipeline, name: c, stages: []}
                        - kind: pipeline
                          name: d
                          stages:
                            - {kind: sink, name: e, connection: pg}
                            - {kind: header, name: f}
                        """))
                .containsExactly(
                        "routes/orders.yaml:2:3: b.query: there is no tap or transform before this sink "
                                + "in its list, so it has no rows to write. Put it after the stage that makes its "
                                + "rows, or add 'query:'.",
                        "routes/orders.yaml:3:37: c.stages: a pipeline needs a list of stages. Add "
                                + "'stages:' with a list below it.",
                        "routes/orders.yaml:7:7: e.query: there is no tap or transform before this sink "
                                + "in its list, so it has no rows to write. Put it after the stage that makes its "
                                + "rows, or add 'query:'.",
                        "routes/orders.yaml:8:7: d.stages: a header inside a stage. Put it at the top.");
    }

    @Test
    void sqlThatDoesNotParseIsFoundBeforeAnythingRuns() {
        assertThat(
                        problems(
                                """
                        - kind: transform
                          name: a
                          query: |
                            SELECT 1 AS ä,
                              FROM FROM
                        - {kind: transform, name: b, query: CREATE TABLE x AS SELECT 1}
                        - {kind: transform, name: c, query: SELECT 1; SELECT 2}
                        - {kind: transform, name: d, query: -- nothing}
                        - {kind: self, name: e, query: CREATE TABEL x}
                        - {kind: transform, name: f, query: SELECT 1 <% if x %> FROM FROM}
                        - {kind: tap, name: g, connection: {kind: CSV, locator: x}, query: SELECT FROM FROM t}
                        - {kind: tap, name: h, connection: pg, query: SELECT FROM FROM t}
                        - {kind: transform, name: i, query: PIVOT f ON a USING sum(b)}
                        """))
                .containsExactly(
                        "routes/orders.yaml:3:10: a.query: does not parse on line 2 of the query: syntax "
                                + "error at or near \"FROM\". Correct the SQL.",
                        "routes/orders.yaml:6:37: b.query: is not a query, but a statement that begins "
                                + "with CREATE. Write the SELECT alone, or use 'kind: self'.",
                        "routes/orders.yaml:7:37: c.query: has 2 statements, and a transform is one "
                                + "query. Write one SELECT.",
                        "routes/orders.yaml:8:37: d.query: has no statement, and a transform is one "
                                + "query. Write one SELECT.",
                        "routes/orders.yaml:9:32: e.query: does not parse: syntax error at or near "
                                + "\"TABEL\". Correct the SQL.",
                        "routes/orders.yaml:10:37: f.query: line 1: Syntax error in '<% if x %>': "
                                + "Missing end tag: endif for tag defined as: <% if x %>. Correct the template.",
                        "routes/orders.yaml:11:68: g.query: does not parse: syntax error at or near "
                                + "\"FROM\". Correct the SQL.");
    }

    @Test
    void aNameThatIsNothingIsWarnedOfWhereItStandsAlone() {
        String header = "- {kind: header, parameters: {day: 1, region: EU}}\n";
        assertThat(
                        problems(
                                header
                                        + """
                        - name: orders
                          kind: tap
                          connection: my_pg
                          query: SELECT * FROM t WHERE day = << dya >> AND x = << nowhere >> AND y = <<-varables ->>
                          params: {a: ["<< region >>"]}
                        """))
                .containsExactly(
                        "routes/orders.yaml:5:10: warning: orders.query: 'dya' is not defined, so that << dya >> becomes"
                                + " nothing. Did you mean 'variables.day'? Templates know variables, context and API.",
                        "routes/orders.yaml:5:10: warning: orders.query: 'nowhere' is not defined, so that << nowhere >>"
                                + " becomes nothing. Templates know variables, context and API.",
                        "routes/orders.yaml:5:10: warning: orders.query: 'varables' is not defined, so that << varables"
                                + " >> becomes nothing. Did you mean 'variables'? Templates know variables, context and"
                                + " API.",
                        "routes/orders.yaml:6:16: warning: orders.params.a: 'region' is not defined, so that << region"
                                + " >> becomes nothing. Did you mean 'variables.region'? Templates know variables, context"
                                + " and API.");
    }

    @Test
    void namesThatATextMakesItselfOrThatMayBeThereAreNotWarnedOf() {
        assertThat(
                        problems(
                                """
                        - name: orders
                          kind: tap
                          connection: my_pg
                          query: |
                            <% set limit = 3 %><% for a, b in variables.pairs.items() %><< a >><< b >><< loop.index >><% endfor %>
                            <% macro cell(x, y=1) %><< x >><< y >><% endmacro %><< cell(2) >>
                            <% if maybe %><< maybe >><% endif %><% raw %><< raw >><% endraw %><# << comment >> #>
                            << limit >> << variables >> << other | default(1) >> << none >> << variables.later >>
                        - {name: out, kind: sink, connection: my_pg, locator: t}
                        """))
                .isEmpty();
    }

    @Test
    void templatesThatAreWrittenWronglyAreFoundBeforeAnythingRuns() {
        assertThat(
                        problems(
                                """
                        - kind: tap
                          name: a
                          skip_if: << not >>
                          connection: {kind: CSV, locator: "<< context.x.y >>", params: {delim: "<< ' >>"}}
                          query: |
                            SELECT 1
                            <% if variables.x %> WHERE 1
                        - {kind: sql, name: b, connection: pg, query: "SELECT << 1 << 2 >>"}
                        """))
                .containsExactly(
                        "routes/orders.yaml:3:12: a.skip_if: line 1: 'not' is no expression: it ends too "
                                + "early. Correct the template.",
                        "routes/orders.yaml:4:73: a.connection.params.delim: line 1: Unclosed token. "
                                + "Correct the template.",
                        "routes/orders.yaml:5:10: a.query: line 2: Syntax error in '<% if variables.x "
                                + "%>': Missing end tag: endif for tag defined as: <% if variables.x %>. Correct "
                                + "the template.",
                        "routes/orders.yaml:8:47: b.query: line 1: '1 << 2' is no expression: '<' is not "
                                + "expected there. Correct the template.");
    }

    @Test
    void aListWithKindsIsAPipeline() {
        assertThat(PipelineReader.isPipeline(Documents.yaml("a", "- {kind: tap, name: x}")))
                .isTrue();
        assertThat(PipelineReader.isPipeline(Documents.yaml("a", "- {name: x}\n- {kind: tab}")))
                .isTrue();
        assertThat(PipelineReader.isPipeline(Documents.yaml("a", "- route: {from: {uri: timer:x}}")))
                .isFalse();
        assertThat(PipelineReader.isPipeline(Documents.yaml("a", "kind: tap"))).isFalse();
    }
}
