package dev.wadi.bench;

import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import dev.wadi.engine.Engine;
import dev.wadi.engine.Settings;
import dev.wadi.engine.Workspace;
import dev.wadi.testing.TestingPostgres;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;

/**
 * One exchange through {@code conn:} against the same endpoint written out: HTTP, and SQL on a HikariCP pool of its own.
 * Two equal endpoints are compared as well, which shows how much of a ratio is noise.
 */
final class ExchangeBench {

    private static final int WARM_UP = 20_000;
    private static final int BATCH = 200; // short, so that what disturbs the machine meets both sides

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ExchangeBench() {}

    /** Prints a few lines for each case; the first argument is the number of rounds, 101 unless given. */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 101;
        ExecutorService threads = Executors.newFixedThreadPool(4);
        HttpServer http = hello(threads);
        TestingPostgres postgres = TestingPostgres.shared();
        String address = "http://127.0.0.1:" + http.getAddress().getPort();
        try (HikariDataSource pool = pool(postgres);
                Engine engine = Engine.of(workspace(address, postgres)).start();
                ProducerTemplate template = engine.camelContext().createProducerTemplate()) {
            engine.camelContext().getRegistry().bind("plain-pool", pool);
            engine.camelContext().addRoutes(new Routes(address));
            compare("HTTP GET, one endpoint twice", template, "http", "same-http", rounds);
            compare("HTTP GET", template, "http", "conn-http", rounds);
            compare("SQL select, one endpoint twice", template, "sql", "same-sql", rounds);
            compare("SQL select", template, "sql", "conn-sql", rounds);
        } finally {
            http.stop(0);
            threads.shutdownNow();
        }
    }

    private static final class Routes extends RouteBuilder {

        private final String address;

        Routes(String address) {
            this.address = address;
        }

        @Override
        public void configure() {
            from("direct:http").to(address + "/x");
            from("direct:same-http").to(address + "/y");
            from("direct:conn-http").to("conn:web/x");
            from("direct:sql").to("sql:select 1?dataSource=#plain-pool");
            from("direct:same-sql").to("sql:select 1 ?dataSource=#plain-pool");
            from("direct:conn-sql").to("conn:db/select 1");
        }
    }

    private static HttpServer hello(ExecutorService threads) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // without it an answer takes 40 ms
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
        byte[] answer = "hello".getBytes(StandardCharsets.UTF_8);
        http.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        http.start();
        return http;
    }

    private static HikariDataSource pool(TestingPostgres postgres) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:postgresql://" + postgres.host() + ":" + postgres.port() + "/sales");
        pool.setUsername(TestingPostgres.USER);
        pool.setPassword(TestingPostgres.PASSWORD);
        return pool;
    }

    private static Workspace workspace(String address, TestingPostgres postgres) throws Exception {
        Path home = Files.createTempDirectory("wadi-exchange");
        Path connections = Files.createDirectories(home.resolve("connections"));
        Files.writeString(
                connections.resolve("bench.yaml"),
                """
                web: {conn_type: http, host: "%s"}
                db: {conn_type: postgres, host: %s, port: %d, login: %s, password: '%s', schema: sales}
                """
                        .formatted(
                                address,
                                postgres.host(),
                                postgres.port(),
                                TestingPostgres.USER,
                                TestingPostgres.PASSWORD));
        Settings settings = Settings.read(
                Map.of(
                        "wadi.connections", connections.toString(),
                        "wadi.routes",
                                Files.createDirectories(home.resolve("routes")).toString()),
                Map.of());
        return Workspace.of(settings, Map.of());
    }

    private static void compare(String what, ProducerTemplate template, String plain, String ours, int rounds)
            throws Exception {
        for (int i = 0; i < WARM_UP / BATCH; i++) { // in turn as well, so that the compiler sees both
            send(template, plain);
            send(template, ours);
        }
        Rounds.of(rounds, () -> send(template, plain), () -> send(template, ours))
                .print(what, 1.05);
    }

    /** What one exchange of a batch takes, one after the other; the client works on this thread. */
    private static Sample send(ProducerTemplate template, String name) {
        String endpoint = "direct:" + name;
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        long begin = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
            template.requestBody(endpoint, (Object) null, Object.class);
        }
        return new Sample(
                (System.nanoTime() - begin) / 1e3 / BATCH,
                (THREADS.getCurrentThreadCpuTime() - cpu) / 1e3 / BATCH,
                (double) (THREADS.getCurrentThreadAllocatedBytes() - bytes) / BATCH);
    }
}
