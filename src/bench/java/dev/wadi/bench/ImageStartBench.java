package dev.wadi.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The start of what is in the image, from the start of the process to where its first exchange is done and its API says that it
 * is ready: with the examples, with and without the ahead-of-time cache; and with one route beside plain camel-main, which
 * has a cache of its own. It needs Linux.
 */
final class ImageStartBench {

    private static final String FIRST = "first exchange";
    private static final Set<String> PLAIN = Set.of(FIRST);
    private static final Set<String> ROUTE = Set.of("The API is served at", "Wadi runs: ", FIRST);
    private static final Set<String> EXAMPLES = Set.of("The API is served at", "Wadi runs: ", "after 20 years");
    private static final Duration IDLE = Duration.ofSeconds(20);

    private final Path image;
    private final Path home = Files.createTempDirectory("wadi-start");
    private final Path noRoutes = Files.createDirectories(home.resolve("none/connections"));
    private final Path one = Files.createDirectories(home.resolve("one"));

    private ImageStartBench(Path image) throws IOException {
        this.image = image;
        Files.writeString(
                one.resolve("first.yaml"),
                """
                - from:
                    uri: timer:first
                    parameters: {repeatCount: 1, delay: -1}
                    steps: [{setBody: {constant: "%s"}}, {to: "log:first"}]
                """
                        .formatted(FIRST));
    }

    /** Arguments: the folder {@code /opt/wadi} of the image, copied anywhere, and the number of rounds (15). */
    public static void main(String[] arguments) throws Exception {
        ImageStartBench bench = new ImageStartBench(Path.of(arguments[0]).toAbsolutePath());
        bench.compare(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 15);
    }

    private void compare(int rounds) throws Exception {
        List<String> examples = List.of("WADI_CONNECTIONS=" + copied("connections"), "WADI_ROUTES=" + copied("routes"));
        List<String> route = List.of("WADI_CONNECTIONS=" + noRoutes, "WADI_ROUTES=" + one);
        Path cache = trained("wadi", option -> wadi(option, examples), EXAMPLES);
        Path plainCache = trained("plain", this::plain, PLAIN);
        String use = "-XX:AOTCache=" + cache;
        String usePlain = "-XX:AOTCache=" + plainCache;

        Rounds.of(
                        rounds,
                        () -> start(wadi("-Xshare:auto", examples), EXAMPLES),
                        () -> start(wadi(use, examples), EXAMPLES))
                .print("the examples, ms", "no cache", "cache", 0.5);
        Rounds.of(rounds, () -> start(plain(usePlain), PLAIN), () -> start(wadi(use, route), ROUTE))
                .print("one route, each with its cache, ms", "plain", "wadi", 1.3);
        System.out.printf("idle with the examples: %d MB resident%n", idle(wadi(use, examples)));
    }

    /** A folder of the examples, beside which they write. */
    private String copied(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            for (Path file : files.toList()) {
                Files.copy(file, home.resolve(file.toString()));
            }
        }
        return folder;
    }

    /** A command line for an option that says what is done with a cache. */
    private interface Program {
        List<String> with(String option) throws IOException;
    }

    /** The cache of a program that has done what is measured, and a little more. */
    private Path trained(String name, Program program, Set<String> texts) throws Exception {
        Path cache = home.resolve(name + ".aot");
        Process process = begin(program.with("-XX:AOTCacheOutput=" + cache));
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            await(out, texts);
            process.waitFor(5, TimeUnit.SECONDS); // it does not end by itself
            process.toHandle().destroy(); // and its output is read to the end
            out.lines().forEach(line -> {});
        }
        process.waitFor();
        if (!Files.exists(cache)) {
            throw new IllegalStateException("no cache was made: " + cache);
        }
        return cache;
    }

    /** The image's own script, where it is now. */
    private List<String> wadi(String cache, List<String> folders) throws IOException {
        Path script = home.resolve("wadi");
        String text = Files.readString(image.resolve("wadi")).replaceAll("-XX:AOTCache=\\S+", "");
        Files.writeString(script, text.replace("/opt/wadi", image.toString()));
        List<String> command = new ArrayList<>(List.of("env", "WADI_JAVA_OPTS=" + cache));
        command.addAll(folders);
        command.addAll(List.of("WADI_STATE=" + home.resolve("state"), "WADI_PORT=0", "WADI_API_PORT=0"));
        command.addAll(List.of("sh", script.toString(), "run"));
        return command;
    }

    private List<String> plain(String cache) throws IOException {
        Path jar = home.resolve("plain.jar");
        String name = PlainCamel.class.getName().replace('.', '/') + ".class";
        if (!Files.exists(jar)) { // a cache is of jars only
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    var in = PlainCamel.class.getClassLoader().getResourceAsStream(name)) {
                out.putNextEntry(new JarEntry(name));
                in.transferTo(out);
            }
        }
        String classPath;
        try (Stream<Path> jars = Files.list(image.resolve("lib"))) {
            classPath = Stream.concat(
                            Stream.of(jar),
                            jars.filter(file -> file.toString().endsWith(".jar"))
                                    .sorted())
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        }
        String java = image.resolve("java/bin/java").toString();
        return Arrays.asList(
                java,
                cache,
                "-Xlog:aot=off",
                "-Xlog:cds=off",
                "-XX:+UseSerialGC",
                "-Xms32m",
                "-cp",
                classPath,
                PlainCamel.class.getName(),
                one.toString());
    }

    private Process begin(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
    }

    /** Reads until all of the texts have come. */
    private static void await(BufferedReader out, Set<String> texts) throws IOException {
        Set<String> missing = new HashSet<>(texts);
        String last = "nothing";
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            last = line;
            missing.removeIf(line::contains);
            if (missing.isEmpty()) {
                return;
            }
        }
        throw new IllegalStateException("it does not say " + missing + ", but at last: " + last);
    }

    /** Milliseconds until the process says all of the texts. */
    private Sample start(List<String> command, Set<String> texts) throws Exception {
        long begin = System.nanoTime();
        Process process = begin(command);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            await(out, texts);
            double wall = (System.nanoTime() - begin) / 1e6;
            double cpu = process.info().totalCpuDuration().orElseThrow().toMillis();
            return new Sample(wall, cpu, 0);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private long idle(List<String> command) throws Exception {
        Process process = begin(command);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            await(out, EXAMPLES);
            process.waitFor(IDLE.toSeconds(), TimeUnit.SECONDS);
            String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
            return status.lines()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
