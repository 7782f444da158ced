package dev.wadi.bench;

import com.sun.net.httpserver.HttpServer;
import dev.wadi.engine.Engine;
import dev.wadi.engine.Settings;
import dev.wadi.engine.Workspace;
import dev.wadi.testing.TestingPostgres;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.ProducerTemplate;

/** One exchange through {@code conn:} against the same endpoint written out: HTTP and SQL. */
final class ExchangeBench {

    private static final int WARM_UP = 3_000;
    private static final int BATCH = 1_000;

    private ExchangeBench() {}

    /** Prints a line for each case; the first argument is the number of rounds, 15 unless given. */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
        System.setProperty("sun.net.httpserver.nodelay", "true"); // without it an answer takes 40 ms
        ExecutorService threads = Executors.newFixedThreadPool(4);
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        byte[] answer = "hello".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        http.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        http.start();
        TestingPostgres postgres = TestingPostgres.shared();
        Path home = workspace(http.getAddress().getPort(), postgres);
        Settings settings = Settings.read(
                Map.of(
                        "wadi.connections", home.resolve("connections").toString(),
                        "wadi.routes", home.resolve("routes").toString()),
                Map.of());
        try (Engine engine = Engine.of(Workspace.of(settings, Map.of())).start();
                ProducerTemplate template = engine.camelContext().createProducerTemplate()) {
            compare("HTTP GET", template, "direct:plain-http", "direct:conn-http", rounds);
            compare("SQL select", template, "direct:plain-sql", "direct:conn-sql", rounds);
        } finally {
            http.stop(0);
            threads.shutdownNow();
        }
    }

    private static Path workspace(int port, TestingPostgres postgres) throws Exception {
        Path home = Files.createTempDirectory("wadi-exchange");
        Path connections = Files.createDirectories(home.resolve("connections"));
        Path routes = Files.createDirectories(home.resolve("routes"));
        Files.writeString(
                connections.resolve("bench.yaml"),
                """
                web: {conn_type: http, host: "http://127.0.0.1:%d"}
                db: {conn_type: postgres, host: %s, port: %d, login: %s, password: %s, schema: sales}
                """
                        .formatted(
                                port,
                                postgres.host(),
                                postgres.port(),
                                TestingPostgres.USER,
                                "'" + TestingPostgres.PASSWORD + "'"));
        Files.writeString(
                routes.resolve("bench.yaml"),
                """
                - route: {id: a, from: {uri: "direct:plain-http", steps: [{to: {uri: "http://127.0.0.1:%d/x"}}]}}
                - route: {id: b, from: {uri: "direct:conn-http", steps: [{to: {uri: "conn:web/x"}}]}}
                - route: {id: c, from: {uri: "direct:plain-sql", steps: [{to: {uri: "sql:select 1?dataSource=#db"}}]}}
                - route: {id: d, from: {uri: "direct:conn-sql", steps: [{to: {uri: "conn:db/select 1"}}]}}
                """
                        .formatted(port));
        return home;
    }

    private static void compare(String what, ProducerTemplate template, String plain, String ours, int rounds)
            throws Exception {
        send(template, plain, WARM_UP);
        send(template, ours, WARM_UP);
        Rounds result = Rounds.of(
                rounds,
                () -> send(template, plain, BATCH) / BATCH * 1000,
                () -> send(template, ours, BATCH) / BATCH * 1000);
        System.out.println(result.line(what, "µs", 1.05));
    }

    /** Milliseconds for so many exchanges, one after the other. */
    private static double send(ProducerTemplate template, String endpoint, int exchanges) {
        long begin = System.nanoTime();
        for (int i = 0; i < exchanges; i++) {
            template.requestBody(endpoint, (Object) null, Object.class);
        }
        return (System.nanoTime() - begin) / 1e6;
    }
}
