package dev.wadi.console;

import dev.wadi.connection.ConnectionDefinition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection goes, and how well it knows that it has arrived. A stored secret that nobody is shown must not be
 * sent to another place by whoever cannot know it, nor in the clear.
 */
final class Destinations {

    /** Words in the keys of extra that say where something goes, or by what it is trusted. */
    private static final Pattern WORDS = Pattern.compile(
            "(^|_)(hosts?|ports?|ur[li]s?|endpoints?|prox(y|ies)|servers?|servername|addr(ess|esses)?|brokers?|bootstrap"
                    + "|domain|region|account|socket|dsn|jdbc|scheme|protocol|security|ssl|sslmode|tls|starttls|verify"
                    + "|insecure|module|classname|component|role|sts)(_|$)");

    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private Destinations() {}

    /** The paths of what says where to go and is not the same in both. */
    static List<String> moved(ConnectionDefinition before, ConnectionDefinition after) {
        Set<String> moved = new LinkedHashSet<>();
        add(moved, "conn_type", before.connType(), after.connType());
        add(moved, "host", before.host(), after.host());
        add(moved, "port", before.port(), after.port());
        add(moved, "schema", schemeOf(before), schemeOf(after));
        extra(moved, "extra", before.extra(), after.extra(), false);
        return List.copyOf(moved);
    }

    /** Of HTTP the schema is the protocol, with which a password goes in the clear or not; elsewhere it is a database. */
    private static @Nullable String schemeOf(ConnectionDefinition definition) {
        return definition.connType().startsWith("http") || definition.connType().equals("package_index")
                ? definition.schema()
                : null;
    }

    private static void add(Set<String> moved, String path, @Nullable String before, @Nullable String after) {
        if (!Objects.equals(before == null ? "" : before, after == null ? "" : after)) {
            moved.add(path);
        }
    }

    private static void extra(Set<String> moved, String path, Map<?, ?> before, Map<?, ?> after, boolean all) {
        Set<String> keys = new TreeSet<>();
        before.keySet().forEach(key -> keys.add(String.valueOf(key)));
        after.keySet().forEach(key -> keys.add(String.valueOf(key)));
        for (String key : keys) {
            @Nullable Object old = before.get(key);
            @Nullable Object now = after.get(key);
            boolean says = all || saysWhere(key);
            if ((old instanceof Map || old == null) && (now instanceof Map || now == null)) {
                extra(moved, path + "." + key, map(old), map(now), says);
            } else if (!Objects.equals(old, now) && (says || isPlace(now))) {
                moved.add(path + "." + key);
            }
        }
    }

    /** Whether a key of extra says where something goes. */
    static boolean saysWhere(String key) {
        String words = WORD_START.matcher(key).replaceAll("_").toLowerCase(Locale.ROOT);
        return WORDS.matcher(words.replaceAll("[^a-z0-9]+", "_")).find();
    }

    private static boolean isPlace(@Nullable Object value) {
        return value instanceof Map || (value instanceof String text && text.contains("://"));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }
}
