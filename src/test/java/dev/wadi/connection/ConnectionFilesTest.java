package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problem;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionFilesTest {

    private final Path folder;

    ConnectionFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static ConnectionFile yaml(String text) {
        return ConnectionFiles.read("c.yaml", text);
    }

    private static ConnectionDefinition only(ConnectionFile file) {
        assertThat(file.problems()).isEmpty();
        assertThat(file.definitions()).hasSize(1);
        return file.definitions().get(0);
    }

    private static String problems(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    private static String problemsOfYaml(String text) {
        return problems(yaml(text).problems());
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    private static List<String> ids(List<ConnectionDefinition> definitions) {
        return definitions.stream().map(ConnectionDefinition::connId).toList();
    }

    @Test
    void theMapFormIsReadWithThePlaceOfEverything() {
        ConnectionDefinition definition = only(
                yaml(
                        """
                # the warehouse
                my_postgres_conn:
                  conn_type: PostgreSQL
                  description: the warehouse
                  host: db.example.com
                  port: 5432
                  login: app
                  password: "{{env:PGPASSWORD}}"
                  schema: sales
                  extra:
                    sslmode: require
                    wadi: {pool: {maximumPoolSize: 10}}
                    rate: 1.50
                    account: 0123
                """));
        assertThat(definition.connId()).isEqualTo("my_postgres_conn");
        assertThat(definition.connType()).isEqualTo("postgres");
        assertThat(definition.description()).isEqualTo("the warehouse");
        assertThat(definition.host()).isEqualTo("db.example.com");
        assertThat(definition.port()).isEqualTo("5432");
        assertThat(definition.login()).isEqualTo("app");
        assertThat(definition.password()).isEqualTo("{{env:PGPASSWORD}}");
        assertThat(definition.schema()).isEqualTo("sales");
        assertThat(definition.extra())
                .containsEntry("sslmode", "require")
                .containsEntry("wadi", Map.of("pool", Map.of("maximumPoolSize", 10L)))
                .containsEntry("rate", new BigDecimal("1.50"))
                .containsEntry("account", "0123");
        assertThat(definition.origin().place()).hasToString("c.yaml:2:1");
        assertThat(definition.origin().of("port")).hasToString("c.yaml:6:9");
        assertThat(definition.origin().of("extra.wadi.pool.maximumPoolSize")).hasToString("c.yaml:12:36");
        assertThat(definition.origin().of("extra.nope")).hasToString("c.yaml:11:5");
        assertThat(definition.toString()).isEqualTo("ConnectionDefinition[my_postgres_conn, postgres]");
    }

    @Test
    void scalarsOfAnyKindAreText() {
        ConnectionDefinition definition = only(
                yaml(
                        """
                1:
                  conn_type: http
                  host: 10
                  login: true
                  password: 0123
                  schema: 1.10
                """));
        assertThat(definition.connId()).isEqualTo("1");
        assertThat(List.of(definition.host(), definition.login(), definition.password(), definition.schema()))
                .containsExactly("10", "true", "0123", "1.10");
    }

    @Test
    void mergeKeysShareFields() {
        ConnectionFile file = yaml(
                """
                base: &base {conn_type: postgres, host: db, login: app}
                reader:
                  <<: *base
                  login: reader
                """);
        assertThat(file.problems()).isEmpty();
        assertThat(file.definitions()).extracting(ConnectionDefinition::login).containsExactly("app", "reader");
        assertThat(file.definitions()).extracting(ConnectionDefinition::host).containsExactly("db", "db");
    }

    @Test
    void allProblemsOfAFileAreReportedAtOnceAndRejectIt() {
        ConnectionFile file = yaml(
                """
                warehouse:
                  conn_type: postgres
                  port: 99999
                  hots: db
                good: {conn_type: sqlite}
                other:
                  user: me
                  extra__postgres__sslmode: x
                  extra: [1]
                  host: [a]
                a b: {conn_type: http}
                """);
        assertThat(problems(file.problems()))
                .isEqualTo(
                        """
                c.yaml:3:9: warehouse.port: must be between 0 and 65535, was 99999. Remove the line to use the default of the type.
                c.yaml:4:3: warehouse.hots: unknown key. Did you mean 'host'? A connection has conn_type, description, host, port, login, password, schema, extra, or uri alone.
                c.yaml:7:3: other.conn_type: is missing. Add the type, such as conn_type: postgres.
                c.yaml:7:3: other.user: unknown key. Did you mean 'login'? A connection has conn_type, description, host, port, login, password, schema, extra, or uri alone.
                c.yaml:8:3: other.extra__postgres__sslmode: unknown key. Put it into extra.
                c.yaml:9:10: other.extra: must be an object. Write an object, or its JSON text in single quotes.
                c.yaml:10:9: other.host: must be text. Put it into quotes.
                c.yaml:11:1: the conn_id 'a b' may hold letters, digits and _ # ! ( ) - . : / \\ only. Choose another name.""");
        assertThat(file.definitions()).isEmpty();
        assertThat(file.isRejected()).isTrue();
    }

    @Test
    void portsAreNumbersOrPlaceholders() {
        assertThat(only(yaml("a: {conn_type: x, port: '0543'}")).port()).isEqualTo("543");
        assertThat(only(yaml("a: {conn_type: x, port: 0}")).port()).isEqualTo("0");
        assertThat(only(yaml("a: {conn_type: x, port: ''}")).port()).isNull();
        assertThat(only(yaml("a: {conn_type: x, port: '{{env:PORT}}'}")).port()).isEqualTo("{{env:PORT}}");
        assertThat(problemsOfYaml("a: {conn_type: x, port: abc}"))
                .isEqualTo("c.yaml:1:25: a.port: must be a number from 0 to 65535, was 'abc'."
                        + " Remove the line to use the default of the type.");
        assertThat(problemsOfYaml("a: {conn_type: x, port: -5}"))
                .isEqualTo("c.yaml:1:25: a.port: must be between 0 and 65535, was -5."
                        + " Remove the line to use the default of the type.");
        for (String port : List.of("1.5", "true", "'+5'", "99999999999999999999", "'٣'", "5 5")) {
            assertThat(problemsOfYaml("a: {conn_type: x, port: " + port + "}")).contains("a.port: must be ");
        }
    }

    @Test
    void whatIsNoMappingOfConnectionsIsAProblem() {
        assertThat(problemsOfYaml("- a\n"))
                .isEqualTo("c.yaml:1:1: must be a mapping from conn_id to connection."
                        + " Write a conn_id with the fields of its connection below it, or {} for none.");
        assertThat(problemsOfYaml("# nothing\n"))
                .isEqualTo("c.yaml: is empty."
                        + " Write a conn_id with the fields of its connection below it, or {} for none.");
        assertThat(problemsOfYaml("conn_type: postgres\nhost: db\n"))
                .isEqualTo("c.yaml:1:12: conn_type: the fields have no conn_id."
                        + " Write a conn_id above them, and indent them below it.");
        assertThat(problemsOfYaml("a:\n"))
                .isEqualTo("c.yaml:1:3: a: has no value. Write its fields below it, or its URI in quotes.");
        assertThat(yaml("{}").problems()).isEmpty();
    }

    @Test
    void aPlaceholderCannotStandForAWholeConnection() {
        assertThat(problemsOfYaml("my_pg: \"{{env:PG_URI}}\"\n"))
                .isEqualTo("c.yaml:1:8: my_pg: a placeholder cannot stand for a whole connection."
                        + " Write the fields, with placeholders in them, or set AIRFLOW_CONN_MY_PG.");
    }

    @Test
    void placeholdersStandInUris() {
        ConnectionDefinition definition = only(
                yaml(
                        "a: postgres://{{env:USER}}:{{file:/run/secrets/Pw}}@{{env:HOST:Db}}:{{env:PORT}}/x{{env:DB}}?k={{env:K}}"));
        assertThat(List.of(definition.login(), definition.password(), definition.host(), definition.port()))
                .containsExactly("{{env:USER}}", "{{file:/run/secrets/Pw}}", "{{env:HOST:Db}}", "{{env:PORT}}");
        assertThat(definition.schema()).isEqualTo("x{{env:DB}}");
        assertThat(definition.extra()).isEqualTo(Map.of("k", "{{env:K}}"));
    }

    @Test
    void anEncryptedExtraIsRefused() {
        String token = new Fernet(Fernet.newKey()).encrypt("{}");
        assertThat(problemsOfYaml("a: {conn_type: x, extra: " + token + "}"))
                .isEqualTo("c.yaml:1:26: a.extra: is encrypted as a whole."
                        + " Write its keys, and encrypt the values that are secret.");
    }

    @Test
    void everyFileOfTheFolderIsReadInOrder() throws Exception {
        write("b.yaml", "b: {conn_type: x}");
        write("a.YML", "a: {conn_type: x}");
        write("c.json", "{\"c\": \"http://h\"}");
        write("d.env", "d=http://h\n");
        write(".hidden.yaml", "e: {conn_type: x}");
        write("notes.txt", "notes");
        Files.createDirectories(folder.resolve("old"));
        ConnectionSet set = ConnectionFiles.read(folder, Map.of());
        assertThat(ids(set.definitions())).containsExactly("a", "b", "c", "d");
        assertThat(problems(set.problems()))
                .isEqualTo(folder
                        + "/notes.txt: warning: is not read. Files of connections end in .yaml, .yml, .json or .env.\n"
                        + folder
                        + "/old: warning: is a folder, and is not looked into. Move its files one folder up.");
    }

    @Test
    void aPipeIsNotWaitedFor() throws Exception {
        write("a.yaml", "a: {conn_type: x}");
        Path pipe = folder.resolve("pipe.yaml");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        ConnectionSet set = ConnectionFiles.read(folder, Map.of());

        assertThat(ids(set.definitions())).containsExactly("a");
        assertThat(problems(set.problems()))
                .isEqualTo(pipe + ": is a pipe or a device, which is not read. Put a file in its place.");
    }

    @Test
    void eachFileIsAcceptedOrRejectedAlone() throws Exception {
        write("a.yaml", "a: {conn_type: x}\nbad: 5\n");
        write("b.yaml", "b: {conn_type: x}");
        ConnectionSet set = ConnectionFiles.read(folder, Map.of());
        assertThat(ids(set.definitions())).containsExactly("b");
        assertThat(problems(set.problems()))
                .isEqualTo(folder + "/a.yaml:2:6: bad: must be fields or a URI, was 5."
                        + " Write its fields below it, or its URI in quotes.");
    }

    @Test
    void aSecondDefinitionNamesBothPlacesAndRejectsItsFile() throws Exception {
        write("a.yaml", "one: {conn_type: x}\ntwo: {conn_type: x}\n");
        write("b.yaml", "three: {conn_type: x}\ntwo: {conn_type: y}\n");
        ConnectionSet set = ConnectionFiles.read(folder, Map.of());
        assertThat(ids(set.definitions())).containsExactly("one", "two");
        assertThat(problems(set.problems()))
                .isEqualTo(folder + "/b.yaml:2:1: two: is defined at " + folder
                        + "/a.yaml:2:1 already. Remove one of the two, or choose another conn_id.");
    }

    @Test
    void theEnvironmentWinsOverFilesAndShowsWhatItShadows() throws Exception {
        write(
                "a.yaml",
                "my_pg: {conn_type: postgres, host: file}\nMy_PG: {conn_type: postgres}\nother: {conn_type: x}\n");
        ConnectionSet set = ConnectionFiles.read(
                folder,
                Map.of(
                        "AIRFLOW_CONN_MY_PG",
                        " postgres://env ",
                        "AIRFLOW_CONN_J",
                        "{\"conn_type\": \"http\"}",
                        "PATH",
                        "x"));
        assertThat(set.problems()).isEmpty();
        assertThat(ids(set.definitions())).containsExactly("My_PG", "j", "my_pg", "other");
        assertThat(ids(set.shadowed())).containsExactly("My_PG", "my_pg");
        assertThat(set.definitions().get(2).host()).isEqualTo("env");
        assertThat(set.definitions().get(2).origin().place()).hasToString("AIRFLOW_CONN_MY_PG");
        assertThat(set.shadowed().get(1).host()).isEqualTo("file");
    }

    @Test
    void aWrongVariableDoesNotLetTheFileThrough() throws Exception {
        write("a.yaml", "my_pg: {conn_type: postgres, host: file}\n");
        ConnectionSet set = ConnectionFiles.read(folder, Map.of("AIRFLOW_CONN_MY_PG", "5"));
        assertThat(set.definitions()).isEmpty();
        assertThat(ids(set.shadowed())).containsExactly("my_pg");
        assertThat(problems(set.problems()))
                .isEqualTo("AIRFLOW_CONN_MY_PG: my_pg: is not a connection URI, which begins with its type and ://."
                        + " Write it as type://login:password@host:port/schema.");
    }

    @Test
    void variablesWithWrongNamesAreReported() {
        ConnectionSet set = ConnectionFiles.read(
                folder,
                Map.of(
                        "AIRFLOW_CONN_",
                        "http://h",
                        "AIRFLOW_CONN_A B",
                        "http://h",
                        "AIRFLOW_CONN__TEAM___X",
                        "http://h"));
        assertThat(set.definitions()).isEmpty();
        assertThat(problems(set.problems()))
                .isEqualTo(
                        """
                AIRFLOW_CONN_: the conn_id after AIRFLOW_CONN_ must not be empty. Rename the variable.
                AIRFLOW_CONN_A B: the conn_id after AIRFLOW_CONN_ may hold letters, digits and _ # ! ( ) - . : / \\ only. Rename the variable.
                AIRFLOW_CONN__TEAM___X: warning: is for a team of Airflow, and there are no teams here. Name it without one.""");
    }

    @Test
    void aFolderThatIsNotThereIsOneProblem() throws Exception {
        Path missing = folder.resolve("missing");
        assertThat(problems(ConnectionFiles.read(missing, Map.of()).problems()))
                .isEqualTo(missing + ": the folder does not exist. Create it, or name another.");
        write("file", "");
        Path file = folder.resolve("file");
        assertThat(problems(ConnectionFiles.read(file, Map.of()).problems()))
                .isEqualTo(file + ": is not a folder. Name the folder of the connections.");
    }

    @Test
    void aFileThatCannotBeReadIsOneProblemAndTheOthersAreRead() throws Exception {
        write("b.yaml", "b: {conn_type: x}");
        Files.createSymbolicLink(folder.resolve("a.yaml"), folder.resolve("nowhere"));
        ConnectionSet set = ConnectionFiles.read(folder, Map.of());
        assertThat(ids(set.definitions())).containsExactly("b");
        assertThat(problems(set.problems())).isEqualTo(folder + "/a.yaml: does not exist. Check the name.");
    }

    @Test
    void noProblemShowsASecret() {
        String secret = "hunter2";
        List<String> texts = List.of(
                "a: 'postgres://u:" + secret + "/x@h/db'",
                "a: 'postgres://u:" + secret + "@h:" + secret + "/db'",
                "a: 'http://u:" + secret + "@https://h'",
                "a: '{\"password\": " + secret + "}'",
                "a: {conn_type: x, extra: '{\"password\": " + secret + "}'}",
                "a: '" + secret + "'",
                "a: {conn_type: x, password: [" + secret + "]}",
                "a: ['" + secret + "', '" + secret + "']",
                "a: {conn_type: x, password: " + secret + ": x}",
                "a: {conn_type: x, password: \"" + secret);
        for (String text : texts) {
            ConnectionFile file = yaml(text);
            assertThat(file.isRejected()).as(text).isTrue();
            assertThat(problems(file.problems())).doesNotContain(secret);
        }
    }
}
