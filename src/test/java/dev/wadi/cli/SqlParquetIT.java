package dev.wadi.cli;

import static dev.wadi.cli.Called.wadi;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.testing.TestingPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wadi sql CONN_ID STATEMENT --format parquet --output FILE}. */
class SqlParquetIT {

    private static final TestingPostgres POSTGRES = TestingPostgres.shared();

    @TempDir
    private Path project;

    private Path file;

    @BeforeEach
    void files() throws IOException {
        file = project.resolve("out.parquet");
        Path connections = Files.createDirectories(project.resolve("connections"));
        Files.createDirectories(project.resolve("routes"));
        Files.writeString(
                connections.resolve("all.yaml"),
                """
                pg: {conn_type: postgres, host: %s, port: %d, login: %s, password: "{{env:PGPASSWORD}}", schema: sales}
                shop: {conn_type: sqlite, host: %s/shop.db}
                lake: {conn_type: duckdb, host: ":memory:"}
                away: {conn_type: postgres, host: 127.0.0.1, port: 1, login: a, password: "{{env:PGPASSWORD}}"}
                """
                        .formatted(POSTGRES.host(), POSTGRES.port(), TestingPostgres.USER, project));
        Files.setPosixFilePermissions(connections.resolve("all.yaml"), PosixFilePermissions.fromString("rw-------"));
    }

    private Called toParquet(String connId, String sql, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("sql", connId, sql, "--format", "parquet", "--output", file.toString()));
        arguments.addAll(List.of(more));
        return wadi(project, Map.of("PGPASSWORD", TestingPostgres.PASSWORD), "", arguments.toArray(String[]::new));
    }

    /** What DuckDB reads from the file: the values of a row joined by {@code |}. */
    private List<String> read(String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("set TimeZone = 'UTC'");
            try (ResultSet rows = statement.executeQuery(sql.replace("FILE", "'" + file + "'"))) {
                while (rows.next()) {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        values.add(String.valueOf(rows.getString(i)));
                    }
                    lines.add(String.join("|", values));
                }
            }
        }
        return lines;
    }

    private List<String> types() throws SQLException {
        return read("select column_name || ' ' || column_type from (describe select * from FILE)");
    }

    /** Names of files in the folder, with what is hidden. */
    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(project)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.contains("parquet"))
                    .toList();
        }
    }

    @Test
    void rowsOfPostgresKeepTheirTypes() throws Exception {
        Called called = toParquet(
                "pg",
                """
                select id, n::numeric(10, 2), ts, tz, b, t, d, s, a from (values
                  (1, 12.50, timestamp '2024-02-29 12:00:00.123456',
                   timestamptz '2024-02-29 12:00:00+02', '\\x00ff0d0a'::bytea, true, date '2024-02-29', 'grüße', array[1, 2]),
                  (2, null, null, null, null, null, null, null, null)) t(id, n, ts, tz, b, t, d, s, a)
                """);

        assertThat(called).isEqualTo(new Called(0, "", "2 rows in out.parquet\n"));
        assertThat(types())
                .containsExactly(
                        "id INTEGER",
                        "n DECIMAL(10,2)",
                        "ts TIMESTAMP",
                        "tz TIMESTAMP WITH TIME ZONE",
                        "b BLOB",
                        "t BOOLEAN",
                        "d DATE",
                        "s VARCHAR",
                        "a INTEGER[]");
        assertThat(read("select id, n, ts, epoch(tz), hex(b), t, d, s, a from FILE order by id"))
                .containsExactly(
                        "1|12.50|2024-02-29 12:00:00.123456|1.7092008E9|00FF0D0A|true|2024-02-29|grüße|[1, 2]",
                        "2|null|null|null|null|null|null|null|null");
    }

    @Test
    void rowsOfSqliteKeepTheirTypes() throws Exception {
        Called called = toParquet(
                "shop",
                """
                create table t (id integer primary key, n decimal(10, 2), r real, ts timestamp, b blob, s text);
                insert into t values (1, 12.5, 0.25, '2024-02-29 12:00:00', x'00ff0d0a', 'grüße'),
                  (2, null, null, null, null, null);
                select * from t order by id
                """);

        assertThat(called.exitCode()).isZero();
        assertThat(called.err()).endsWith("2 rows changed\n2 rows in out.parquet\n");
        assertThat(types())
                .containsExactly("id BIGINT", "n DECIMAL(10,2)", "r DOUBLE", "ts TIMESTAMP", "b BLOB", "s VARCHAR");
        assertThat(read("select id, n, r, ts, hex(b), s from FILE order by id"))
                .containsExactly("1|12.50|0.25|2024-02-29 12:00:00.0|00FF0D0A|grüße", "2|null|null|null|null|null");
    }

    @Test
    void rowsThatAStatementReturnsWhenItChangesThemAreWrittenAndStay() throws Exception {
        POSTGRES.execute("sales", "drop table if exists parquet_t");
        POSTGRES.execute("sales", "create table parquet_t (id int)");
        POSTGRES.execute("sales", "grant all on parquet_t to " + TestingPostgres.USER);
        assertThat(toParquet("pg", "insert into parquet_t values (1), (2) returning id", "--json"))
                .isEqualTo(new Called(0, "{\n  \"rows\" : 2,\n  \"file\" : \"out.parquet\"\n}\n", ""));
        toParquet("pg", "with new as (insert into parquet_t values (3) returning id) select * from new");
        assertThat(read("select * from FILE")).containsExactly("3");
        assertThat(POSTGRES.query("sales", "select id from parquet_t order by id"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void manyRowsAndNoRowsAreFiles() throws Exception {
        assertThat(toParquet("lake", "select range as n, 'row ' || range as t from range(300_000)")
                        .err())
                .isEqualTo("300000 rows in out.parquet\n");
        assertThat(read("select count(*), sum(n), max(length(t)) from FILE")).containsExactly("300000|44999850000|10");
        assertThat(toParquet("pg", "select 1 as n where false").err()).isEqualTo("0 rows in out.parquet\n");
        assertThat(types()).containsExactly("n INTEGER");
        assertThat(read("select count(*) from FILE")).containsExactly("0");
    }

    @Test
    void aFileIsNamedOrTheStatementDoesNotRun() {
        Called called = wadi(project, "sql", "lake", "select 1", "--format", "parquet");

        assertThat(called)
                .isEqualTo(new Called(2, "", "--format: parquet is no text to print. Name a file with --output.\n"));
    }

    @Test
    void whatFailsLeavesTheFileThatWasThereAndNothingElse() throws Exception {
        toParquet("lake", "select 1 as n");

        assertThat(toParquet("pg", "select 1 / (g - 200000) as n from generate_series(1, 300000) g"))
                .isEqualTo(new Called(
                        1,
                        "",
                        "wadi: connection 'pg': ERROR: division by zero. In: select 1 / (g - 200000) as n from"
                                + " generate_series(1, 300000)…\n"));
        assertThat(toParquet("pg", "select * from nowhere").exitCode()).isEqualTo(1);
        assertThat(read("select n from FILE")).containsExactly("1");
        assertThat(left()).containsExactly("out.parquet");
    }

    @Test
    void whatParquetCannotHoldIsTold() throws Exception {
        assertThat(toParquet("pg", "select 1.5::numeric as n"))
                .isEqualTo(new Called(
                        2,
                        "",
                        "STATEMENT: the column 'n' is a decimal without bound, which Parquet does not have. Cast it in"
                                + " the query.\n"));
        assertThat(toParquet("shop", "create table e (id integer)"))
                .isEqualTo(new Called(2, "", "STATEMENT: it returns no rows. Leave --format parquet out.\n"));
        assertThat(toParquet("lake", "select 1; select 2").err())
                .isEqualTo("STATEMENT: a Parquet file has the rows of one statement, and one before the last has rows,"
                        + " too. Write one file for each.\n");
        assertThat(left()).isEmpty();
    }

    @Test
    void whatCannotBeWrittenOrReachedIsTold() throws IOException {
        file = project.resolve("nowhere/out.parquet");
        assertThat(toParquet("lake", "select 1 as n").err())
                .startsWith("--output: cannot be written: ")
                .contains("nowhere")
                .endsWith(". Choose another file.\n");
        file = project;
        assertThat(toParquet("lake", "select 1 as n").err())
                .startsWith("--output: cannot be written: '")
                .endsWith("' is a folder. Choose another file.\n");
        assertThat(toParquet("away", "select 1 as n"))
                .isEqualTo(new Called(
                        3, "", "wadi: connection 'away': cannot connect to 127.0.0.1:1: Connection refused\n"));
    }
}
