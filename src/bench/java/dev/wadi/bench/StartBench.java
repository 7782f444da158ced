package dev.wadi.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** From the start of the process to the first exchange: Wadi with connections against plain camel-main, same routes. */
final class StartBench {

    // The first exchange must not wait for the clock: a timer with a delay of 0 may skip its first second when it is
    // added to a context that has started, so the delay is -1, at once.
    private static final String FIRST = "first exchange";

    private StartBench() {}

    /** Prints one line; the first argument is the number of rounds, 15 unless given. */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
        Path home = Files.createTempDirectory("wadi-start");
        Path routes = Files.createDirectories(home.resolve("routes"));
        Path connections = Files.createDirectories(home.resolve("connections"));
        Files.writeString(
                routes.resolve("first.yaml"),
                """
                - route:
                    id: first
                    from:
                      uri: timer:first
                      parameters: {repeatCount: 1, delay: -1}
                      steps:
                        - setBody: {expression: {constant: {expression: "%s"}}}
                        - to: {uri: "log:first"}
                """
                        .formatted(FIRST));
        List<String> plain = List.of("dev.wadi.bench.PlainCamel", routes.toString());
        List<String> wadi = List.of(
                "dev.wadi.cli.Wadi",
                "run",
                "--connections",
                connections.toString(),
                "--routes",
                routes.toString(),
                "--api-port",
                "0",
                "--port",
                "0");
        Rounds.of(rounds, () -> start(plain), () -> start(wadi)).print("start to first exchange, ms", 1.2);
        try (Stream<Path> all = Files.walk(home)) {
            all.sorted(java.util.Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        }
    }

    /** Milliseconds until the process says that its first exchange is done. */
    private static Sample start(List<String> program) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                        Stream.of(
                                java,
                                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path")),
                        program.stream())
                .toList());
        long begin = System.nanoTime();
        Process process = builder.redirectErrorStream(true).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            while (line != null && !line.contains(FIRST)) {
                line = out.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("no exchange came: " + program);
            }
            double wall = (System.nanoTime() - begin) / 1e6;
            double cpu = process.info().totalCpuDuration().orElseThrow().toMillis();
            return new Sample(wall, cpu, 0);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
