package dev.wadi.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.engine.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls the API of a running service, at the address, port and token that the settings name. */
final class ApiClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Settings settings;
    private final ObjectMapper json;
    private final String url;

    private final HttpClient client = client();

    /**
     * @param json how answers are read
     * @throws ApiException when the settings name no port
     */
    ApiClient(Settings settings, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
        this.url = url(settings);
    }

    /** No proxy: the token is for the service alone. */
    private static HttpClient client() {
        return HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .proxy(HttpClient.Builder.NO_PROXY)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * Asks for something.
     *
     * @throws ApiException when no service answers, another program does, or the token is wrong
     * @throws ApiRefusedException when the service says why not
     */
    <T> T get(String path, Class<T> type) {
        return read(send(client, request(path).GET()), type);
    }

    /** As {@link #get}, for what changes something. */
    <T> T post(String path, Object body, Class<T> type) {
        try {
            String text = json.writeValueAsString(body);
            return read(
                    // over a connection of its own: a kept one may be closed by now, and this is not sent twice
                    send(
                            client(),
                            request(path)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(text))),
                    type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be sent as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
        Optional.ofNullable(settings.api().token())
                .or(() -> KeptToken.read(settings))
                .ifPresent(token -> request.header(
                        "Authorization",
                        "Bearer " + ApiToken.of("wadi.api.token", token).text()));
        return request;
    }

    private HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new ApiException(
                    "No service answers at " + url
                            + ". Is 'wadi run' running? If it is elsewhere, set wadi.api.host and" + " wadi.api.port",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException("Interrupted while asking " + url, e);
        }
    }

    private <T> T read(HttpResponse<String> response, Class<T> type) {
        if (response.statusCode() == 401) {
            throw new ApiException(
                    "The service at " + url + " needs another token. Set wadi.api.token, or WADI_API_TOKEN, to the one"
                            + " it was started with or printed at its start",
                    null);
        }
        try {
            if (response.statusCode() / 100 == 2) {
                @Nullable T answer = json.readValue(response.body(), type);
                if (answer != null) {
                    return answer;
                }
            }
            String detail = detail(json.readTree(response.body()).path("detail"));
            if (response.statusCode() / 100 != 2 && !detail.isEmpty()) {
                throw new ApiRefusedException(response.statusCode(), detail);
            }
        } catch (JsonProcessingException e) {
            // said below: what came is no answer of ours
        }
        throw new ApiException(
                "What answers at " + url + " is not this service (status " + response.statusCode()
                        + "). Check wadi.api.host and wadi.api.port",
                null);
    }

    /** A text, or a list of what is wrong. */
    private static String detail(JsonNode detail) {
        return detail.isTextual() ? detail.asText() : String.join("; ", detail.findValuesAsText("msg"));
    }

    private static String url(Settings settings) {
        if (settings.apiPort() == 0) {
            throw new ApiException(
                    "With wadi.api.port=0 the service picked a port: set wadi.api.port to the one in its log", null);
        }
        String host =
                switch (settings.apiHost()) {
                    case "", "0.0.0.0" -> "127.0.0.1"; // it listens everywhere, here too
                    case "::", "[::]" -> "[::1]";
                    default -> settings.apiHost();
                };
        boolean bare = host.contains(":") && !host.startsWith("[");
        return "http://" + (bare ? "[" + host + "]" : host) + ":" + settings.apiPort();
    }
}
