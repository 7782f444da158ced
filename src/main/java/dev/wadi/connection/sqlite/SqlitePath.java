package dev.wadi.connection.sqlite;

import dev.wadi.connection.jdbc.FileFields;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The database that the fields name.
 *
 * @param path the file, {@code :memory:}, or empty for a temporary database
 * @param parameters those after the {@code ?} of a host that begins with {@code file:}
 */
record SqlitePath(String path, Map<String, String> parameters) {

    private static final String FILE = "file:";

    static SqlitePath of(@Nullable String host, @Nullable String schema) {
        String first = host == null ? "" : host;
        if (first.startsWith(FILE)) {
            return ofUri(first.substring(FILE.length()));
        }
        return new SqlitePath(FileFields.path(host, schema), Map.of());
    }

    private static SqlitePath ofUri(String uri) {
        int question = uri.indexOf('?');
        String path = decode(question < 0 ? uri : uri.substring(0, question));
        Map<String, String> parameters = new LinkedHashMap<>();
        if (question >= 0) {
            for (String parameter : uri.substring(question + 1).split("&", -1)) {
                int equals = parameter.indexOf('=');
                if (!parameter.isEmpty()) {
                    parameters.put(
                            decode(equals < 0 ? parameter : parameter.substring(0, equals)),
                            equals < 0 ? "" : decode(parameter.substring(equals + 1)));
                }
            }
        }
        return new SqlitePath(
                FileFields.oneSlash(path.startsWith("//localhost/") ? path.substring(11) : path), parameters);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // SQLite too keeps a % that begins no escape
        }
    }

    /** Whether it is lost when its connection closes. */
    boolean isTransient() {
        return path.isEmpty() || path.equals(FileFields.MEMORY);
    }

    /** For SQLite's URI, in which some characters have a meaning. */
    String encoded() {
        return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23");
    }
}
