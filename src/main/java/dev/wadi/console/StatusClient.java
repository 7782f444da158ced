package dev.wadi.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.engine.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks a running service how it is, at the address, port and token that the settings name. */
public final class StatusClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    private StatusClient() {}

    /**
     * How the running service is.
     *
     * @throws ApiException when none answers, another program does, or the token is wrong
     */
    public static ServiceStatus status(Settings settings) {
        String url = url(settings);
        HttpResponse<String> response = get(url, settings);
        if (response.statusCode() == 401) {
            throw new ApiException(
                    "The service at " + url + " needs another token. Set wadi.api.token, or WADI_API_TOKEN, to the one"
                            + " it was started with or printed at its start",
                    null);
        }
        try {
            @Nullable
            ServiceStatus status =
                    response.statusCode() == 200 ? JSON.readValue(response.body(), ServiceStatus.class) : null;
            if (status != null) {
                return status;
            }
        } catch (JsonProcessingException e) {
            // said below: what came is no answer of ours
        }
        throw new ApiException(
                "What answers at " + url + " is not this service (status " + response.statusCode()
                        + "). Check wadi.api.host and wadi.api.port",
                null);
    }

    private static HttpResponse<String> get(String url, Settings settings) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + "/api/v2/status")).timeout(TIMEOUT);
        String token = settings.apiToken();
        if (token != null) {
            request.header("Authorization", "Bearer " + ApiToken.of(token).text());
        }
        // No proxy: the token is for the service alone.
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .proxy(HttpClient.Builder.NO_PROXY)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
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
