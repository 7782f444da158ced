package dev.wadi.connection.httpclient;

import dev.wadi.spi.SettingProblems;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The headers that a connection adds to requests to its own origin.
 *
 * @param plain those that a request may replace with its own
 * @param secret those that hold credentials: they replace what a request has
 */
public record RequestHeaders(Map<String, String> plain, Map<String, String> secret) {

    private static final String AUTHORIZATION = "Authorization";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e]*");
    private static final Pattern SECRET =
            Pattern.compile("cookie|auth|token|key|secret|passw|credential|session|signature");

    /** Made for each request by the client; another value would let two servers disagree about where a request ends. */
    private static final Set<String> MADE_BY_THE_CLIENT = Set.of(
            "host",
            "connection",
            "content-length",
            "transfer-encoding",
            "te",
            "trailer",
            "upgrade",
            "expect",
            "keep-alive",
            "proxy-connection",
            "proxy-authorization");

    public RequestHeaders {
        plain = caseless(plain);
        secret = caseless(secret);
    }

    private static Map<String, String> caseless(Map<String, String> headers) {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        return copy;
    }

    /** No headers. */
    public static RequestHeaders none() {
        return new RequestHeaders(Map.of(), Map.of());
    }

    /** The headers that were checked before, and Basic authentication when there is a login. */
    public static RequestHeaders of(Map<String, Object> written, @Nullable String login, @Nullable String password) {
        Map<String, String> plain = new LinkedHashMap<>();
        Map<String, String> secret = new LinkedHashMap<>();
        flat(written).forEach((path, header) -> (isSecret(header.name()) ? secret : plain)
                .put(header.name(), header.value().toString()));
        RequestHeaders headers = new RequestHeaders(plain, secret);
        return login == null || login.isEmpty() ? headers : headers.withBasic(login, password == null ? "" : password);
    }

    private RequestHeaders withBasic(String login, String password) {
        String token = Base64.getEncoder().encodeToString((login + ":" + password).getBytes(StandardCharsets.UTF_8));
        Map<String, String> all = caseless(secret);
        all.put(AUTHORIZATION, "Basic " + token);
        return new RequestHeaders(plain, all);
    }

    private record Header(String name, Object value) {}

    /** By where they stand: keys of extra, and the members of an object that is called {@code headers}. */
    private static Map<String, Header> flat(Map<String, Object> written) {
        Map<String, Header> flat = new LinkedHashMap<>();
        written.forEach((name, value) -> {
            if (name.equals("headers") && value instanceof Map<?, ?> members) {
                members.forEach((member, inner) -> flat.put(
                        "extra.headers." + member, new Header(String.valueOf(member), inner == null ? "" : inner)));
            } else {
                flat.put("extra." + name, new Header(name, value));
            }
        });
        return flat;
    }

    /** Reports what cannot be a header, and what would have no effect. */
    public static void check(Map<String, Object> written, @Nullable String login, SettingProblems problems) {
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        flat(written).forEach((path, header) -> {
            check(path, header, problems);
            if (!seen.add(header.name())) {
                problems.problem(path, "the header " + header.name() + " is there twice", "Remove one of them");
            }
            if (header.name().equalsIgnoreCase(AUTHORIZATION) && login != null && !login.isEmpty()) {
                problems.warning(
                        path, "is not sent, because there is a login", "Remove either this header or the login");
            }
        });
    }

    private static void check(String path, Header header, SettingProblems problems) {
        if (!NAME.matcher(header.name()).matches()) {
            problems.problem(path, "what is no setting is sent as a header, and this is no header name", "Remove it");
        } else if (MADE_BY_THE_CLIENT.contains(header.name().toLowerCase(Locale.ROOT))) {
            problems.problem(path, "this header is made for each request", "Remove it");
        }
        if (header.value() instanceof Map || header.value() instanceof List) {
            problems.problem(path, "what is no setting is sent as a header, and a header must be text", "Remove it");
        } else if (!(header.value() instanceof String text)) {
            problems.problem(
                    path,
                    "a header must be text, was " + header.value(),
                    "Put it into quotes: \"" + header.value() + "\"");
        } else if (!VALUE.matcher(text).matches()) {
            problems.problem(path, "a header may hold printable ASCII characters only", "Remove the others");
        }
    }

    /** Whether a header of that name is likely to hold a secret. */
    static boolean isSecret(String name) {
        return SECRET.matcher(name.toLowerCase(Locale.ROOT)).find();
    }

    /** Names the headers only. */
    @Override
    public String toString() {
        return "RequestHeaders[" + plain.keySet() + ", " + secret.keySet() + "]";
    }
}
