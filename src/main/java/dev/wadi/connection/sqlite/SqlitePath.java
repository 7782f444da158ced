package dev.wadi.connection.sqlite;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The database that the fields name.
 *
 * @param path the file, {@code :memory:}, or empty for a temporary database
 * @param parameters those after the {@code ?} of a host that begins with {@code file:}
 */
record SqlitePath(String path, Map<String, String> parameters) {

    static final String MEMORY = ":memory:";

    private static final String FILE = "file:";
    private static final Pattern FILE_NAME = Pattern.compile(".*(/|\\.[A-Za-z0-9]+$).*");

    static SqlitePath of(@Nullable String host, @Nullable String schema) {
        String first = host == null ? "" : host;
        String rest = schema == null ? "" : schema;
        if (first.startsWith(FILE)) {
            return ofUri(first.substring(FILE.length()));
        }
        if (first.isEmpty() && !rest.isEmpty()) { // sqlite:///tmp/x.db, or SQLAlchemy's sqlite:////tmp/x.db
            return new SqlitePath(rest.equals(MEMORY) ? MEMORY : oneSlash("/" + rest), Map.of());
        }
        return new SqlitePath(oneSlash(rest.isEmpty() ? first : first + "/" + rest), Map.of());
    }

    private static SqlitePath ofUri(String uri) {
        int question = uri.indexOf('?');
        String path = decode(question < 0 ? uri : uri.substring(0, question));
        Map<String, String> parameters = new LinkedHashMap<>();
        if (question >= 0) {
            for (String parameter : uri.substring(question + 1).split("&")) {
                int equals = parameter.indexOf('=');
                if (!parameter.isEmpty()) {
                    parameters.put(
                            decode(equals < 0 ? parameter : parameter.substring(0, equals)),
                            equals < 0 ? "" : decode(parameter.substring(equals + 1)));
                }
            }
        }
        return new SqlitePath(oneSlash(path.startsWith("//localhost/") ? path.substring(11) : path), parameters);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // SQLite too keeps a % that begins no escape
        }
    }

    private static String oneSlash(String path) {
        return path.startsWith("//") ? path.replaceFirst("^/+", "/") : path;
    }

    /** Whether the first part of a path may have a rest in {@code schema}, as {@code sqlite://data/x.db} gives it. */
    static boolean isFirstSegment(String host) {
        return !host.startsWith(FILE)
                && !host.equals(MEMORY)
                && !FILE_NAME.matcher(host).matches();
    }

    /** Whether it is lost when its connection closes. */
    boolean isTransient() {
        return path.isEmpty() || path.equals(MEMORY);
    }

    /** For SQLite's URI, in which some characters have a meaning. */
    String encoded() {
        return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23");
    }
}
