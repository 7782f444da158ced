package dev.wadi.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How every answer of the API looks: JSON, unless a call says otherwise, which no browser shows as a page, embeds, runs or keeps. */
final class Reply {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Type", "application/json",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "no-referrer",
            "Cache-Control", "no-store");

    private Reply() {}

    /** An answer as it is sent; made on the thread of a worker, because JSON may be long. */
    static Answer rendered(Answer answer) {
        Map<String, String> headers = new HashMap<>(HEADERS);
        if (answer.body() == null) {
            headers.remove("Content-Type");
        }
        headers.putAll(answer.headers());
        return new Answer(answer.status(), sendable(answer.body()), headers);
    }

    private static @Nullable Object sendable(@Nullable Object body) {
        return body == null || body instanceof byte[] || body instanceof Answer.Stream ? body : json(body);
    }

    /** As JSON, in one line. */
    static String text(Object body) {
        return new String(json(body), StandardCharsets.UTF_8);
    }

    private static byte[] json(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends an answer that is rendered. */
    static void send(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return; // the caller has gone
        }
        answer.headers().forEach(response::putHeader);
        response.setStatusCode(answer.status());
        if (answer.body() instanceof Answer.Stream stream && !request.method().equals(HttpMethod.HEAD)) {
            stream.to(response);
        } else if (answer.body() instanceof byte[] bytes) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length)); // HEAD has it too
            response.end(Buffer.buffer(bytes));
        } else {
            response.end();
        }
    }

    /** An error that says no more than its status. */
    static void error(HttpServerRequest request, HttpResponseStatus status) {
        detail(request, status, status.reasonPhrase());
    }

    /** To what is not HTTP, or too long. */
    static void invalid(HttpServerRequest request) {
        request.response().endHandler(sent -> request.connection().close());
        error(request, whatIsWrong(request.decoderResult().cause()));
    }

    private static HttpResponseStatus whatIsWrong(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return HttpResponseStatus.REQUEST_URI_TOO_LONG;
        }
        return cause instanceof TooLongHttpHeaderException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : HttpResponseStatus.BAD_REQUEST;
    }

    /** An error, in the form of Airflow's API. */
    static void detail(HttpServerRequest request, HttpResponseStatus status, String detail) {
        send(request, rendered(Answer.of(status.code(), Map.of("detail", detail))));
    }

    /** Ends the connection with the answer, and says so in it, when a body comes that nobody reads. */
    static void closeAfter(HttpServerRequest request) {
        if (BoundedBody.isAnnounced(request)) {
            request.response()
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .endHandler(sent -> request.connection().close());
        }
    }
}
