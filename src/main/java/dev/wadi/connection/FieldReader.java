package dev.wadi.connection;

import dev.wadi.config.Nearest;
import dev.wadi.config.Node;
import dev.wadi.config.Place;
import dev.wadi.config.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a connection that is written as fields. */
final class FieldReader {

    static final List<String> FIELDS =
            List.of("conn_type", "description", "host", "port", "login", "password", "schema", "extra");

    private static final List<String> KEYS = List.of(
            "conn_type",
            "description",
            "host",
            "port",
            "login",
            "password",
            "schema",
            "extra",
            "extra_dejson",
            "uri",
            "conn_id",
            "team_name");
    private static final Map<String, String> OTHER_WORDS = Map.ofEntries(
            Map.entry("user", "login"),
            Map.entry("username", "login"),
            Map.entry("user_name", "login"),
            Map.entry("pass", "password"),
            Map.entry("database", "schema"),
            Map.entry("dbname", "schema"),
            Map.entry("db", "schema"),
            Map.entry("hostname", "host"),
            Map.entry("server", "host"),
            Map.entry("type", "conn_type"),
            Map.entry("kind", "conn_type"),
            Map.entry("options", "extra"),
            Map.entry("params", "extra"));
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    private final DefinitionReader connection;
    private final Problems problems;
    private final Node.Mapping fields;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private boolean failed;

    FieldReader(DefinitionReader connection, Problems problems, Node.Mapping fields) {
        this.connection = connection;
        this.problems = problems;
        this.fields = fields;
    }

    /** @param inFile whether the {@code conn_id} may be said again, as in files */
    Optional<ConnectionDefinition> read(boolean inFile) {
        fields.entries().forEach(entry -> checkKey(entry.key(), entry.value(), inFile));
        fields.entries()
                .forEach(entry -> places.put(entry.key().text(), entry.value().place()));
        if (fields.get("uri").isPresent()) {
            return uri();
        }
        String type = type();
        Map<String, @Nullable Object> extra = extra();
        ConnectionDefinition definition = new ConnectionDefinition(
                connection.connId(),
                type,
                text("description"),
                text("host"),
                text("login"),
                text("password"),
                port(),
                text("schema"),
                extra,
                connection.origin(Map.copyOf(places)));
        return failed ? Optional.empty() : Optional.of(definition);
    }

    private void checkKey(Node.Scalar key, Node value, boolean inFile) {
        String name = key.text();
        if (name.equals("team_name")) {
            problems.warning(key.place(), connection.path(name), "there are no teams here", "Remove the line");
            return;
        }
        if (name.equals("conn_id")) {
            checkId(key, value, inFile);
            return;
        }
        if (!KEYS.contains(name)) {
            fail(key.place(), name, "unknown key", suggestion(name));
        }
    }

    private static String suggestion(String key) {
        if (key.startsWith("extra__")) {
            return "Put it into extra";
        }
        String other = OTHER_WORDS.get(key.toLowerCase(java.util.Locale.ROOT));
        String didYouMean = other != null ? "Did you mean '" + other + "'? " : Nearest.didYouMean(key, KEYS);
        return didYouMean + "A connection has " + String.join(", ", FIELDS) + ", or uri alone";
    }

    private void checkId(Node.Scalar key, Node value, boolean inFile) {
        String said = value instanceof Node.Scalar scalar ? scalar.text() : "";
        if (!inFile) {
            fail(key.place(), "conn_id", "the conn_id is given twice", "Remove it from the JSON");
        } else if (!said.equals(connection.connId())) {
            fail(
                    value.place(),
                    "conn_id",
                    "must be '" + connection.connId() + "' as the key above, was '" + DefinitionReader.shown(said)
                            + "'",
                    "Remove the line");
        }
    }

    private Optional<ConnectionDefinition> uri() {
        Node uri = fields.get("uri").orElseThrow();
        fields.entries().stream()
                .map(Node.Entry::key)
                .filter(key -> KEYS.contains(key.text()))
                .filter(key ->
                        !List.of("uri", "description", "conn_id", "team_name").contains(key.text()))
                .forEach(key -> fail(
                        key.place(), key.text(), "cannot be mixed with uri", "Put it into the URI, or remove uri"));
        String text = text("uri");
        if (text == null) {
            fail(uri.place(), "uri", "has no value", "Write the URI, or the fields");
            return Optional.empty();
        }
        String description = text("description");
        Optional<ConnectionDefinition> read = connection.uri(text, uri.place());
        return failed ? Optional.empty() : read.map(definition -> described(definition, description));
    }

    private static ConnectionDefinition described(ConnectionDefinition definition, @Nullable String description) {
        return new ConnectionDefinition(
                definition.connId(),
                definition.connType(),
                description,
                definition.host(),
                definition.login(),
                definition.password(),
                definition.port(),
                definition.schema(),
                definition.extra(),
                definition.origin());
    }

    private String type() {
        String written = text("conn_type");
        if (written == null || written.isBlank()) {
            Place place = fields.get("conn_type").map(Node::place).orElse(fields.place());
            fail(place, "conn_type", "is missing", "Add the type, such as conn_type: postgres");
            return "";
        }
        String type = DefinitionReader.normalizedType(written);
        if (!DefinitionReader.isType(type)) {
            fail(
                    places.getOrDefault("conn_type", fields.place()),
                    "conn_type",
                    "'" + DefinitionReader.shown(written) + "' cannot be a type",
                    "Write a type such as postgres. 'wadi connections types' lists them");
        }
        return type;
    }

    private @Nullable String text(String key) {
        Node node = fields.get(key).orElse(null);
        if (node == null) {
            return null;
        }
        if (node instanceof Node.Scalar scalar) {
            return scalar.value() == null ? null : scalar.text();
        }
        fail(node.place(), key, "must be text", "Put it into quotes");
        return null;
    }

    private @Nullable String port() {
        String written = text("port");
        if (written == null || written.isBlank()) {
            return null;
        }
        Node.Scalar node = (Node.Scalar) fields.get("port").orElseThrow();
        String port = node.value() instanceof Long number ? number.toString() : written.strip();
        if (Placeholders.containsPlaceholder(port)) {
            return port;
        }
        if (!DIGITS.matcher(port).matches() || Integer.parseInt(port) > 65535) {
            boolean number =
                    node.value() instanceof Number || DIGITS.matcher(port).matches();
            String must = number ? "must be between 0 and 65535" : "must be a number from 0 to 65535";
            String was = ", was " + (number ? port : "'" + DefinitionReader.shown(port) + "'");
            fail(node.place(), "port", must + was, "Remove the line to use the default of the type");
        }
        return DIGITS.matcher(port).matches() ? Integer.toString(Integer.parseInt(port)) : port;
    }

    private Map<String, @Nullable Object> extra() {
        Node extra = fields.get("extra").orElse(null);
        Node parsed = fields.get("extra_dejson").orElse(null);
        if (extra != null && parsed != null) {
            fail(parsed.place(), "extra_dejson", "cannot stand beside extra", "Leave one of the two");
        }
        Node node = extra != null ? extra : parsed;
        if (node == null) {
            return Map.of();
        }
        ExtraReader reader = new ExtraReader(connection, problems);
        Optional<Map<String, @Nullable Object>> read = reader.read(node);
        places.putAll(reader.places());
        failed |= read.isEmpty();
        return read.orElse(Map.of());
    }

    private void fail(Place place, String field, String what, String fix) {
        failed = true;
        connection.fail(place, field, what, fix);
    }
}
