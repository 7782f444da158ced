package dev.wadi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.wadi.testing.TestingFolders;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code wadi exec} as a process of its own: its streams, signals and exit code are those of the program. */
@Timeout(60)
class ExecTest {

    @TempDir
    private Path project;

    @BeforeEach
    void someConnections() throws IOException {
        Files.createDirectories(project.resolve("connections"));
        Files.writeString(
                project.resolve("connections/all.yaml"),
                """
                my_pg: {conn_type: postgres, host: h, login: u, password: "{{env:PGPASSWORD}}", schema: d}
                my_python: {conn_type: package_index, host: "https://pkgs.example.com/simple", login: u, password: p}
                """);
    }

    private ProcessBuilder exec(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                Wadi.class.getName(),
                "exec"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
        builder.environment().put("PGPASSWORD", "s3cret");
        return builder;
    }

    /** That of the tests, which may be relative to the folder that they run in. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void theProgramHasTheConnectionsAndItsExitCodePasses() throws Exception {
        Process process = exec("--", "sh", "-c", "echo \"$AIRFLOW_CONN_MY_PG|$PIP_INDEX_URL\"; exit 7")
                .start();

        assertThat(output(process))
                .isEqualTo("{\"conn_type\": \"postgres\", \"host\": \"h\", \"login\": \"u\", \"password\": \"s3cret\","
                        + " \"schema\": \"d\"}|https://u:p@pkgs.example.com/simple\n");
        assertThat(process.waitFor()).isEqualTo(7);
    }

    @Test
    void theDefaultFolderOfConnectionsNeedNotBeThere() throws Exception {
        TestingFolders.delete(project.resolve("connections"));
        Process process = exec("--", "echo", "done").start();

        assertThat(process.errorReader(StandardCharsets.UTF_8).lines()).isEmpty();
        assertThat(output(process)).isEqualTo("done\n");
    }

    @Test
    void theFileOfJupySqlIsPrivateAndGoesAway() throws Exception {
        Process process = exec(
                        "my_pg",
                        "--",
                        "sh",
                        "-c",
                        "ls -l \"$WADI_JUPYSQL\"; cat \"$WADI_JUPYSQL\"; echo \"$WADI_JUPYSQL\"")
                .start();

        List<String> lines = output(process).lines().toList();
        assertThat(lines.get(0)).startsWith("-rw-------");
        assertThat(lines).contains("[my_pg]", "password = s3cret");
        assertThat(Path.of(lines.get(lines.size() - 1)).getParent()).doesNotExist();
    }

    @Test
    void whatIsPipedInReachesTheProgram() throws Exception {
        Process process = exec("my_pg", "--", "cat").start();
        process.getOutputStream().write("hello\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();

        assertThat(output(process)).isEqualTo("hello\n");
    }

    @Test
    void aSignalReachesTheProgram() throws Exception {
        Process process = exec(
                        "my_pg",
                        "--",
                        "sh",
                        "-c",
                        "trap 'echo bye; exit 5' TERM; echo ready; while :; do sleep 0.1; done")
                .start();
        byte[] ready = process.getInputStream().readNBytes("ready\n".length());
        assertThat(ready).asString().isEqualTo("ready\n");

        process.toHandle().destroy();

        assertThat(output(process)).isEqualTo("bye\n");
        assertThat(process.waitFor()).isEqualTo(5);
    }

    /** {@code script} of util-linux is a terminal; its output goes to a pipe, as often with a log. Some shells die of Ctrl-C. */
    @Test
    void controlCReachesTheProgramOnce() throws Exception {
        assumeThat(Path.of("/usr/bin/script")).isExecutable();
        assumeThat(isInterruptIgnored()).isFalse();
        String program =
                "trap 'echo got' INT; echo ready; n=0; while [ $n -lt 20 ]; do sleep 0.1; n=$((n+1)); done; exit 5";
        List<String> command = exec("my_pg", "--", "sh", "-c", program).command();
        String line = command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" ", "{ trap : INT; ", "; echo code $?; } | { trap '' INT; cat; }"));
        Process process =
                exec().command("/usr/bin/script", "-qec", line, "/dev/null").start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String first = output.readLine();
        process.getOutputStream().write('\003');
        process.getOutputStream().flush();

        assertThat(first).isEqualTo("ready");
        assertThat(output.lines().map(text -> text.replace("^C", ""))).containsExactly("got", "code 5");
    }

    /** Programs that were started in the background have it so, and cannot change it. */
    private static boolean isInterruptIgnored() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    @Test
    void aProgramThatIsNotThereHasTheExitCodeOfAShell() throws Exception {
        Process process = exec("my_pg", "--", "no-such-program").start();

        assertThat(process.errorReader(StandardCharsets.UTF_8).lines())
                .containsExactly("wadi: 'no-such-program' cannot be run: No such file or directory");
        assertThat(process.waitFor()).isEqualTo(127);
    }
}
