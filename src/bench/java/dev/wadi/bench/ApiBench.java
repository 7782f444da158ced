package dev.wadi.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.wadi.console.ApiServer;
import dev.wadi.engine.Engine;
import dev.wadi.engine.Settings;
import dev.wadi.engine.Workspace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** The list of a thousand connections over the API, in files of their own or all in one, with and without what Wadi knows; the caller's work is in the figures. */
final class ApiBench {

    private static final int CONNECTIONS = 1_000;
    private static final int WARM_UP = 400;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private ApiBench() {}

    /** Prints a line for each case; the first argument is the number of rounds, 201 unless given. */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 201;
        measure("a file each", CONNECTIONS, rounds);
        measure("one file", 1, rounds);
    }

    private static void measure(String what, int files, int rounds) throws Exception {
        Settings settings = settings(write(files));
        try (Engine engine = Engine.of(Workspace.of(settings, Map.of())).start();
                ApiServer server = ApiServer.start(engine, settings)) {
            Lists lists = new Lists(server.url());
            lists.milliseconds("/health/live"); // the first one loads the client
            for (String include : new String[] {"&include=wadi", ""}) {
                String path = "/api/v2/connections?limit=" + CONNECTIONS + include;
                double first = lists.milliseconds(path);
                for (int i = 0; i < WARM_UP; i++) {
                    lists.milliseconds(path);
                }
                double[] times = new double[rounds];
                long cpu = SYSTEM.getProcessCpuTime();
                Arrays.setAll(times, i -> lists.milliseconds(path));
                double spent = (SYSTEM.getProcessCpuTime() - cpu) / 1e6 / rounds;
                Arrays.sort(times);
                System.out.printf(
                        "%s, %-14s first %6.1f ms, median %5.1f ms, 95%% %5.1f ms, processor %5.1f ms, %d bytes%n",
                        what, include, first, times[rounds / 2], times[rounds * 95 / 100], spent, lists.bytes);
            }
        }
    }

    private static final class Lists {

        private final HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final String url;
        private int bytes;

        Lists(String url) {
            this.url = url;
        }

        double milliseconds(String path) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
            try {
                long begin = System.nanoTime();
                HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
                double milliseconds = (System.nanoTime() - begin) / 1e6;
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException(new String(answer.body(), StandardCharsets.UTF_8));
                }
                bytes = answer.body().length;
                return milliseconds;
            } catch (IOException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static Settings settings(Path home) {
        return Settings.read(
                Map.of(
                        "wadi.connections", home.resolve("connections").toString(),
                        "wadi.routes", home.resolve("routes").toString(),
                        "wadi.state", home.resolve("state").toString(),
                        "wadi.port", "0",
                        "wadi.api.port", "0"),
                Map.of());
    }

    /** Connections in so many files, and a route for each that uses it. */
    private static Path write(int files) throws IOException {
        Path home = Files.createTempDirectory("wadi-api");
        Path connections = Files.createDirectories(home.resolve("connections"));
        Path routes = Files.createDirectories(home.resolve("routes"));
        StringBuilder[] texts = new StringBuilder[files];
        Arrays.setAll(texts, i -> new StringBuilder());
        StringBuilder uses = new StringBuilder();
        for (int i = 0; i < CONNECTIONS; i++) {
            texts[i % files].append(
                    """
                    web_%d:
                      conn_type: http
                      description: the service number %d
                      host: 127.0.0.1
                      port: 9
                      login: app
                      password: secret-%d
                      extra: {X-Token: secret, wadi: {drain: 5s}}
                    """
                            .formatted(i, i, i));
            uses.append("- route: {id: r%d, from: {uri: 'direct:r%d', steps: [{to: 'conn:web_%d/x'}]}}\n"
                    .formatted(i, i, i));
        }
        for (int i = 0; i < files; i++) {
            Files.writeString(connections.resolve("c" + i + ".yaml"), texts[i]);
        }
        Files.writeString(routes.resolve("all.yaml"), uses);
        return home;
    }
}
