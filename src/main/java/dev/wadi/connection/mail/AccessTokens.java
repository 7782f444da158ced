package dev.wadi.connection.mail;

import dev.wadi.spi.ConnectionException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.jspecify.annotations.Nullable;

/** The access token of a connection: the one that is given, or one that is fetched and kept until it is nearly over. */
public final class AccessTokens implements Supplier<String> {

    private static final Duration MARGIN = Duration.ofMinutes(1);
    private static final int MOST_BYTES = 64 * 1024;

    private final String connId;
    private final OAuth2 oauth2;
    private final Duration timeout;
    private @Nullable Token token;

    private record Token(String value, Instant until) {}

    public AccessTokens(String connId, OAuth2 oauth2, Duration timeout) {
        this.connId = connId;
        this.oauth2 = oauth2;
        this.timeout = timeout;
    }

    /**
     * The token of the moment.
     *
     * @throws ConnectionException when the token endpoint does not give one
     */
    @Override
    public synchronized String get() {
        if (oauth2.accessToken() != null) {
            return oauth2.accessToken();
        }
        Token present = token;
        if (present == null || Instant.now().isAfter(present.until())) {
            present = fetch();
            token = present;
        }
        return present.value();
    }

    private Token fetch() {
        try {
            HttpURLConnection request =
                    (HttpURLConnection) URI.create(oauth2.endpoint()).toURL().openConnection();
            try {
                return read(request);
            } finally {
                request.disconnect();
            }
        } catch (IOException e) {
            throw failed("cannot be reached: " + MailFailure.shortly(e), e);
        }
    }

    private Token read(HttpURLConnection request) throws IOException {
        request.setConnectTimeout((int) timeout.toMillis());
        request.setReadTimeout((int) timeout.toMillis());
        request.setInstanceFollowRedirects(false); // the client's secret goes where the file says and nowhere else
        request.setRequestMethod("POST");
        request.setDoOutput(true);
        request.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
        request.setRequestProperty("Accept", "application/json");
        request.setRequestProperty("Connection", "close"); // the next token is an hour away
        request.getOutputStream().write(form().getBytes(StandardCharsets.US_ASCII));
        int status = request.getResponseCode();
        JsonObject answer = json(status < 400 ? request.getInputStream() : request.getErrorStream());
        String value = answer.getString("access_token");
        if (status != 200 || value == null || value.isEmpty()) {
            throw failed("answers " + status + reason(answer) + " and gives no token", null);
        }
        long seconds = answer.getLongOrDefault("expires_in", 0);
        return new Token(value, Instant.now().plusSeconds(seconds).minus(MARGIN));
    }

    private String form() {
        Map<String, String> fields = Map.of(
                "grant_type", "client_credentials",
                "client_id", Objects.requireNonNullElse(oauth2.clientId(), ""),
                "client_secret", Objects.requireNonNullElse(oauth2.clientSecret(), ""),
                "scope", oauth2.scope());
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static JsonObject json(@Nullable InputStream body) throws IOException {
        if (body == null) {
            return new JsonObject();
        }
        try (body) {
            String text = new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return Jsoner.deserialize(text) instanceof JsonObject object ? object : new JsonObject();
        } catch (DeserializationException e) {
            return new JsonObject(); // a page of a proxy, say; the status tells more
        }
    }

    private static String reason(JsonObject answer) {
        String error = answer.getString("error");
        return error != null && error.matches("[a-z_]{1,60}") ? " (" + error + ")" : "";
    }

    private ConnectionException failed(String what, @Nullable Exception cause) {
        return new ConnectionException(connId, "the token endpoint " + oauth2.endpoint() + " " + what, cause);
    }
}
