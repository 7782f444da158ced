package dev.wadi.connection.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.Connections;
import dev.wadi.connection.jdbc.ConnectionText;
import dev.wadi.connection.jdbc.TestingContext;
import dev.wadi.spi.OpenConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

class DuckDbTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Path folder;

    DuckDbTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static OpenConnection open(DuckDbSettings settings) {
        return new DuckDbType().open(settings, new TestingContext("mart"));
    }

    private static JdbcTemplate template(OpenConnection open) {
        return new JdbcTemplate(open.bean(DataSource.class));
    }

    private static JdbcTemplate template(Connections connections, String connId) {
        return new JdbcTemplate(connections.bean(connId, DataSource.class).orElseThrow());
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void aTestOfATypoCreatesNothing() throws IOException {
        try (OpenConnection open = open(TestingDuckDbSettings.of(file("mrat.duckdb")))) {
            assertThatThrownBy(() -> open.test(TIMEOUT))
                    .hasMessage("connection 'mart': cannot open " + file("mrat.duckdb")
                            + ": there is no such file. A test" + " creates none; the first statement would");
        }
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aFileThatIsNoDatabaseFailsTheTest() throws IOException {
        Files.writeString(folder.resolve("text.duckdb"), "this is not a database, whatever its name may say of it");
        try (OpenConnection open = open(TestingDuckDbSettings.of(file("text.duckdb")))) {
            assertThatThrownBy(() -> open.test(TIMEOUT))
                    .hasMessage("connection 'mart': cannot open " + file("text.duckdb") + ": IO Error: The file \""
                            + file("text.duckdb") + "\" exists, but it is not a valid DuckDB database file!");
        }
    }

    @Test
    void aFileThatIsOnlyReadIsNotWritten() {
        try (OpenConnection open = open(TestingDuckDbSettings.of(file("x.duckdb")))) {
            template(open).execute("create table t (a integer)");
            assertThat(open.test(TIMEOUT)).matches("DuckDB v2\\.[0-9.]+, database x");
        }
        try (OpenConnection open = open(TestingDuckDbSettings.of(file("x.duckdb"), AccessMode.READ_ONLY))) {
            assertThat(template(open).queryForList("select * from t")).isEmpty();
            assertThatThrownBy(() -> template(open).update("insert into t values (1)"))
                    .hasMessageContaining("read-only mode");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attach '%s/y.duckdb'",
                "copy (select 1) to '%s/t.csv'",
                "select * from read_csv('/etc/passwd')",
                "select * from '/etc/passwd'",
                "select * from 'https://example.com/x.csv'",
                "install httpfs",
                "load httpfs",
                "set enable_external_access = true",
                "set threads = 1",
                "create secret s (type s3)",
            })
    void sqlReachesNothingOutside(String sql) throws IOException {
        try (OpenConnection open = open(TestingDuckDbSettings.of(null))) {
            assertThatThrownBy(() -> template(open).execute(sql.formatted(folder)))
                    .cause()
                    .hasMessageMatching("(?s).*(disabled|locked|does not exist).*");
        }
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void itsSettingsReachIt() {
        try (Connections connections = ConnectionText.open(
                """
                mart:
                  conn_type: duckdb
                  host: %1$s/x.duckdb
                  extra:
                    threads: "2"
                    memory_limit: 200MB
                    temp_directory: %1$s/spill
                    timezone: Europe/Vienna
                    allow_external_access: yes
                """
                        .formatted(folder))) {
            JdbcTemplate template = template(connections, "mart");
            assertThat(template.queryForObject("select current_setting('threads')", Integer.class))
                    .isEqualTo(2);
            assertThat(template.queryForObject("select current_setting('memory_limit')", String.class))
                    .isEqualTo("190.7 MiB");
            assertThat(template.queryForObject("select current_setting('TimeZone')", String.class))
                    .isEqualTo("Europe/Vienna");
            template.execute("copy (select 1 as one) to '" + file("t.csv") + "'");
            assertThat(folder.resolve("t.csv")).hasContent("one\n1\n");
        }
    }

    @Test
    void twoConnectionsToOneFileShareIt() {
        String text =
                "a: {conn_type: duckdb, host: %1$s}\nb: {conn_type: duckdb, host: %1$s}\n".formatted(file("x.duckdb"));
        try (Connections connections = ConnectionText.open(text)) {
            template(connections, "a").execute("create table t (n integer)");
            template(connections, "b").update("insert into t values (1)");
            assertThat(template(connections, "a").queryForObject("select n from t", Integer.class))
                    .isEqualTo(1);
        }
    }

    @Test
    void aConnectionStringOpensAFile() {
        for (String uri : new String[] {"duckdb://" + file("x.duckdb"), "duckdb:///" + file("x.duckdb")}) {
            try (Connections connections = ConnectionText.open("mart: '" + uri + "'\n")) {
                template(connections, "mart").execute("create or replace table t (a integer)");
                assertThat(connections.test("mart", TIMEOUT)).endsWith("database x");
            }
        }
        assertThat(folder.resolve("x.duckdb")).exists();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host: '/x.duckdb;threads=1' | mart.host: '/x.duckdb;threads=1' is not a file. Write a path such as /data/marts.duckdb.",
                "host: 'md:mine'             | mart.host: 'md:mine' is not a file. Write a path such as /data/marts.duckdb.",
                "host: 's3://b/x.duckdb'     | mart.host: 's3://b/x.duckdb' is not a file. Write a path such as /data/marts.duckdb.",
                "host: ':other:'             | mart.host: ':other:' is not a file. Write a path such as /data/marts.duckdb.",
                "host: /x.duckdb, schema: main | mart.schema: would become a part of the path /x.duckdb. Remove it.",
                "host: /x.duckdb, port: 1    | mart.port: would become a part of the path; a file has no port. Remove it.",
                "extra: {access_mode: read_only} | mart.extra.access_mode: read_only needs a file. Set host to the file's path.",
                "extra: {memory_limit: lots} | mart.extra.memory_limit: must be a size such as 2GB or 80%, was 'lots'. Remove the line.",
                "extra: {timezone: Mars}     | mart.extra.timezone: 'Mars' is not a time zone. Write one such as Europe/Vienna or UTC.",
                "extra: {allow_unsigned_extensions: true} | mart.extra.allow_unsigned_extensions: would load code that the file names. Remove it.",
                "extra: {motherduck_token: x} | mart.extra.motherduck_token: is for MotherDuck, whose extension would have"
                        + " to be downloaded. Remove it.",
            })
    void whatItCannotDoIsAProblem(String fields, String problem) {
        assertThat(ConnectionText.problems("mart: {conn_type: duckdb, " + fields + "}"))
                .containsExactly(problem);
    }
}
