package dev.wadi.connection.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.Connections;
import dev.wadi.connection.jdbc.ConnectionText;
import dev.wadi.connection.jdbc.TestingContext;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.OpenConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SqliteTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Path folder;

    SqliteTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static OpenConnection open(SqliteSettings settings) {
        return new SqliteType().open(settings, new TestingContext("small"));
    }

    private static JdbcTemplate template(OpenConnection open) {
        return new JdbcTemplate(open.bean(DataSource.class));
    }

    private static List<String> problems(String lines) {
        return ConnectionText.problems("small:\n  conn_type: sqlite\n" + lines.indent(2));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void aFileIsNotOpenWithTwoKindsOfLocksAtATime() {
        SqliteType type = new SqliteType();
        SqliteSettings locked = TestingSqliteSettings.of(file("a.db"));
        assertThat(type.excludes(locked, TestingSqliteSettings.of("file:" + file("a.db") + "?nolock=1")))
                .isTrue();
        assertThat(type.excludes(locked, TestingSqliteSettings.of("file:" + file("a.db") + "?vfs=unix-dotfile")))
                .isTrue();
        assertThat(type.excludes(locked, TestingSqliteSettings.of("file:" + file("a.db") + "?mode=ro")))
                .isFalse();
        assertThat(type.excludes(locked, TestingSqliteSettings.of("file:" + file("b.db") + "?nolock=1")))
                .isFalse();
        assertThat(type.excludes(TestingSqliteSettings.of(":memory:"), TestingSqliteSettings.of(":memory:")))
                .isFalse();
    }

    @Test
    void aTestOfATypoCreatesNothing() throws IOException {
        try (OpenConnection open = open(TestingSqliteSettings.of(file("ordres.db")))) {
            assertThatThrownBy(() -> open.test(TIMEOUT))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("connection 'small': cannot open " + file("ordres.db")
                            + ": there is no such file. A test" + " creates none; the first statement would");
        }
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aFileThatIsNoDatabaseFailsTheTest() throws IOException {
        Files.writeString(folder.resolve("text.db"), "this is not a database, whatever its name may say of it");
        try (OpenConnection open = open(TestingSqliteSettings.of(file("text.db")))) {
            assertThatThrownBy(() -> open.test(TIMEOUT))
                    .hasMessage(
                            "connection 'small': cannot open " + file("text.db") + ": [SQLITE_NOTADB] File opened that"
                                    + " is not a database file (file is not a database)");
        }
    }

    @Test
    void rwDoesNotCreateAndRoDoesNotWrite() {
        try (Connections rw = ConnectionText.open(
                "small: {conn_type: sqlite, host: %s, extra: {mode: rw, wadi: {pool: {connectionTimeout: 300,"
                                .formatted(file("x.db"))
                        + " validationTimeout: 250}}}}")) {
            JdbcTemplate template =
                    new JdbcTemplate(rw.bean("small", DataSource.class).orElseThrow());
            assertThatThrownBy(() -> template.execute("create table t (a)"))
                    .cause()
                    .hasMessage(
                            "connection 'small': no database connection within 300 ms (active 0, idle 0, waiting 0)."
                                    + " Last error: [SQLITE_CANTOPEN] Unable to open the database file (unable to open database"
                                    + " file). Try: wadi connections test small");
        }
        try (OpenConnection rwc = open(TestingSqliteSettings.of(file("x.db"), null, OpenMode.RWC))) {
            template(rwc).execute("create table t (a)");
            assertThat(rwc.test(TIMEOUT)).startsWith("SQLite 3.");
        }
        try (OpenConnection ro = open(TestingSqliteSettings.of(file("x.db"), null, OpenMode.RO))) {
            assertThat(template(ro).queryForList("select a from t")).isEmpty();
            assertThatThrownBy(() -> template(ro).update("insert into t values (1)"))
                    .hasMessageContaining("readonly database");
            assertThat(ro.test(TIMEOUT)).startsWith("SQLite 3.");
        }
    }

    @Test
    void sqlReachesNoOtherFile() {
        try (OpenConnection open = open(TestingSqliteSettings.of(":memory:"))) {
            assertThatThrownBy(() -> template(open).execute("attach '" + file("other.db") + "' as other"))
                    .hasMessageContaining("too many attached databases - max 0");
            assertThatThrownBy(() -> template(open).queryForList("select load_extension('evil')"))
                    .hasMessageContaining("not authorized");
        }
        assertThat(folder.resolve("other.db")).doesNotExist();
    }

    @Test
    void whenItIsAllowedSqlMayAttachAndVacuum() {
        try (Connections connections = ConnectionText.open(
                "small: {conn_type: sqlite, host: %s, extra: {wadi: {allow_attach: true}}}".formatted(file("x.db")))) {
            JdbcTemplate template =
                    new JdbcTemplate(connections.bean("small", DataSource.class).orElseThrow());
            template.execute("attach '" + file("other.db") + "' as other");
            template.execute("vacuum main");
        }
    }

    @Test
    void writersWaitForOneAnother() {
        try (OpenConnection open = open(TestingSqliteSettings.of(file("busy.db")))) {
            JdbcTemplate template = template(open);
            template.execute("create table counter (n integer)");
            template.update("insert into counter values (0)");
            TransactionTemplate transaction =
                    new TransactionTemplate(new DataSourceTransactionManager(open.bean(DataSource.class)));
            List<CompletableFuture<Void>> writers = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> transaction.executeWithoutResult(status -> {
                        Integer n = template.queryForObject("select n from counter", Integer.class);
                        template.update("update counter set n = ?", n == null ? 0 : n + 1);
                    })))
                    .toList();
            writers.forEach(CompletableFuture::join);
            assertThat(template.queryForObject("select n from counter", Integer.class))
                    .isEqualTo(8);
        }
    }

    @Test
    void everyUserOfADatabaseInMemorySeesTheSame() throws Exception {
        try (OpenConnection open = open(TestingSqliteSettings.of(null))) {
            template(open).execute("create table t (a)");
            try (Connection connection = open.bean(DataSource.class).getConnection()) {
                assertThat(connection
                                .createStatement()
                                .executeQuery("select * from t")
                                .next())
                        .isFalse();
            }
        }
    }

    @Test
    void aConnectionStringOpensAsAirflowOpensIt() {
        for (String uri : List.of(
                "sqlite://" + file("x.db"),
                "sqlite:///" + file("x.db"),
                "sqlite://" + file("x.db").replace("/", "%2F"))) {
            try (Connections connections = ConnectionText.open("small: '" + uri + "?mode=rwc'\n")) {
                new JdbcTemplate(connections.bean("small", DataSource.class).orElseThrow())
                        .execute("create table if not exists t (a)");
                assertThat(connections.test("small", TIMEOUT)).as(uri).startsWith("SQLite 3.");
            }
            assertThat(folder.resolve("x.db")).as(uri).exists();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{host: /x.db, port: 1}        | small.port: would become a part of the path; a file has no port. Remove it.",
                "{host: /x.db, schema: main}   | small.schema: would become a part of the path /x.db. Remove it.",
                "{host: x.db, schema: main}    | small.schema: would become a part of the path x.db. Remove it.",
                "{host: /x.db, login: me}      | small.login: has no meaning for a file without encryption. Remove it.",
                "{host: 'file:/x.db?mode=no'}  | small.host: has the parameter mode=no. It may be memory, ro, rw, rwc.",
                "{host: 'file:/x.db?enable_load_extension=true'} | small.host: has the unknown parameter"
                        + " 'enable_load_extension'. It may have mode, cache, immutable, nolock, psow, vfs.",
                "{host: 'file:/x.db?mode=ro', extra: {mode: rw}} | small.extra.mode: is a parameter of host as well."
                        + " Remove one of them.",
                "{host: 'file:/x.db?%65nable_load_extension=1'} | small.host: has the unknown parameter"
                        + " 'enable_load_extension'. It may have mode, cache, immutable, nolock, psow, vfs.",
                "{host: /x.db, extra: {vfs: 'a&mode=rwc'}} | small.extra.vfs: vfs must be a name, was 'a&mode=rwc'. Remove it.",
                "{host: /x.db, extra: {mode: write}} | small.extra.mode: must be one of ro, rw, rwc, memory, was write. Change it, or remove the line.",
                "{host: /x.db, extra: {enable_load_extension: true}} | small.extra.enable_load_extension: would load code"
                        + " that the file names. Remove it.",
                "{} | warning: small.host: is missing, so the database is temporary and empty at each start. Set it to"
                        + " the path of a file, or to :memory:.",
                "{schema: ':memory:'} | warning: small.schema: is read as a database in memory; Airflow would make a file"
                        + " of that name in /. Set host to :memory: and remove schema.",
            })
    void whatIsNotAFileIsAProblem(String fields, String problem) {
        String inner = fields.substring(1, fields.length() - 1);
        String separator = inner.isBlank() ? "" : ", ";
        assertThat(ConnectionText.problems("small: {conn_type: sqlite" + separator + inner + "}"))
                .containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":resource:http://evil.example.com/x.db",
                ":resource:x.db",
                "http://evil.example.com/x.db",
                "file:http://evil.example.com/x.db",
                "jar:file:///x.jar!/x.db",
            })
    void nothingIsFetched(String host) {
        assertThat(problems("host: '" + host + "'"))
                .containsExactly("small.host: '" + host + "' is not a file. Write a path such as /data/orders.db.");
    }
}
