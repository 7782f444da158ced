package dev.wadi.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server that takes ids, in the header {@code id} of a POST, from those who sign in. Any path below
 * {@code /echo/} is answered with itself, for everybody.
 */
public final class HttpIds implements AutoCloseable {

    /** The password of all logins. */
    public static final String PASSWORD = "w3b";

    private final HttpServer server;
    private final ExecutorService threads;
    private final Set<String> allowed = ConcurrentHashMap.newKeySet();
    private final Queue<Taken> taken = new ConcurrentLinkedQueue<>();

    /** An id, and who brought it. */
    public record Taken(long id, String login) {}

    public HttpIds() {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // without it an answer takes 40 ms
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads = Executors.newFixedThreadPool(8, task -> {
            Thread thread = new Thread(task, "testing-http-ids");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.createContext("/echo/", exchange -> TestingHttp.send(exchange, 200, path(exchange)));
        server.start();
    }

    private static String path(HttpExchange exchange) {
        return exchange.getRequestURI().getPath();
    }

    private void take(HttpExchange exchange) throws IOException {
        String login = login(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!allowed.contains(login)) {
            TestingHttp.send(exchange, 401, "not signed in");
            return;
        }
        exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("POST")) {
            taken.add(new Taken(Long.parseLong(exchange.getRequestHeaders().getFirst("id")), login));
        }
        TestingHttp.send(exchange, 200, "taken");
    }

    private static String login(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Basic ")) {
            return "";
        }
        byte[] decoded = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
        String[] both = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
        return both.length == 2 && both[1].equals(PASSWORD) ? both[0] : "";
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Lets a login in. */
    public void allow(String login) {
        allowed.add(login);
    }

    /** Lets a login in no more. */
    public void revoke(String login) {
        allowed.remove(login);
    }

    /** What it took. */
    public List<Taken> taken() {
        return List.copyOf(taken);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
