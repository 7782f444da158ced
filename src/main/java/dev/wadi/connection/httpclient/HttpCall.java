package dev.wadi.connection.httpclient;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of a stage.
 *
 * @param method in upper case
 * @param url of the connection's server, from {@link HttpCalls#url}
 * @param headers added to those of the connection
 * @param contentType of the body; none when there is no body
 * @param retries how often it is sent again when the server is busy or hangs up
 */
@SuppressWarnings("ArrayRecordComponent") // calls are not compared
public record HttpCall(
        String method, URI url, Map<String, String> headers, @Nullable String contentType, byte[] body, int retries) {

    public HttpCall {
        headers = Map.copyOf(new LinkedHashMap<>(headers));
    }

    /** A request without a body. */
    public static HttpCall get(URI url, Map<String, String> headers, int retries) {
        return new HttpCall("GET", url, headers, null, new byte[0], retries);
    }

    /** {@code GET /v1/items}: without the query, in which some servers want a key. */
    @Override
    public String toString() {
        return method + " " + (url.getRawPath().isEmpty() ? "/" : url.getRawPath());
    }
}
