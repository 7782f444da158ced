package dev.wadi.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** How every answer of the API looks: JSON, which no browser shows as a page, embeds, runs or keeps. */
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

    static void json(RoutingContext call, HttpResponseStatus status, Object body) {
        HttpServerResponse response = call.response();
        HEADERS.forEach(response::putHeader);
        response.setStatusCode(status.code()).end(text(body));
    }

    /** An error, in the form of Airflow's API. */
    static void detail(RoutingContext call, HttpResponseStatus status, String detail) {
        json(call, status, Map.of("detail", detail));
    }

    private static String text(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
