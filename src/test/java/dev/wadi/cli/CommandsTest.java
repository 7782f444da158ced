package dev.wadi.cli;

import static dev.wadi.cli.Called.wadi;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

    @TempDir
    private Path project;

    @BeforeEach
    void someConnections() throws IOException {
        Files.createDirectories(project.resolve("routes"));
        Files.createDirectories(project.resolve("connections"));
        Files.writeString(
                project.resolve("connections/db.yaml"),
                """
                # the lake
                lake: {conn_type: duckdb, host: ":memory:"}
                pg:
                  conn_type: postgres
                  host: db.example.com
                  port: 5432
                  login: app
                  password: geheim
                  schema: sales
                  extra: {sslmode: prefer}
                api:
                  conn_type: http
                  host: https://example.com
                  password: "{{env:TOKEN}}"
                """);
        Files.setPosixFilePermissions(
                project.resolve("connections/db.yaml"), PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void helpFitsALineAndNamesEveryCommand() {
        Called help = wadi(project, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(help.out())
                .contains(
                        "  run ",
                        "  status ",
                        "  doctor ",
                        "  validate ",
                        "  compile ",
                        "  connections ",
                        "  sql ",
                        "  schema ",
                        "  exec ",
                        "  encrypt ",
                        "  rotate-key ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "status",
                "doctor",
                "reload",
                "pipelines",
                "pipelines list",
                "pipelines run",
                "pipelines runs",
                "pipelines cancel",
                "validate",
                "sql",
                "schema",
                "exec",
                "encrypt",
                "rotate-key",
                "connections",
                "connections list",
                "connections get",
                "connections add",
                "connections update",
                "connections delete",
                "connections usages",
                "connections test",
                "connections types",
                "connections import",
                "connections export"
            })
    void everyCommandHasHelp(String command) {
        String[] arguments = (command + " --help").split(" ");

        Called help = wadi(project, arguments);

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).startsWith("Usage: wadi " + command);
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void aWrongKeyIsAProblemThatDoesNotSayTheKey() {
        assertThat(wadi(project, Map.of("WADI_FERNET_KEY", "no-key"), "", "validate"))
                .isEqualTo(new Called(
                        2,
                        "",
                        "WADI_FERNET_KEY: wadi.fernet.key: Fernet key 1 is not 32 bytes in base64url, which are 44"
                                + " characters. Give it the keys that Airflow has (AIRFLOW__CORE__FERNET_KEY), with commas"
                                + " between them.\n"));
    }

    @Test
    void aMisspeltCommandIsTold() {
        assertThat(wadi(project, "conections"))
                .isEqualTo(new Called(
                        2, "", "wadi: unknown command 'conections'. Did you mean 'connections'? Try: wadi --help\n"));
        assertThat(wadi(project, "connections", "lst").err())
                .isEqualTo("wadi: unknown command 'lst'. Did you mean 'list'? Try: wadi connections --help\n");
    }

    @Test
    void aMisspeltOptionIsTold() {
        assertThat(wadi(project, "connections", "list", "--jsn"))
                .isEqualTo(new Called(
                        2,
                        "",
                        "wadi: unknown option '--jsn'. Did you mean '--json'? Try: wadi connections list --help\n"));
    }

    @Test
    void whatIsMissingIsTold() {
        assertThat(wadi(project, "connections", "get").err())
                .isEqualTo("wadi: Missing required parameter: 'CONN_ID'. Try: wadi connections get --help\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connections list",
                "connections get pg",
                "connections test pg",
                "connections test --all",
                "connections export",
                "connections update pg --conn-host x",
                "connections delete pg --yes",
                "sql pg select",
                "schema pg",
                "exec pg -- true",
                "validate PATH"
            })
    void aFolderOfConnectionsThatIsNamedMustBeThere(String command) throws IOException {
        Path elsewhere = project.resolve("elsewhere");
        Files.createDirectories(elsewhere.resolve("routes"));

        assertThat(wadi(
                        elsewhere,
                        command.replace("PATH", project.resolve("routes").toString())
                                .split(" ")))
                .isEqualTo(new Called(
                        2,
                        "",
                        "--connections: the folder 'connections' does not exist. Create it, or name another.\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "run"})
    void aFolderOfRoutesThatIsNamedMustBeThere(String command) throws IOException {
        Files.delete(project.resolve("routes"));

        assertThat(wadi(project, command))
                .isEqualTo(new Called(
                        2, "", "--routes: the folder 'routes' does not exist. Create it, or name another.\n"));
        assertThat(wadi(project, "connections", "list").exitCode()).isZero(); // does not read it
    }

    @Test
    void aFolderMayBeNamedByAVariableAndMustBeAFolder() throws IOException {
        Path file = Files.writeString(project.resolve("file"), "");
        Path absent = project.resolve("absent");

        assertThat(named(Map.of("WADI_CONNECTIONS", absent.toString()), "connections", "list"))
                .isEqualTo(
                        "WADI_CONNECTIONS: the folder '" + absent + "' does not exist. Create it, or name another.\n");
        assertThat(named(Map.of("WADI_CONNECTIONS", file.toString()), "connections", "list"))
                .isEqualTo("WADI_CONNECTIONS: '" + file + "' is not a folder. Name a folder.\n");
        assertThat(named(
                        Map.of(
                                "WADI_CONNECTIONS",
                                project.resolve("connections").toString(),
                                "WADI_ROUTES",
                                absent.toString()),
                        "validate"))
                .isEqualTo("WADI_ROUTES: the folder '" + absent + "' does not exist. Create it, or name another.\n");
    }

    /** What a command says that must fail, with folders that only variables name. */
    private static String named(Map<String, String> variables, String... command) {
        Called called = Called.withoutFlags(variables, command);
        assertThat(called.exitCode()).isEqualTo(2);
        assertThat(called.out()).isEmpty();
        return called.err();
    }

    @Test
    void theFirstConnectionMakesTheFolderThatIsNamed() {
        Path elsewhere = project.resolve("elsewhere");

        assertThat(wadi(elsewhere, "connections", "add", "lake", "--conn-type", "duckdb")
                        .exitCode())
                .isZero();
        assertThat(elsewhere.resolve("connections/lake.yaml")).exists();
    }

    @Test
    void connectionsAreListedWithTheirPlaces() {
        Called list = wadi(project, "connections", "list");

        assertThat(list.exitCode()).isZero();
        assertThat(list.err()).isEmpty();
        assertThat(list.out().replaceAll("(?m)…?\\S*/db.yaml", "db.yaml"))
                .isEqualTo(
                        """
                        CONN_ID  TYPE      HOST                 PORT  SCHEMA  DEFINED AT
                        api      http      https://example.com                db.yaml:11:1
                        lake     duckdb    :memory:                           db.yaml:2:1
                        pg       postgres  db.example.com       5432  sales   db.yaml:3:1
                        """);
    }

    @Test
    void whatIsWrongWithOtherEntriesIsShownBesideTheList() throws IOException {
        Files.writeString(
                project.resolve("connections/wrong.yaml"),
                """
                five: 5
                x: {conn_type: postgress}
                """);

        Called list = wadi(project, "connections", "list");

        assertThat(list.exitCode()).isZero();
        assertThat(list.err())
                .isEqualTo(
                        """
                        connections/wrong.yaml:1:7: five: must be fields or a URI, was 5. Write its fields below it, or its URI in quotes.
                        connections/wrong.yaml:2:16: x.conn_type: no connection type 'postgress'. Did you mean 'postgres'? 'wadi connections types' lists them.
                        """);
        assertThat(list.out()).contains("pg ").doesNotContain("five", "postgress");
    }

    @Test
    void aVariableThatShadowsAFileIsShown() {
        Called list =
                wadi(project, Map.of("AIRFLOW_CONN_PG", "postgres://other/db"), "", "connections", "list", "--json");

        assertThat(list.out())
                .contains(
                        """
                          "host" : "other",
                          "port" : null,
                          "login" : null,
                          "schema" : "db",
                          "defined_at" : "AIRFLOW_CONN_PG",
                          "shadows" : [ "connections/db.yaml:3:1" ],
                        """);
    }

    @Test
    void aConnectionIsShownWithoutItsSecrets() {
        assertThat(wadi(project, "connections", "get", "pg"))
                .isEqualTo(new Called(
                        0,
                        """
                        conn_id        pg
                        conn_type      postgres
                        host           db.example.com
                        port           5432
                        login          app
                        password       ***
                        schema         sales
                        extra.sslmode  prefer
                        defined at     connections/db.yaml:3:1
                        """,
                        ""));
        assertThat(wadi(project, "connections", "get", "pg", "--json").out())
                .contains("\"password\" : \"***\"")
                .doesNotContain("geheim");
    }

    @Test
    void anUnknownConnectionNamesTheNearest() {
        assertThat(wadi(project, "connections", "get", "pgg"))
                .isEqualTo(new Called(
                        2,
                        "",
                        "CONN_ID: no connection named 'pgg'. Did you mean 'pg'?"
                                + " 'wadi connections list' shows those that there are.\n"));
    }

    @Test
    void aFailureIsJsonWhenJsonWasAskedFor() {
        assertThat(wadi(project, "connections", "get", "pgg", "--json").err())
                .startsWith(
                        """
                        {
                          "error" : "CONN_ID: no connection named 'pgg'.""")
                .contains("\"what\" : \"no connection named 'pgg'\"");
    }

    @Test
    void validateShowsAllProblemsAndCounts() throws IOException {
        Files.writeString(project.resolve("connections/a.yaml"), "x: {conn_type: postgress}\n");
        Files.writeString(project.resolve("connections/b.yaml"), "\ny: {conn_type: http, prt: 1}\n");

        Called validate = wadi(project, Map.of("TOKEN", "t"), "", "validate");

        assertThat(validate.exitCode()).isEqualTo(2);
        assertThat(validate.out()).contains("postgress", "prt", "2 problems, 0 warnings\n");
        assertThat(wadi(project, "validate", "--json").out()).contains("\"file\" : ", "\"line\" : 2");
    }

    @Test
    void goodFilesAreGood() {
        assertThat(wadi(project, Map.of("TOKEN", "t"), "", "validate"))
                .isEqualTo(new Called(0, "3 connections, 0 route files: no problems\n", ""));
    }

    @Test
    void aConnectionIsAddedChangedAndDeleted() throws IOException {
        Path file = project.resolve("connections/new.yaml");

        assertThat(wadi(project, "connections", "add", "new", "--conn-uri", "postgres://u:p@h:5433/d?sslmode=require"))
                .isEqualTo(new Called(0, "Connection 'new' was added in connections/new.yaml.\n", ""));
        assertThat(wadi(project, "connections", "update", "new", "--conn-host", "other", "--conn-password", "***")
                        .out())
                .isEqualTo("Connection 'new' was updated in connections/new.yaml.\n");
        assertThat(file)
                .hasContent(
                        """
                        new:
                          conn_type: postgres
                          host: other
                          port: 5433
                          login: u
                          password: p
                          schema: d
                          extra:
                            sslmode: require
                        """);
        assertThat(wadi(project, "connections", "delete", "new", "--yes").out())
                .isEqualTo("Connection 'new' was deleted from connections/new.yaml.\n");
        assertThat(wadi(project, "connections", "get", "new").exitCode()).isEqualTo(2);
    }

    @Test
    void commentsStayWhenAConnectionIsChanged() throws IOException {
        wadi(project, "connections", "update", "lake", "--conn-description", "deep");

        assertThat(Files.readString(project.resolve("connections/db.yaml")))
                .startsWith("# the lake\n")
                .contains("deep");
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        assertThat(wadi(project, "connections", "add", "pg", "--conn-type", "http"))
                .isEqualTo(new Called(
                        2,
                        "",
                        "CONN_ID: connection 'pg' is defined at connections/db.yaml:3:1 already. Change it by"
                                + " 'wadi connections update pg', or choose another conn_id.\n"));
    }

    @Test
    void anUnknownTypeIsRefusedAndNothingIsWritten() {
        assertThat(wadi(project, "connections", "add", "x", "--conn-type", "postgress")
                        .err())
                .isEqualTo("--conn-…: x.conn_type: no connection type 'postgress'. Did you mean 'postgres'?"
                        + " 'wadi connections types' lists them.\n");
        assertThat(project.resolve("connections/x.yaml")).doesNotExist();
    }

    @Test
    void deletingAsksOrWantsYes() {
        assertThat(wadi(project, "connections", "delete", "pg"))
                .isEqualTo(new Called(2, "", "--yes: is missing, and there is nobody to ask. Add --yes.\n"));
        assertThat(Called.typed(project, "n\n", "connections", "delete", "pg").exitCode())
                .isEqualTo(1);
        assertThat(Called.typed(project, "y\n", "connections", "delete", "pg").out())
                .contains("Connection 'pg' was deleted from connections/db.yaml.\n");
    }

    @Test
    void usagesSayWhichRoutesAndPipelinesUseAConnectionAndWhere() throws IOException {
        Files.createDirectories(project.resolve("routes"));
        Files.writeString(
                project.resolve("routes/a.yaml"),
                """
                - route:
                    id: first
                    from: {uri: "direct:a", steps: [{to: {uri: "conn:pg/select 1"}}]}
                - route:
                    id: second
                    from: {uri: "direct:b", steps: [{toD: {uri: "conn:${header.id}/select 1"}}]}
                """);
        Files.writeString(
                project.resolve("routes/p.yaml"),
                """
                - {kind: tap, name: rows, connection: pg, locator: orders}
                - {kind: transform, name: some, query: SELECT * FROM rows}
                """);

        assertThat(wadi(project, "connections", "usages", "pg"))
                .isEqualTo(new Called(
                        0,
                        """
                        CONN_ID  HOW      ROUTE   WHERE
                        pg       uses     first   routes/a.yaml:3:48
                        pg       may use  second  routes/a.yaml:6:49
                        pg       uses     p       routes/p.yaml:1:39
                        """,
                        ""));
        assertThat(wadi(project, "connections", "usages", "pgg").err()).contains("Did you mean 'pg'?");
        assertThat(Called.typed(project, "n\n", "connections", "delete", "pg").err())
                .contains("'pg' is used by 'first' at routes/a.yaml:3:48")
                .contains("'pg' may be used by 'second' at routes/a.yaml:6:49");
    }

    @Test
    void onATerminalAddAsksTestsAndSaves() throws IOException {
        Called added = Called.typed(project, "pond\nduckdb\n\n\n\n\n\n\n\n\n\n\n", "connections", "add");

        assertThat(added.err()).contains("It works: DuckDB");
        assertThat(added.out()).endsWith("Connection 'pond' was added in connections/pond.yaml.\n");
        assertThat(Files.readString(project.resolve("connections/pond.yaml")))
                .startsWith("pond:\n  conn_type: duckdb\n");
    }

    @Test
    void aFileOfAirflowIsImportedWholeOrNotAtAll() throws IOException {
        Path file = project.resolve("in.json");
        Files.writeString(file, "{\"a\": \"http://h\", \"pg\": \"postgres://h/d\"}");

        assertThat(wadi(project, "connections", "import", file.toString()).err())
                .contains("connection 'pg' is defined at connections/db.yaml:3:1 already");
        assertThat(project.resolve("connections/a.yaml")).doesNotExist();
        assertThat(wadi(project, "connections", "import", "--overwrite", file.toString())
                        .out())
                .isEqualTo(
                        """
                        Connection 'a' was added in connections/a.yaml.
                        Connection 'pg' was updated in connections/db.yaml.
                        """);
    }

    @Test
    void aFileOfJupySqlIsImportedWholeOrNotAtAll() throws IOException {
        Path file = project.resolve("connections.ini");
        Files.writeString(file, "[marsh]\ndrivername = duckdb\n[b]\ndrivername = snowfmarsh\n");

        assertThat(wadi(project, "connections", "import", file.toString()))
                .isEqualTo(new Called(
                        2,
                        "",
                        "connections.ini:4:1: b.drivername: no connection type for 'snowfmarsh'. Write one of postgresql, mysql,"
                                + " mariadb, sqlite, duckdb, mssql, oracle.\n"));
        assertThat(project.resolve("connections/marsh.yaml")).doesNotExist();

        Files.writeString(file, "[marsh]\ndrivername = duckdb\n");
        assertThat(wadi(project, "connections", "import", file.toString()).out())
                .isEqualTo("Connection 'marsh' was added in connections/marsh.yaml.\n");
    }

    @Test
    void whatHasNoConnIdIsGivenOne() throws IOException {
        Path file = project.resolve("index");
        Files.writeString(file, "--index-url https://u:pw@pkgs.example.com/simple\n");

        assertThat(wadi(project, "connections", "import", "--format", "pip", "--conn-id", "corp", file.toString())
                        .out())
                .isEqualTo("Connection 'corp' was added in connections/corp.yaml.\n");
        assertThat(wadi(project, "connections", "export", "corp", "--format", "pip")
                        .out())
                .isEqualTo("[global]\nindex-url = https://u:pw@pkgs.example.com/simple\n");
    }

    @Test
    void exportPrintsSecretsInEveryForm() {
        assertThat(wadi(project, "connections", "export", "pg", "--format", "uri")
                        .out())
                .isEqualTo("postgres://app:geheim@db.example.com:5432/sales?sslmode=prefer\n");
        assertThat(wadi(project, "connections", "export", "pg", "--format", "env")
                        .out())
                .startsWith("pg=postgres://app:geheim@");
        assertThat(wadi(project, "connections", "export", "pg", "--format", "env_json")
                        .out())
                .startsWith("pg={\"conn_type\": \"postgres\"");
        assertThat(wadi(project, "connections", "export", "pg").out()).startsWith("pg:\n  conn_type: postgres\n");
        assertThat(wadi(project, "connections", "export", "pg", "--format", "json")
                        .out())
                .contains("\"password\": \"geheim\"");
        assertThat(wadi(project, "connections", "export", "pg", "--format", "jupysql")
                        .out())
                .startsWith("[pg]\n");
    }

    @Test
    void exportResolvesPlaceholders() {
        assertThat(wadi(project, Map.of("TOKEN", "t0k"), "", "connections", "export", "api")
                        .out())
                .contains("t0k");
        assertThat(wadi(project, "connections", "export", "api", "--as-written").out())
                .contains("{{env:TOKEN}}");
        assertThat(wadi(project, "connections", "export", "api"))
                .isEqualTo(new Called(
                        2,
                        "",
                        "connections/db.yaml:14:13: api.password: the environment variable 'TOKEN' is not set."
                                + " Set it before the start.\n"));
    }

    @Test
    void typesAndTheirSettingsAreListed() {
        assertThat(wadi(project, "connections", "types").out())
                .startsWith("TYPE")
                .contains("postgres");
        assertThat(wadi(project, "connections", "types", "postgres").out())
                .contains("extra.sslmode  disable | allow | prefer");
        assertThat(wadi(project, "connections", "types", "postgress").err())
                .isEqualTo("TYPE: no connection type 'postgress'. Did you mean 'postgres'?"
                        + " 'wadi connections types' lists them.\n");
    }

    @Test
    void aConnectionThatWorksIsTested() {
        assertThat(wadi(project, "connections", "test", "lake").out()).matches("lake: ok, DuckDB .* \\(\\d+ ms\\)\n");
    }

    @Test
    void aServerThatRefusesHasItsExitCode() throws IOException {
        Files.writeString(
                project.resolve("connections/no.yaml"),
                "no: {conn_type: postgres, host: localhost, port: 1, login: a, password: geheim}\n");

        Called test = wadi(project, "connections", "test", "no", "--timeout", "5");

        assertThat(test.exitCode()).isEqualTo(3);
        assertThat(test.out()).startsWith("no: failed. connection 'no': ").doesNotContain("geheim");
    }

    @ParameterizedTest
    @CsvSource({"sql, select 1", "schema, orders"})
    void whatNeedsADatabaseThatRefusesSaysSoAtOnceAsTheTestDoes(String command, String argument) throws IOException {
        Files.writeString(
                project.resolve("connections/no.yaml"),
                "no: {conn_type: postgres, host: localhost, port: 1, login: a, password: geheim}\n");
        long start = System.nanoTime();

        Called called = wadi(project, command, "no", argument);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15)); // not the pool's 30
        assertThat(called)
                .isEqualTo(new Called(
                        3, "", "wadi: connection 'no': cannot connect to localhost:1: Connection refused\n"));
        assertThat(wadi(project, "connections", "test", "no").out())
                .isEqualTo("no: failed. connection 'no': cannot connect to localhost:1: Connection refused\n");
    }

    @Test
    void sqlMakesTheFileOfANewDatabase() throws IOException {
        Path file = project.resolve("new.db");
        Files.writeString(project.resolve("connections/new.yaml"), "new: {conn_type: sqlite, host: '" + file + "'}\n");

        assertThat(wadi(project, "sql", "new", "create table t (a int); insert into t values (1)")
                        .exitCode())
                .isZero();
        assertThat(file).exists();
    }

    @Test
    void sqlPrintsATable() {
        assertThat(wadi(project, "sql", "lake", "select 1 as n, 'x' as t union all select 20, null order by n"))
                .isEqualTo(new Called(
                        0,
                        """
                         n  t
                         1  x
                        20  NULL
                        (2 rows)
                        """,
                        ""));
    }

    @Test
    void sqlRunsSeveralStatementsFromStandardInput() {
        Called sql = wadi(
                project,
                Map.of(),
                "create table t (i int); insert into t values (1), (2); select * from t;",
                "sql",
                "lake",
                "--format",
                "csv");

        assertThat(sql.out()).isEqualTo("i\n1\n2\n");
        assertThat(sql.err()).endsWith("2 rows changed\n");
    }

    @Test
    void sqlPrintsExactJson() {
        assertThat(wadi(
                                project,
                                "sql",
                                "lake",
                                "select 1.50 as d, [1, 2] as l, null as n, true as b; select 1 where false",
                                "--json")
                        .out())
                .isEqualTo(
                        """
                        [
                          {"d":1.50,"l":[1,2],"n":null,"b":true}
                        ]
                        []
                        """);
        assertThat(wadi(project, "sql", "lake", "select range as r from range(2)", "--format", "jsonl")
                        .out())
                .isEqualTo("{\"r\":0}\n{\"r\":1}\n");
    }

    @Test
    void sqlWritesCsvToAFile() {
        Path file = project.resolve("out.csv");

        wadi(
                project,
                "sql",
                "lake",
                "select 'a,\"b' as t, '' as e, null as n",
                "--format",
                "csv",
                "--output",
                file.toString());

        assertThat(file).hasContent("t,e,n\n\"a,\"\"b\",\"\",\n");
    }

    @Test
    void aWrongStatementIsToldWithoutAStackTrace() {
        Called sql = wadi(project, "sql", "lake", "selec 1");

        assertThat(sql.exitCode()).isEqualTo(1);
        assertThat(sql.err())
                .startsWith("wadi: connection 'lake': Parser Error: syntax error")
                .doesNotContain("\tat ");
    }

    @Test
    void sqlOnWhatIsNoDatabaseIsTold() {
        assertThat(wadi(project, Map.of("TOKEN", "t"), "", "sql", "api", "select 1")
                        .err())
                .isEqualTo("CONN_ID: connection 'api' of type 'http' has no SQL. Name a connection to a database.\n");
    }

    @Test
    void schemaListsTablesAndColumns() throws IOException {
        Path database = project.resolve("shop.db");
        Files.writeString(project.resolve("connections/s.yaml"), "shop: {conn_type: sqlite, host: " + database + "}\n");
        wadi(project, "sql", "shop", "create table orders (id integer primary key, total real not null)");

        assertThat(wadi(project, "schema", "shop").out()).isEqualTo("TABLE   KIND\norders  table\n");
        assertThat(wadi(project, "schema", "shop", "orders").out())
                .contains("total   REAL")
                .contains("no");
        assertThat(wadi(project, "schema", "shop", "order").err())
                .isEqualTo("LOCATOR: no table 'order' on connection 'shop'. 'wadi schema shop' lists those that there"
                        + " are.\n");
    }

    @Test
    void execWantsAProgram() {
        assertThat(wadi(project, "exec", "lake").err())
                .isEqualTo("COMMAND: is missing. Write it after --: wadi exec my_pg -- python load.py.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "reload"})
    void whatAsksTheServiceSaysThatNothingRuns(String command) {
        Called status = wadi(project, command, "--api-port", "1");

        assertThat(status.exitCode()).isEqualTo(3);
        assertThat(status.err()).startsWith("wadi: No service answers at http://127.0.0.1:1.");
    }

    @Test
    void thereIsAListOfCommandsThatMustNotGrowUnseen() {
        assertThat(Wadi.commandLine(new Session(Shell.ofProcess()))
                        .getSubcommands()
                        .keySet())
                .containsExactlyElementsOf(List.of(
                        "run",
                        "status",
                        "doctor",
                        "reload",
                        "pipelines",
                        "validate",
                        "compile",
                        "connections",
                        "sql",
                        "schema",
                        "exec",
                        "encrypt",
                        "rotate-key",
                        "help"));
    }
}
