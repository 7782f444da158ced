package dev.wadi.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A small index of Python packages at {@code /simple/}, as HTML (PEP 503) or, for who asks for it, JSON (PEP 691). Its
 * projects are {@code requests} and {@code ruamel-yaml}.
 */
public final class TestingPackageIndex implements AutoCloseable {

    private static final String JSON = "application/vnd.pypi.simple.v1+json";

    private final TestingHttp server = TestingHttp.plain();
    private final @Nullable String authorization;
    private final boolean knowsJson;

    private TestingPackageIndex(@Nullable String login, boolean knowsJson) {
        this.authorization = login == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        this.knowsJson = knowsJson;
        server.serve("/simple/", this::answer);
    }

    /** An index for everybody that knows HTML and JSON. */
    public static TestingPackageIndex open() {
        return new TestingPackageIndex(null, true);
    }

    /** An index that knows HTML only. */
    public static TestingPackageIndex html() {
        return new TestingPackageIndex(null, false);
    }

    /** An index that wants {@code login:password}. */
    public static TestingPackageIndex with(String login) {
        return new TestingPackageIndex(login, true);
    }

    /** {@code http://localhost:<port>/simple}. */
    public String url() {
        return server.url() + "/simple";
    }

    /** The server it is on. */
    public TestingHttp server() {
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (authorization != null
                && !authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"pypi\"");
            TestingHttp.send(exchange, 401, "banner of a refusal");
        } else if (path.equals("/simple/")) {
            index(exchange);
        } else if (path.equals("/simple/requests/")) {
            page(
                    exchange,
                    "{\"meta\": {\"api-version\": \"1.0\"}, \"name\": \"requests\", \"files\": []}",
                    "<a href=\"/f.whl\">f.whl</a>");
        } else {
            TestingHttp.send(exchange, 404, "no such project");
        }
    }

    private void index(HttpExchange exchange) throws IOException {
        String links = Stream.of("requests", "ruamel.yaml")
                .map(name -> "<a href=\"/simple/" + name.replace('.', '-') + "/\">" + name + "</a><br>")
                .collect(Collectors.joining("\n"));
        page(
                exchange,
                "{\"meta\": {\"api-version\": \"1.0\"}, \"projects\": [{\"name\": \"requests\"}, {\"name\": \"ruamel.yaml\"}]}",
                links);
    }

    private void page(HttpExchange exchange, String json, String html) throws IOException {
        String accept = String.valueOf(exchange.getRequestHeaders().getFirst("Accept"));
        boolean asJson = knowsJson && accept.contains(JSON);
        exchange.getResponseHeaders().set("Content-Type", asJson ? JSON : "text/html");
        TestingHttp.send(exchange, 200, asJson ? json : "<!DOCTYPE html><html><body>" + html + "</body></html>");
    }

    @Override
    public void close() {
        server.close();
    }
}
