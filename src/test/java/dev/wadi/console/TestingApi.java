package dev.wadi.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service with its API, as programs call it. */
final class TestingApi implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Service service;
    private final ApiServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * Starts them.
     *
     * @param settings of the API, such as {@code wadi.api.token}
     */
    TestingApi(Path home, Map<String, String> environment, Map<String, String> settings) throws Exception {
        this.service = Service.start(home, environment);
        this.server = service.api(settings);
    }

    TestingApi(Path home) throws Exception {
        this(home, Map.of(), Map.of());
    }

    /** An answer; its body is missing when it is no JSON. */
    record Answer(int status, JsonNode body, HttpResponse<String> raw) {

        Optional<String> header(String name) {
            return raw.headers().firstValue(name);
        }

        String detail() {
            return body.path("detail").asText();
        }

        /** The first thing that is wrong: where, and what. */
        String invalid() {
            JsonNode first = body.path("detail").path(0);
            return first.path("loc") + " " + first.path("msg").asText();
        }
    }

    Service service() {
        return service;
    }

    int port() {
        return server.port();
    }

    Answer get(String path, String... headers) {
        return call("GET", path, null, headers);
    }

    Answer delete(String path, String... headers) {
        return call("DELETE", path, null, headers);
    }

    Answer post(String path, String json, String... headers) {
        return call("POST", path, json, headers);
    }

    Answer patch(String path, String json, String... headers) {
        return call("PATCH", path, json, headers);
    }

    Answer call(String method, String path, @Nullable String json, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(Duration.ofMinutes(1));
        request.method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            boolean isJson = response.headers()
                    .firstValue("Content-Type")
                    .filter("application/json"::equals)
                    .isPresent();
            JsonNode body = isJson ? JSON.readTree(response.body()) : JSON.missingNode();
            return new Answer(response.statusCode(), body, response);
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        service.close();
    }
}
