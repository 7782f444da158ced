package dev.wadi.connection.httpclient;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered to a test.
 *
 * @param url without credentials
 * @param contentType empty when there is none
 * @param beginning the first part of the body; never part of a message, because it may be anything
 */
public record HttpAnswer(String method, URI url, int status, String contentType, String beginning) {

    private static final int BEGINNING = 64 * 1024;

    static HttpAnswer of(String method, URI url, ClassicHttpResponse response) throws IOException {
        Header type = response.getFirstHeader("Content-Type");
        return new HttpAnswer(
                method, url, response.getCode(), type == null ? "" : type.getValue(), beginning(response.getEntity()));
    }

    private static String beginning(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return "";
        }
        return new String(entity.getContent().readNBytes(BEGINNING), StandardCharsets.UTF_8);
    }

    /** Fails when the server refuses the login; says what answered otherwise. */
    public String signedIn() throws BadAnswerException {
        if (status == 401 || status == 403) {
            throw new BadAnswerException("the server refused the login: " + this);
        }
        if (status == 407) {
            throw new BadAnswerException("the proxy refused the login: " + this);
        }
        return toString();
    }

    /** Fails when the server refuses the login or has failed; says what answered otherwise. */
    String reachable() throws BadAnswerException {
        String answer = signedIn();
        if (status >= 500) {
            throw new BadAnswerException("the server failed: " + answer);
        }
        return answer;
    }

    /** {@code HTTP 200 to GET https://api.example.com/v1}. */
    @Override
    public String toString() {
        return "HTTP " + status + " to " + method + " " + url;
    }
}
