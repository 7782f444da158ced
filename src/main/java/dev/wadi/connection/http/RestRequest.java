package dev.wadi.connection.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.batch.Params;
import dev.wadi.connection.httpclient.HttpCall;
import dev.wadi.connection.httpclient.HttpCalls;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a tap asks, with the parts that change from page to page.
 *
 * @param path below the connection's own, perhaps with a query
 * @param body a mapping or list, a text, or nothing
 */
record RestRequest(
        String method,
        String path,
        Map<String, Object> query,
        Map<String, String> headers,
        String contentType,
        @Nullable Object body,
        int retries) {

    static final String JSON = "application/json";
    static final String FORM = "application/x-www-form-urlencoded";
    static final int RETRIES = 3;

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH");

    static RestRequest of(Params params, String path) {
        return new RestRequest(
                method(params, "GET"),
                path,
                params.map("query"),
                headers(params),
                params.text("content_type").orElse(JSON),
                body(params),
                params.number("max_retries", RETRIES, 0, 100));
    }

    static String method(Params params, String missing) {
        String method = params.text("method").orElse(missing).toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw params.wrong("method", "must be get, post, put or patch, was " + method.toLowerCase(Locale.ROOT));
        }
        return method;
    }

    static Map<String, String> headers(Params params) {
        Map<String, String> headers = new LinkedHashMap<>();
        params.map("headers").forEach((name, value) -> {
            String text = String.valueOf(value);
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") || text.chars().anyMatch(c -> c < ' ' && c != '\t')) {
                throw params.wrong(
                        "headers",
                        "has a name or value that HTTP does not allow: '" + name.replaceAll("\\p{Cntrl}", "?") + "'");
            }
            headers.put(name, text);
        });
        return headers;
    }

    private static @Nullable Object body(Params params) {
        Object body = params.any("body").orElse(null);
        if (!(body instanceof String text) || !text.startsWith("@json")) {
            return body;
        }
        try {
            return MAPPER.readValue(text.substring("@json".length()), new TypeReference<Object>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("params.body: what follows @json is no JSON", e);
        }
    }

    /** The request as it is sent. */
    HttpCall call(HttpCalls calls) {
        List<String> pairs = new ArrayList<>();
        query.forEach((name, value) -> add(pairs, name, value));
        String query = String.join("&", pairs);
        String url = query.isEmpty() ? path : path + (path.contains("?") ? "&" : "?") + query;
        boolean empty = body == null || method.equals("GET");
        return new HttpCall(
                method, calls.url(url), headers, empty ? null : contentType, empty ? new byte[0] : encoded(), retries);
    }

    private byte[] encoded() {
        if (body instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            if (!contentType.startsWith(FORM)) {
                return MAPPER.writeValueAsBytes(body);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("params.body holds what JSON does not have", e);
        }
        List<String> pairs = new ArrayList<>();
        if (!(body instanceof Map<?, ?> fields)) {
            throw new IllegalArgumentException("params.body must be a mapping to be sent as a form");
        }
        fields.forEach((name, value) -> add(pairs, String.valueOf(name), value));
        return String.join("&", pairs).getBytes(StandardCharsets.US_ASCII);
    }

    private static void add(List<String> pairs, String name, @Nullable Object value) {
        if (value instanceof Collection<?> values) {
            values.forEach(each -> add(pairs, name, each));
        } else if (value != null) {
            pairs.add(encoded(name) + "=" + encoded(value.toString()));
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The same for another page, by a parameter of the query. */
    RestRequest withQuery(String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(query);
        changed.put(name, value);
        return new RestRequest(method, path, changed, headers, contentType, body, retries);
    }

    /** The same for another page, by a member of the body; {@code name} is a path of members with dots. */
    RestRequest withBody(String name, Object value) {
        Object changed = changed(body == null ? Map.of() : body, List.of(name.split("\\.", -1)), value);
        return new RestRequest(method, path, query, headers, contentType, changed, retries);
    }

    private static Object changed(@Nullable Object body, List<String> names, Object value) {
        if (names.isEmpty()) {
            return value;
        }
        if (body != null && !(body instanceof Map)) {
            throw new IllegalArgumentException("params.body must be a mapping, into which the page is put");
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        if (body instanceof Map<?, ?> members) {
            members.forEach((key, member) -> copy.put(String.valueOf(key), member));
        }
        copy.put(names.get(0), changed(copy.get(names.get(0)), names.subList(1, names.size()), value));
        return copy;
    }

    /** A member of the body, by a path with dots. */
    @Nullable
    Object inBody(String name) {
        Object at = body;
        for (String member : name.split("\\.", -1)) {
            at = at instanceof Map<?, ?> members ? members.get(member) : null;
        }
        return at;
    }

    /** The same for another page, by its whole URL. */
    RestRequest withUrl(String url) {
        return new RestRequest(method, url, Map.of(), headers, contentType, body, retries);
    }
}
