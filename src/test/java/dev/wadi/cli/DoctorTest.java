package dev.wadi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.wadi.connection.Fernet;
import dev.wadi.testing.MuteServer;
import dev.wadi.testing.TestingHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    @TempDir
    private Path project;

    @BeforeEach
    void anInstallationThatIsWell() throws IOException {
        Files.createDirectories(project.resolve("routes"));
        Files.createDirectories(project.resolve("connections"));
        Files.createFile(project.resolve("shop.db"));
        connections("shop: {conn_type: sqlite, host: " + project.resolve("shop.db") + "}\n");
        route("ask.yaml", "shop");
    }

    private void connections(String text) throws IOException {
        write("connections/all.yaml", text, "rw-------");
    }

    private void route(String file, String connId) throws IOException {
        write(
                "routes/" + file,
                "- from: {uri: 'direct:" + file + "', steps: [{to: 'conn:" + connId + "/select 1'}]}\n",
                "rw-r--r--");
    }

    private Path write(String file, String text, String permissions) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private Examined examined(String... arguments) {
        return Examined.of(project, Map.of(), arguments);
    }

    @Test
    void whatIsWellIsSaid() {
        Examined examined = examined();

        assertThat(examined.exitCode()).isZero();
        assertThat(examined.json().get("problems").asInt()).isZero();
        assertThat(examined.json().get("warnings").asInt()).isZero();
        assertThat(examined.about("folders"))
                .startsWith("ok | connections | 1 entry | ", "ok | routes | 1 entry | ")
                .element(2)
                .asString()
                .matches("ok \\| state \\| will be made by the first run, .* free \\| ");
        assertThat(examined.about("files")).containsExactly("ok |  | 1 connection, 1 route file: no problems | ");
        assertThat(examined.about("keys"))
                .containsExactly("ok | wadi.fernet.key | none is set, and no value is encrypted | ");
        assertThat(examined.about("connections")).hasSize(1).first().asString().startsWith("ok | shop | SQLite 3.");
        assertThat(examined.about("clock")).hasSize(1).first().asString().startsWith("ok |  | it is 2");
        assertThat(examined.about("machine"))
                .contains("ok | libraries | DuckDB, SQLite and Arrow can be loaded | ")
                .allMatch(finding -> finding.startsWith("ok | "));
        assertThat(project.resolve("state")).doesNotExist();
    }

    @Test
    void theTextHasALineForEachFindingAndWhatToDoBelow() throws IOException {
        Files.writeString(project.resolve("routes/ask.yaml~"), "");
        Map<String, String> ports = Map.of("WADI_API_PORT", "0", "WADI_PORT", "0");

        Called doctor = Called.wadi(project, ports, "", "doctor");

        assertThat(doctor.exitCode()).isZero();
        assertThat(doctor.err()).isEmpty();
        assertThat(doctor.out())
                .contains(
                        """

                        Files
                          ok       1 connection, 1 route file: no problems.
                          warning  routes/ask.yaml~: nobody reads it: files of routes end in .yaml or .yml.
                                   Remove it, or keep it elsewhere

                        Keys
                          ok       wadi.fernet.key: none is set, and no value is encrypted.
                        """)
                .endsWith("\n\n0 problems, 1 warning\n");
    }

    @Test
    void foldersThatAreNamedAndNotThereAreProblems() {
        Map<String, String> variables =
                Map.of("WADI_API_PORT", "0", "WADI_PORT", "0", "WADI_STATE", project.resolve("shop.db") + "/state");

        Called doctor = Called.wadi(
                project,
                variables,
                "",
                "doctor",
                "--routes=" + project.resolve("my routes"),
                "--plugins=" + project.resolve("shop.db"));

        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.out())
                .startsWith(
                        """
                        Folders
                          ok       connections: 1 entry.
                          problem  my routes: does not exist, and is named (--routes).
                                   Run: mkdir -p 'my routes'
                          problem  shop.db: is not a folder.
                                   Name a folder
                          problem  shop.db/state: shop.db is not a folder, so no run can be remembered.
                                   Change wadi.state

                        """)
                .endsWith("\n\n3 problems, 0 warnings\n");
    }

    @Test
    void aStateFolderThatCannotBeWrittenIsAProblem() {
        Examined examined = Examined.of(project, Map.of("WADI_STATE", "/proc/self/state"));

        assertThat(examined.exitCode()).isEqualTo(1);
        assertThat(examined.about("folders"))
                .last()
                .asString()
                .startsWith("problem | /proc/self/state | cannot be written (")
                .contains("): it belongs to ", "; no pipeline can run | Run as root: chown -R ");
    }

    @Test
    void aFolderThatEverybodyMayWriteIsAWarning() throws IOException {
        Files.setPosixFilePermissions(project.resolve("routes"), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(examined().about("folders"))
                .contains("warning | routes | everybody on this machine may put files into it | Run: chmod o-w routes");
    }

    @Test
    void filesThatNobodyReadsAreFound() throws IOException {
        for (String file : new String[] {
            "connections/.hidden.yaml",
            "connections/old.yaml.bak",
            "connections/README.md",
            "routes/.draft.yaml",
            "routes/daily/.keep",
            "routes/daily/NEW.YML",
            "routes/data/in.csv",
            "routes/data/unknown.csv",
            "routes/notes.txt"
        }) {
            write(file, "", "rw-------");
        }
        Path data = write("routes/named/orders.jsonl", "", "rw-------").getParent();
        connections(
                """
                shop: {conn_type: sqlite, host: %s}
                files: {conn_type: file, host: %s}
                """
                        .formatted(project.resolve("shop.db"), data));
        route("files.yaml", "files");
        write("routes/csv.yaml", "- from: {uri: 'file:x?fileName=in.csv', steps: [{log: a}]}\n", "rw-------");

        assertThat(examined().about("files"))
                .map(finding -> finding.replace(project + "/", ""))
                .containsExactly(
                        "ok |  | 2 connections, 3 route files: no problems | ",
                        "warning | connections/README.md | is not read | Files of connections end in .yaml, .yml, .json"
                                + " or .env",
                        "warning | connections/old.yaml.bak | is not read | Files of connections end in .yaml, .yml,"
                                + " .json or .env",
                        "warning | connections/.hidden.yaml | nobody reads it: names that begin with a dot are left out"
                                + " | If it should be read, give it another name",
                        "warning | routes/.draft.yaml | nobody reads it: names that begin with a dot are left out | If it"
                                + " should be read, give it another name",
                        "warning | routes/daily/NEW.YML | nobody reads it: files of routes end in .yaml or .yml | If it"
                                + " should be: mv routes/daily/NEW.YML routes/daily/new.yml",
                        "warning | routes | no route or connection names what is in it: notes.txt | Keep it elsewhere,"
                                + " unless another program needs it here",
                        "warning | routes/data | no route or connection names what is in it: unknown.csv | Keep it"
                                + " elsewhere, unless another program needs it here");
    }

    @Test
    void whatKubernetesMountsIsNoHiddenFile() throws IOException {
        write("routes/..2026_01_01/ask.yaml", "", "rw-------");
        Files.createSymbolicLink(project.resolve("routes/..data"), Path.of("..2026_01_01"));

        assertThat(examined().about("files")).containsExactly("ok |  | 1 connection, 1 route file: no problems | ");
    }

    @Test
    void aConnectionThatNothingUsesIsAWarning() throws IOException {
        connections(
                """
                shop: {conn_type: sqlite, host: %s}
                spare: {conn_type: duckdb}
                state_db: {conn_type: duckdb}
                """
                        .formatted(project.resolve("shop.db")));

        assertThat(Examined.of(project, Map.of("WADI_STATE", "state_db")).about("files"))
                .containsExactly(
                        "ok |  | 3 connections, 1 route file: no problems | ",
                        "warning | spare | no route or pipeline uses this connection | If nobody else does (wadi sql, wadi"
                                + " exec): wadi connections delete spare");
    }

    @Test
    void whatValidateFindsIsFound() throws IOException {
        route("wait.yaml", "nosuch");

        Examined examined = examined();

        assertThat(examined.exitCode()).isEqualTo(1);
        assertThat(examined.about("files"))
                .containsExactly(
                        "problem | routes/wait.yaml:1:48 | nosuch: no connection named 'nosuch' | 'wadi connections"
                                + " add nosuch' makes one");
    }

    @Test
    void keysSayWhatTheyDecrypt() throws IOException {
        String now = Fernet.newKey();
        String before = Fernet.newKey();
        String older = Fernet.newKey();
        connections(
                """
                one: {conn_type: http, host: "http://127.0.0.1:1", login: a, password: %s}
                two: {conn_type: http, host: "http://127.0.0.1:1", login: a, password: %s}
                """
                        .formatted(new Fernet(now).encrypt("geheim"), new Fernet(before).encrypt("geheim")));

        Examined examined =
                Examined.of(project, Map.of("WADI_FERNET_KEY", now + "," + before + ", " + older), "--timeout=1");

        assertThat(examined.about("keys"))
                .containsExactly(
                        "ok | wadi.fernet.key | key 1 of 3 decrypts 1 value of one | ",
                        "ok | wadi.fernet.key | key 2 of 3 decrypts 1 value of two | ",
                        "ok | wadi.fernet.key | key 3 of 3 decrypts nothing here any more, and can be taken out | ");
        assertThat(examined.text()).doesNotContain(now, before, older, "geheim");
    }

    @Test
    void aValueThatNoKeyDecryptsIsAProblemOnce() throws IOException {
        connections("one: {conn_type: http, host: 'http://127.0.0.1:1', login: a, password: "
                + new Fernet(Fernet.newKey()).encrypt("geheim") + "}\n");
        Files.delete(project.resolve("routes/ask.yaml"));

        Examined examined = Examined.of(project, Map.of("WADI_FERNET_KEY", Fernet.newKey()));

        assertThat(examined.json().get("problems").asInt()).isEqualTo(1);
        assertThat(examined.about("connections"))
                .containsExactly(
                        "problem | one | cannot be opened: one.password: the value is encrypted with none of the keys"
                                + " that are set | Add its key to WADI_FERNET_KEY, after a comma");
    }

    @Test
    void aKeyThatIsNoneIsAProblemThatDoesNotSayIt() {
        Examined examined = Examined.of(project, Map.of("WADI_FERNET_KEY", "abc"));

        assertThat(examined.exitCode()).isEqualTo(1);
        assertThat(examined.about("settings"))
                .containsExactly(
                        "problem | WADI_FERNET_KEY | wadi.fernet.key: Fernet key 1 is not 32 bytes in base64url, which are 44"
                                + " characters | Give it the keys that Airflow has (AIRFLOW__CORE__FERNET_KEY), with commas"
                                + " between them",
                        "warning |  | nothing else was looked at | Mend this, and run wadi doctor again");
        assertThat(examined.text()).doesNotContain("abc");
    }

    @Test
    void aFileOfSettingsWithAKeyThatOthersMayReadIsAWarning() throws IOException {
        write("application.properties", "wadi.fernet.key=" + Fernet.newKey() + "\n", "rw-r--r--");

        assertThat(examined().about("files"))
                .contains(
                        "warning | application.properties | holds a key or a token, and others than its owner may read it"
                                + " | Run: chmod 600 application.properties");
    }

    @Test
    void aWrongSettingIsAProblemAndAWrongFlagIsWrongUse() {
        Examined examined = Examined.of(project, Map.of("WADI_MEMORY", "much"));

        assertThat(examined.exitCode()).isEqualTo(1);
        assertThat(examined.about("settings"))
                .containsExactly(
                        "problem | WADI_MEMORY | wadi.memory: must be a size such as 512MB or 2GiB, or a part of the"
                                + " memory such as 25%, was much | Remove it to use 25%",
                        "warning |  | nothing else was looked at | Mend this, and run wadi doctor again");
        assertThat(Called.wadi(project, "doctor", "--api-port=many"))
                .isEqualTo(new Called(
                        2,
                        "",
                        "--api-port: wadi.api.port: must be between 0 and 65535, was many. Remove it to use 8081.\n"));
    }

    @Test
    void serversThatCannotBeReachedSayHowToMendIt() throws IOException {
        int closed = closedPort();
        connections(
                """
                down: {conn_type: http, host: "http://127.0.0.1:%d"}
                lost: {conn_type: postgres, host: nosuch.invalid, login: app, password: geheim, schema: sales}
                unset: {conn_type: http, host: "http://127.0.0.1:%d", login: a, password: "{{env:NO_SUCH_ONE}}"}
                """
                        .formatted(closed, closed));
        Map<String, String> variables = Map.of("AIRFLOW_CONN_GONE", "http://127.0.0.1:" + closed);

        Examined examined = Examined.of(project, variables);

        String here =
                " (wadi connections update down --conn-host NAME --conn-port N). Then: wadi connections test down";
        String start = "Start the server, let it be reached from here, or mend host and port";
        assertThat(examined.exitCode()).isEqualTo(1);
        assertThat(examined.about("connections"))
                .containsExactly(
                        "problem | down | cannot connect to 127.0.0.1:" + closed + ": Connection refused | " + start
                                + here,
                        "problem | gone | cannot connect to 127.0.0.1:" + closed + ": Connection refused | " + start
                                + " (the variable AIRFLOW_CONN_GONE). Then: wadi connections test gone",
                        "problem | lost | cannot connect to nosuch.invalid:5432: the host name is not known | Mend the name"
                                + " (wadi connections update lost --conn-host NAME) or the DNS here. Then: wadi connections"
                                + " test lost",
                        "problem | unset | cannot be opened: unset.password: the environment variable 'NO_SUCH_ONE' is not"
                                + " set | Set it before the start");
        assertThat(examined.text()).doesNotContain("geheim");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void serversThatDoNotAnswerAreWaitedForTogether() throws IOException {
        try (MuteServer mute = new MuteServer()) {
            StringBuilder connections = new StringBuilder();
            for (int i = 10; i < 30; i++) {
                connections.append("mute_" + i + ": {conn_type: http, host: 'http://127.0.0.1:" + mute.port() + "'}\n");
            }
            connections(connections.toString());

            assertThat(examined("--timeout=1").about("connections"))
                    .hasSize(20)
                    .allMatch(finding ->
                            finding.contains("no answer from 127.0.0.1:" + mute.port() + " within 1 s | Start"));
        }
    }

    @Test
    void aClockThatIsNotThatOfTheServersIsAProblem() throws IOException {
        Instant ahead = Instant.now().plus(Duration.ofHours(3)).plusSeconds(60);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(ahead.atOffset(ZoneOffset.UTC));
        try (ServerSocket server = answering("HTTP/1.1 200 OK\r\nDate: " + date + "\r\nContent-Length: 0\r\n\r\n")) {
            connections("api: {conn_type: http, host: 'http://127.0.0.1:" + server.getLocalPort() + "'}\n");

            Examined examined = examined();

            assertThat(examined.exitCode()).isEqualTo(1);
            assertThat(examined.about("clock"))
                    .singleElement(STRING)
                    .matches(
                            "problem \\| api \\| the clock here says \\S+Z, which is 3 h behind that of this server \\|"
                                    + " Set the clock: timedatectl set-ntp true \\(of a container: on its host\\)");
        }
    }

    @Test
    void aDatabaseThatTheFirstStatementMakesIsNoProblem() throws IOException {
        Path none = project.resolve("new.db");
        connections("shop: {conn_type: sqlite, host: " + none + "}\n");

        Examined examined = examined();

        assertThat(examined.exitCode()).isZero();
        assertThat(examined.about("connections"))
                .containsExactly("ok | shop | there is no such file yet; the first statement makes it | ");
        assertThat(none).doesNotExist();

        connections("shop: {conn_type: sqlite, host: " + none + ", extra: {mode: ro}}\n");

        assertThat(examined().about("connections"))
                .singleElement(STRING)
                .startsWith("problem | shop | cannot open new.db: there is no such file, and mode ro creates none | ");
    }

    /** Gives every caller the same answer and hangs up, until it is closed. */
    private static ServerSocket answering(String answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> answer(server, answer), "testing-answer");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static void answer(ServerSocket server, String answer) {
        while (!server.isClosed()) {
            try (Socket caller = server.accept()) {
                caller.getInputStream().read(new byte[4096]);
                caller.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // the caller has gone, or the server is closed
            }
        }
    }

    @Test
    void aClockBeforeWhatWasWrittenHereIsInThePast() throws IOException {
        Path file = project.resolve("routes/ask.yaml");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2200-01-01T00:00:00Z")));

        assertThat(examined().about("clock"))
                .singleElement(STRING)
                .matches("problem \\| routes/ask.yaml \\| the clock says \\S+Z and is in the past: this was written at"
                        + " 2200-01-01T00:00:00Z \\| Set the clock: timedatectl set-ntp true \\(of a container: on its"
                        + " host\\). Until then schedules fire at wrong times and runs are sorted wrongly");
    }

    @Test
    void theLastRunTellsTheTimeAsWell() throws Exception {
        Path history = project.resolve("state/wadi.db");
        Files.createDirectories(history.getParent());
        try (Connection state = DriverManager.getConnection("jdbc:sqlite:" + history);
                Statement statement = state.createStatement()) {
            statement.execute("create table wadi_run_history (began integer, ended integer)");
            statement.execute("insert into wadi_run_history values (7258118400000, null)");
        }

        assertThat(examined().about("clock"))
                .singleElement(STRING)
                .startsWith("problem | the last run in state/wadi.db | the clock says ")
                .contains(" and is in the past: this was written at 2200-01-01T00:00:00Z | Set the clock: ");
    }

    @Test
    void aFileOfTheFutureIsAWarningWhereAServerSaysThatTheClockIsRight() throws IOException {
        Path file = project.resolve("routes/ask.yaml");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2200-01-01T00:00:00Z")));
        try (TestingHttp http = TestingHttp.plain()) {
            connections("api: {conn_type: http, host: '" + http.url() + "'}\n");

            assertThat(examined().about("clock"))
                    .singleElement(STRING)
                    .matches(
                            "warning \\| routes/ask.yaml \\| was written at 2200-01-01T00:00:00Z, which is to come: the"
                                    + " clock says \\S+Z, as that of 1 server \\| The clock was wrong then, or that of the machine"
                                    + " where it was written");
        }
    }

    @Test
    void aHistoryThatIsDamagedIsAProblem() throws IOException {
        write("state/wadi.db", "this is no database, however long it may be", "rw-------");

        assertThat(examined().about("clock"))
                .containsExactly(
                        "problem | state/wadi.db | runs cannot be recorded in state/wadi.db: [SQLITE_NOTADB] File"
                                + " opened that is not a database file (file is not a database). Mend it, or set wadi.state to"
                                + " another folder or a conn_id | If it is damaged, stop the service and move it away: history and"
                                + " some bookmarks start anew");
    }

    @Test
    void pluginsThatAreNoneAreFound() throws IOException {
        write("plugins/driver.jar", "half a download", "rw-r--r--");
        write("plugins/driver.zip", "", "rw-r--r--");

        Examined examined = examined();

        assertThat(examined.exitCode()).isEqualTo(1);
        assertThat(examined.about("plugins"))
                .containsExactly(
                        "problem | plugins/driver.jar | is no jar: zip END header not found | Copy it here again, or remove"
                                + " it: rm plugins/driver.jar",
                        "warning | plugins/driver.zip | nobody reads it: plugins are jars, or folders of classes | Remove"
                                + " it");
    }

    @Test
    void portsThatOtherProgramsHaveAreFound() throws IOException {
        try (ServerSocket api = answering("");
                ServerSocket routes = new ServerSocket(0)) {
            String me = "process " + ProcessHandle.current().pid() + " (java)";
            Map<String, String> ports = Map.of(
                    "WADI_API_PORT", Integer.toString(api.getLocalPort()),
                    "WADI_PORT", Integer.toString(routes.getLocalPort()));

            Examined examined = Examined.of(project, ports);

            assertThat(examined.exitCode()).isEqualTo(1);
            assertThat(examined.about("service"))
                    .containsExactly(
                            "problem | port " + api.getLocalPort() + " | is held by " + me
                                    + ", which is not Wadi: wadi run"
                                    + " cannot start | Stop it, or choose another port: wadi run --api-port N, or"
                                    + " WADI_API_PORT=N",
                            "warning | port " + routes.getLocalPort() + " | is held by " + me
                                    + ": files with HTTP routes"
                                    + " wait until it is free | Stop it, or choose another port: wadi run --port N, or"
                                    + " WADI_PORT=N");
        }
    }

    @Test
    void anAddressThatIsNotOfThisMachineIsAProblem() {
        Examined examined = Examined.of(project, Map.of("WADI_PORT", "18080", "WADI_HOST", "203.0.113.7"));

        assertThat(examined.about("service"))
                .contains("problem | port 18080 | HTTP routes cannot be served at 203.0.113.7: Cannot assign requested"
                        + " address | Change wadi.host or wadi.port (from 1024 on, unless you are root)");
    }
}
