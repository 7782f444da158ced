package dev.wadi.bench;

import dev.wadi.testing.LiveEdits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Asks the routes of {@link LiveEdits#many} for their version, a few at once and each until it has the one that is awaited. */
final class ManyRoutes {

    private static final int AT_ONCE = 10;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String service;
    private final int version;
    private int answered;

    ManyRoutes(int port, int version) {
        this.service = "http://127.0.0.1:" + port + "/many/";
        this.version = version;
    }

    /** Whether all of them have that version, and their connections too. */
    boolean haveIt() {
        while (answered < LiveEdits.MANY) {
            List<CompletableFuture<Boolean>> some = IntStream.range(
                            answered, Math.min(answered + AT_ONCE, LiveEdits.MANY))
                    .mapToObj(this::hasIt)
                    .toList();
            if (!some.stream().allMatch(CompletableFuture::join)) {
                return false;
            }
            answered += AT_ONCE;
        }
        return true;
    }

    private CompletableFuture<Boolean> hasIt(int route) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(service + route)).build();
        String expected = "/echo/" + version + "/" + version + "/" + route;
        return client.sendAsync(request, BodyHandlers.ofString())
                .thenApply(HttpResponse::body)
                .exceptionally(failure -> "")
                .thenApply(expected::equals);
    }
}
