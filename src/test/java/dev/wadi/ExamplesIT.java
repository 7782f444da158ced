package dev.wadi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.RouteFileStatus;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything in {@code connections/} and {@code routes/}, run as the README's first command runs it. */
class ExamplesIT {

    private static final Pattern SERVED = Pattern.compile("Routes are served at http://0\\.0\\.0\\.0:(\\d+)");

    @TempDir
    private Path home;

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private Process service;

    @BeforeEach
    void start() throws IOException {
        copy("connections");
        copy("routes");
        service = wadi("run", "--port", "0", "--api-port", "0")
                .redirectErrorStream(true)
                .start();
        Thread reader = new Thread(this::read, "log of the examples");
        reader.setDaemon(true);
        reader.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        service.destroyForcibly().waitFor();
    }

    private void copy(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            for (Path file : files.toList()) {
                Files.copy(file, home.resolve(file.toString()));
            }
        }
    }

    private ProcessBuilder wadi(String... arguments) {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = Stream.concat(
                        Stream.of(
                                java.toString(),
                                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                                "-cp",
                                classPath,
                                "dev.wadi.cli.Wadi"),
                        Arrays.stream(arguments))
                .toList();
        return new ProcessBuilder(command).directory(home.toFile());
    }

    private void read() {
        try (BufferedReader lines = service.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(log::add);
        } catch (IOException | UncheckedIOException e) {
            log.add("the log ended: " + e);
        }
    }

    private void awaitLine(String part) {
        Awaitility.await("a line with: " + part).atMost(Duration.ofMinutes(1)).until(() -> log.stream()
                .anyMatch(line -> line.contains(part)));
    }

    private int port() {
        return log.stream()
                .map(SERVED::matcher)
                .filter(Matcher::find)
                .map(found -> Integer.parseInt(found.group(1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void rowsArriveAndTheServiceStopsCleanly() throws Exception {
        awaitLine("the totals are in out/totals.json");
        awaitLine("after 20 years: 2191.12");
        awaitLine("Wadi runs: ");
        assertThat(log)
                .filteredOn(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .isEmpty();
        String loaded = RouteFileStatus.State.LOADED.name().toLowerCase(Locale.ROOT);
        assertThat(log).anyMatch(line -> line.contains("Wadi runs: 4 open connections; 7 " + loaded + " route files"));
        assertThat(Files.readString(home.resolve("out/totals.json"))).contains("\"customer\" : \"Ada\"", "339.4");

        URI orders = URI.create("http://127.0.0.1:" + port() + "/orders/Edsger");
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(orders).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.body()).isEqualTo("[{\"id\":4,\"item\":\"notebook\",\"amount\":4.25,\"paid\":1}]");

        awaitLine("pipeline customers is done: 4 customers are in shop_db");
        awaitLine("Barbara        2    129.0  false");
        Path categories = home.resolve("out/categories.csv");
        Awaitility.await("the schedule fires").atMost(Duration.ofMinutes(1)).until(() -> Files.exists(categories));
        assertThat(categories).hasContent("category,orders,earned\noffice,2,420.0\nhome,3,208.0\npaper,1,4.25\n");

        service.toHandle().destroy();
        assertThat(service.waitFor()).isZero();
    }
}
