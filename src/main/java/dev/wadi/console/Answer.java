package dev.wadi.console;

import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is answered.
 *
 * @param body what is sent as JSON, {@code byte[]} for what is sent as it is, or a {@link Stream}; null for none
 * @param headers beside those that every answer has, and over them
 */
record Answer(int status, @Nullable Object body, Map<String, String> headers) {

    /** What goes on being sent; begun on the thread that serves, after status and headers are set. */
    interface Stream {

        void to(HttpServerResponse response);
    }

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer ok(Object body) {
        return of(200, body);
    }

    static Answer of(int status, @Nullable Object body) {
        return new Answer(status, body, Map.of());
    }

    /** Done, and nothing to say. */
    static Answer none() {
        return of(204, null);
    }

    /** What is no JSON. */
    static Answer bytes(String contentType, byte[] body) {
        return ok(body).with("Content-Type", contentType);
    }

    Answer with(String header, String value) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.put(header, value);
        return new Answer(status, body, all);
    }
}
