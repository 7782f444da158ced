package dev.wadi.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/** How every answer of the API looks: JSON, or the text of metrics, which no browser shows as a page, embeds, runs or keeps. */
final class Reply {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Referrer-Policy", "no-referrer",
            "Cache-Control", "no-store");

    private Reply() {}

    static void json(HttpServerRequest request, HttpResponseStatus status, Object body) {
        send(request, status, "application/json", text(body));
    }

    /** An answer that is not JSON. */
    static void text(HttpServerRequest request, String contentType, String body) {
        send(request, HttpResponseStatus.OK, contentType, body);
    }

    private static void send(HttpServerRequest request, HttpResponseStatus status, String contentType, String body) {
        HttpServerResponse response = request.response();
        HEADERS.forEach(response::putHeader);
        response.putHeader(HttpHeaders.CONTENT_TYPE, contentType);
        Buffer sent = Buffer.buffer(body);
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(sent.length())); // HEAD has it too
        response.setStatusCode(status.code()).end(sent);
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
        json(request, status, Map.of("detail", detail));
    }

    private static String text(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
