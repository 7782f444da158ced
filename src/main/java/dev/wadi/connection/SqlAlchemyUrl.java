package dev.wadi.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes a URL of SQLAlchemy apart; what follows the third slash is the database as it is, a path too. */
final class SqlAlchemyUrl {

    private static final Pattern URL = Pattern.compile("(?<drivername>[\\w+]+)://"
            + "(?:(?<username>[^:/]*)(?::(?<password>[^@]*))?@)?"
            + "(?:\\[(?<ipv6>[^/?]+)]|(?<host>[^/:?]+))?(?::(?<port>[^/?]*))?"
            + "(?:/(?<database>[^?]*))?(?:\\?(?<query>.*))?");

    private SqlAlchemyUrl() {}

    /** By the names of {@code URL.create}; empty when it is none. */
    static Optional<Map<String, String>> parts(String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> parts = new LinkedHashMap<>();
        put(parts, "drivername", matcher.group("drivername"));
        put(parts, "username", decoded(matcher.group("username")));
        put(parts, "password", decoded(matcher.group("password")));
        put(parts, "host", matcher.group("ipv6") == null ? matcher.group("host") : matcher.group("ipv6"));
        put(parts, "port", matcher.group("port"));
        put(parts, "database", matcher.group("database"));
        put(parts, "query", query(matcher.group("query")));
        return Optional.of(parts);
    }

    private static void put(Map<String, String> parts, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            parts.put(name, value);
        }
    }

    private static @Nullable String decoded(@Nullable String text) {
        return text == null ? null : Percent.decode(text);
    }

    private static @Nullable String query(@Nullable String query) {
        if (query == null) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(form(pair.substring(0, equals)), form(pair.substring(equals + 1)));
            }
        }
        return parameters.entrySet().stream()
                .map(entry -> JupySqlSection.string(entry.getKey()) + ": " + JupySqlSection.string(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String form(String text) {
        return Percent.decode(text.replace('+', ' '));
    }
}
