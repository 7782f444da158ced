package dev.wadi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log of a service says of runs that fail: all of it, of a process. */
class FailedRunsIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    /** What Arrow says when it starts; how runs of one second meet is a matter of the machine. */
    private static final Pattern OF_THE_MACHINE = Pattern.compile(
            "^INFO (BaseAllocator|DefaultAllocationManagerOption|CheckAllocator) |^INFO RunLedger |^WARN PipelineConsumer .* runs already");

    @TempDir
    private Path project;

    @BeforeEach
    void files() throws IOException {
        write(
                "connections/all.yaml",
                "files: {conn_type: file, host: %s/data, extra: {create: true}}\n".formatted(project));
        Files.setPosixFilePermissions(
                project.resolve("connections/all.yaml"), PosixFilePermissions.fromString("rw-------"));
        write("data/orders.csv", "id,customer\n1,Ada\n");
    }

    private void write(String file, String text) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** The lines that the service logs until all of these have come, without times and ids; of equal ones the first. */
    private List<String> log(String... awaited) throws Exception {
        Path log = project.resolve("log");
        Process process = service(log);
        try {
            Awaitility.await().atMost(SOON).untilAsserted(() -> assertThat(Files.readString(log))
                    .contains(awaited));
            process.destroy();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(log).stream()
                .map(this::steady)
                .filter(line -> !OF_THE_MACHINE.matcher(line).find())
                .distinct()
                .sorted()
                .toList();
    }

    private Process service(Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.wadi.cli.Wadi",
                "--connections=" + project.resolve("connections"),
                "--routes=" + project.resolve("routes")));
        command.addAll(List.of("run", "--port=0", "--api-port=0"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File(log.toString()))
                .start();
    }

    private String steady(String line) {
        return line.replaceFirst("^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} ", "")
                .replaceAll("\\d{8}-\\d{6}-\\w{6}", "ID")
                .replaceAll("(localhost|127\\.0\\.0\\.1):\\d+", "ADDRESS")
                .replace(project + "/", "")
                .replaceAll(" +", " ");
    }

    @Test
    void aRunThatFailsIsOneLine() throws Exception {
        write(
                "routes/scheduled.yaml",
                """
                - {kind: header, schedule: "* * * * * ?"}
                - {kind: tap, name: orders, connection: files, locator: orders.csv}
                - {kind: transform, name: numbers, query: SELECT customer::INT AS n FROM orders}
                - {kind: sink, name: to_csv, connection: files, locator: numbers.csv, mode: replace}
                """);
        write(
                "routes/called.yaml",
                """
                - {kind: tap, name: orders, connection: files, locator: none.csv}
                - {kind: sink, name: to_csv, connection: files, locator: numbers.csv, mode: replace}
                """);
        write(
                "routes/skipped.yaml",
                """
                - {kind: header, schedule: "* * * * * ?"}
                - {kind: tap, name: orders, connection: files, locator: orders.csv, skip_if: << nothing.at.all >>}
                """);
        write(
                "routes/camel.yaml",
                """
                - route:
                    id: calls
                    from: {uri: "timer:calls?period=1000", steps: [{to: "pipeline:called"}]}
                - route:
                    id: by-hand
                    from:
                      uri: timer:hand?period=1000
                      steps:
                        - to: {uri: "tap:files", parameters: {name: orders, locator: absent.csv}}
                """);
        assertThat(log(
                        "pipeline 'scheduled', run",
                        "pipeline 'called', run",
                        "route 'by-hand'",
                        "pipeline 'skipped', run"))
                .containsExactly(
                        "ERROR dev.wadi.run.by-hand route 'by-hand': stage 'orders': there is no file 'absent.csv' in data",
                        "ERROR dev.wadi.run.called pipeline 'called', run ID, failed: stage 'orders': there is no file"
                                + " 'none.csv' in data",
                        "ERROR dev.wadi.run.scheduled pipeline 'scheduled', run ID, failed: stage 'numbers': Conversion"
                                + " Error: Could not convert string 'Ada' to INT32 when casting from source column"
                                + " customer",
                        "ERROR dev.wadi.run.skipped pipeline 'skipped', run ID, failed: line 1: 'nothing' is not defined,"
                                + " so it has no 'at'",
                        "INFO ApiServer The API is served at http://ADDRESS",
                        "INFO Engine Wadi runs: 1 open connection; 4 loaded route files",
                        "wadi: stopping; exchanges that have begun are finished first");
    }

    @Test
    void aBugKeepsItsStackTrace() throws Exception {
        write(
                "routes/odd.yaml",
                """
                - route:
                    id: odd
                    from:
                      uri: pipeline:odd?schedule=*+*+*+*+*+?
                      steps: [{bean: {beanType: java.util.ArrayList, method: "get(3)"}}]
                """);
        assertThat(log("pipeline 'odd', run", "at java.base/java.util.ArrayList.get("))
                .contains(
                        "ERROR dev.wadi.run.odd pipeline 'odd', run ID, failed: Index 3 out of bounds for length 0",
                        "java.lang.IndexOutOfBoundsException: Index 3 out of bounds for length 0")
                .noneMatch(line -> line.contains("Message History") || line.contains("DefaultErrorHandler"));
    }
}
