package dev.wadi.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on the loopback interface that says what it was asked: each path answers with the method, the path, the
 * query, the headers and the body as lines of text, but for those that misbehave on purpose.
 *
 * <ul>
 *   <li>{@code /status/404} answers with that status and a body with the word {@code banner}
 *   <li>{@code /redirect/302?to=<URL>} redirects there, {@code /redirect/loop} to itself
 *   <li>{@code /basic} wants the login {@link #LOGIN} and {@link #PASSWORD}; {@code /bearer} the token {@link #TOKEN}
 *   <li>{@code /slow} does not answer before the server is closed
 *   <li>{@code /broken} closes the connection without an answer; {@code /no-head} does for HEAD
 *   <li>{@code /big/<n>} answers with n bytes; {@code /count} with the number of bytes it got
 *   <li>{@code /not-here} is 404, and so is whatever is below it
 * </ul>
 */
public final class TestingHttp implements AutoCloseable {

    static {
        // Otherwise each answer waits 40 ms: the JDK's server writes head and body apart, and the client's kernel
        // waits.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    public static final String LOGIN = "app";
    public static final String PASSWORD = "s3cr€t:/@";
    public static final String TOKEN = "tok3n";

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** A request as it came; names of headers are in lower case. */
    public record Request(String method, String path, @Nullable String query, Map<String, String> headers) {

        /** A header, or nothing. */
        public @Nullable String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    private TestingHttp(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "testing-http");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** A server without TLS. */
    public static TestingHttp plain() {
        try {
            return new TestingHttp(HttpServer.create(anyPort(), 0), "http");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server with a certificate of {@link TestingTls#shared()} for {@code localhost}. */
    public static TestingHttp tls() {
        return tls("localhost", false);
    }

    /** A server with a certificate for another host name, or one that wants a certificate of its clients. */
    public static TestingHttp tls(String certificateFor, boolean needsClientCertificate) {
        TestingTls tls = TestingTls.shared();
        SSLContext context = tls.sslContext(tls.server(certificateFor));
        try {
            HttpsServer server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters tlsParameters = context.getDefaultSSLParameters();
                    tlsParameters.setNeedClientAuth(needsClientCertificate);
                    parameters.setSSLParameters(tlsParameters);
                }
            });
            return new TestingHttp(server, "https");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** {@code http://localhost:<port>}. */
    public String url() {
        return scheme + "://localhost:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** What it was asked, in order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** What it was asked last. */
    public Request lastRequest() {
        return requests.get(requests.size() - 1);
    }

    /** Puts something of the test's own at a path. */
    public void serve(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            record(exchange);
            handler.handle(exchange);
        });
    }

    /** Forgets what it was asked. */
    public void forget() {
        requests.clear();
    }

    private void record(HttpExchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        URI uri = exchange.getRequestURI();
        requests.add(new Request(exchange.getRequestMethod(), uri.getRawPath(), uri.getRawQuery(), headers));
    }

    private void answer(HttpExchange exchange) throws IOException {
        record(exchange);
        String path = exchange.getRequestURI().getPath();
        String[] parts = path.split("/", -1);
        String query = exchange.getRequestURI().getQuery();
        switch (parts.length > 1 ? parts[1] : "") {
            case "status" -> send(exchange, Integer.parseInt(parts[2]), "banner of " + path);
            case "redirect" -> redirect(exchange, parts[2], String.valueOf(query));
            case "basic" -> authenticated(exchange, "Basic " + basic());
            case "bearer" -> authenticated(exchange, "Bearer " + TOKEN);
            case "slow" -> waitForEver(exchange);
            case "broken" -> exchange.close();
            case "no-head" -> headless(exchange);
            case "big" -> big(exchange, Long.parseLong(parts[2]));
            case "count" -> send(exchange, 200, String.valueOf(count(exchange.getRequestBody())));
            case "not-here" -> send(exchange, 404, "nothing here");
            default -> send(exchange, 200, echo(exchange));
        }
    }

    private static String basic() {
        return Base64.getEncoder().encodeToString((LOGIN + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    private static String echo(HttpExchange exchange) throws IOException {
        String headers = exchange.getRequestHeaders().entrySet().stream()
                .map(header -> header.getKey().toLowerCase(Locale.ROOT) + ": " + String.join(", ", header.getValue()))
                .sorted()
                .collect(Collectors.joining("\n"));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return exchange.getRequestMethod() + " " + exchange.getRequestURI() + "\n" + headers + "\n\n" + body;
    }

    private static void redirect(HttpExchange exchange, String status, String query) throws IOException {
        boolean isLoop = status.startsWith("loop");
        exchange.getResponseHeaders()
                .set("Location", isLoop ? exchange.getRequestURI().toString() + "x" : query.replaceFirst("^to=", ""));
        send(exchange, isLoop ? 302 : Integer.parseInt(status), "banner of a redirect");
    }

    private static void authenticated(HttpExchange exchange, String expected) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        if (expected.equals(headers.getFirst("Authorization"))) {
            send(exchange, 200, "signed in");
            return;
        }
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"banner\"");
        send(exchange, 401, "banner of a refusal");
    }

    private void waitForEver(HttpExchange exchange) throws IOException {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static void headless(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.close();
            return;
        }
        send(exchange, 200, echo(exchange));
    }

    private static void big(HttpExchange exchange, long bytes) throws IOException {
        exchange.sendResponseHeaders(200, bytes);
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = exchange.getResponseBody()) {
            for (long sent = 0; sent < bytes; sent += block.length) {
                out.write(block, 0, (int) Math.min(block.length, bytes - sent));
            }
        }
    }

    private static long count(InputStream body) throws IOException {
        byte[] block = new byte[64 * 1024];
        long count = 0;
        for (int read = body.read(block); read >= 0; read = body.read(block)) {
            count += read;
        }
        return count;
    }

    /** Answers with a text; a HEAD gets the headers of it. */
    public static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean hasBody =
                !exchange.getRequestMethod().equals("HEAD") && !Set.of(204, 304).contains(status);
        if (!exchange.getResponseHeaders().containsKey("Content-Type")) {
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        }
        exchange.sendResponseHeaders(status, hasBody ? bytes.length : -1);
        if (hasBody) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
