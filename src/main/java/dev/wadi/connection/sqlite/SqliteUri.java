package dev.wadi.connection.sqlite;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The URL of the driver: always its {@code file:} form, the only one that has parameters and fetches nothing. */
final class SqliteUri {

    private SqliteUri() {}

    static Map<String, String> parameters(SqliteSettings settings) {
        Map<String, String> parameters = new LinkedHashMap<>(
                SqlitePath.of(settings.host(), settings.schema()).parameters());
        parameters.putAll(ofExtra(settings));
        return parameters;
    }

    /** The parameters that say how the file is locked. */
    static Map<String, String> locking(SqliteSettings settings) {
        Map<String, String> locking = parameters(settings);
        locking.keySet().retainAll(Set.of("vfs", "nolock", "immutable"));
        return locking;
    }

    static Map<String, String> ofExtra(SqliteSettings settings) {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "mode", settings.mode());
        put(parameters, "cache", settings.cache());
        put(parameters, "immutable", number(settings.immutable()));
        put(parameters, "nolock", number(settings.nolock()));
        put(parameters, "psow", number(settings.psow()));
        put(parameters, "vfs", settings.vfs());
        return parameters;
    }

    private static @Nullable String number(@Nullable Boolean value) {
        return value == null ? null : value ? "1" : "0";
    }

    private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
        if (value != null) {
            parameters.put(name, value.toString());
        }
    }

    static String url(SqlitePath path, Map<String, String> parameters) {
        String url = "jdbc:sqlite:file:" + path.encoded();
        return parameters.isEmpty()
                ? url
                : url + "?"
                        + parameters.entrySet().stream()
                                .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                                .collect(Collectors.joining("&"));
    }
}
