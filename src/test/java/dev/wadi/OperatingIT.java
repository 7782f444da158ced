package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.Fernet;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code src/docs/operating.md}, as a shell runs them, and what a newcomer sees. */
class OperatingIT {

    private static final Path PAGE = Path.of("src/docs/operating.md");
    private static final Pattern BLOCK = Pattern.compile("^ *```sh\\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern SERVED = Pattern.compile("The API is served at http://127\\.0\\.0\\.1:(\\d+)");

    @TempDir
    private Path home;

    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    /** What a command did. */
    private record Ended(int exitCode, String out) {}

    private static Set<String> commands() throws IOException {
        return BLOCK.matcher(Files.readString(PAGE))
                .results()
                .flatMap(block -> block.group(1).lines())
                .map(line -> line.replaceFirst("  +#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void launcher() throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        Path launcher = Files.createDirectories(home.resolve("bin")).resolve("wadi");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(
                launcher,
                "#!/bin/sh\nexec '" + java
                        + "' --add-opens=java.base/java.nio=ALL-UNNAMED -XX:TieredStopAtLevel=1 -cp '" + classPath
                        + "' dev.wadi.cli.Wadi \"$@\"\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    }

    private Process shell(Path folder, String line, Map<String, String> variables) throws IOException {
        ProcessBuilder process =
                new ProcessBuilder("sh", "-c", line).directory(folder.toFile()).redirectErrorStream(true);
        process.environment().put("PATH", home.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
        process.environment().putAll(variables);
        return process.start();
    }

    private Ended ended(Path folder, String line, Map<String, String> variables, String in) throws Exception {
        Process process = shell(folder, line, variables);
        process.getOutputStream().write(in.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(line).isTrue();
        return new Ended(process.exitValue(), out);
    }

    private void examples() throws IOException {
        for (String folder : List.of("connections", "routes")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.toList()) {
                    Files.copy(file, home.resolve(file.toString()));
                }
            }
        }
    }

    private String port() {
        return log.stream()
                .map(SERVED::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
    }

    private void read(Process service) {
        try (BufferedReader lines = service.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(log::add);
        } catch (IOException | UncheckedIOException e) {
            log.add("the log ended: " + e);
        }
    }

    @Test
    void everyCommandOfWadiOnThePageWorksBesideTheExamples() throws Exception {
        examples();
        launcher();
        String key = Fernet.newKey();
        Process service = shell(home, "exec wadi run --port 0 --api-port 0", Map.of("WADI_FERNET_KEY", key));
        Thread reader = new Thread(() -> read(service), "log of the service");
        reader.setDaemon(true);
        reader.start();
        try {
            Awaitility.await("the service runs").atMost(Duration.ofMinutes(1)).until(() -> log.stream()
                    .anyMatch(line -> line.contains("pipeline customers is done")));
            Map<String, String> variables = Map.of("WADI_API_PORT", port(), "WADI_PORT", "0", "WADI_FERNET_KEY", key);
            List<String> commands =
                    commands().stream().filter(line -> line.startsWith("wadi ")).toList();
            assertThat(commands).hasSize(14);
            for (String line : commands) {
                Ended ended = ended(home, line, variables, "");
                assertThat(ended.exitCode()).as(line + "\n" + ended.out()).isZero();
            }
        } finally {
            service.destroy();
            service.waitFor();
        }
    }

    @Test
    void whoHasJustBegunIsToldWhatToDoFirst() throws Exception {
        launcher();
        Path empty = Files.createDirectories(home.resolve("empty"));

        Ended ended = ended(empty, "wadi doctor", Map.of("WADI_API_PORT", "0", "WADI_PORT", "0"), "");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out())
                .startsWith(
                        """
                        Settings
                          warning  %s: nothing is set up in this folder yet.
                                   Make a connection: wadi connections add. Write a route or a pipeline into routes/, and run: \
                        wadi run. If your files are elsewhere, go there, or name them: --connections DIR --routes DIR

                        Folders
                          ok       .wadi: will be made by the first run,\
                        """
                                .formatted(empty))
                .endsWith("\n0 problems, 1 warning\n");
        assertThat(empty).isEmptyDirectory();
    }
}
