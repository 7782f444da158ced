package dev.wadi.connection;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Documents;
import dev.wadi.config.Node;
import dev.wadi.config.Place;
import dev.wadi.config.Problems;
import dev.wadi.connection.ConnectionDefinition.Origin;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads one connection in each form that it may have: fields, a URI, the JSON text of fields, or a list of one of them. */
final class DefinitionReader {

    private static final Pattern TYPE = Pattern.compile("[a-z0-9][a-z0-9_+.]*");

    private final String connId;
    private final Place place;
    private final Problems problems;

    /** @param place where the {@code conn_id} is written */
    DefinitionReader(String connId, Place place, Problems problems) {
        this.connId = connId;
        this.place = place;
        this.problems = problems;
    }

    /** A value of a file. Empty when it is wrong, and for an empty list. */
    Optional<ConnectionDefinition> read(Node node) {
        Optional<String> wrong = ConnectionId.problem(connId);
        if (wrong.isPresent()) {
            problems.error(place, "", "the conn_id '" + shown(connId) + "' " + wrong.get(), "Choose another name");
        }
        if (node instanceof Node.Mapping fields) {
            return new FieldReader(this, problems, fields).read(true);
        }
        if (node instanceof Node.Sequence list) {
            return list(list);
        }
        Node.Scalar scalar = (Node.Scalar) node;
        if (scalar.value() instanceof String text) {
            return text(text, scalar.place());
        }
        return fail(
                scalar.place(),
                "",
                scalar.value() == null ? "has no value" : "must be fields or a URI, was " + scalar.text(),
                "Write its fields below it, or its URI in quotes");
    }

    private Optional<ConnectionDefinition> list(Node.Sequence list) {
        if (list.items().size() > 1) {
            return fail(list.place(), "", "is defined " + list.items().size() + " times", "Leave one of the list");
        }
        if (list.items().isEmpty()) {
            problems.warning(list.place(), connId, "is an empty list and defines nothing", "Remove it");
            return Optional.empty();
        }
        return read(list.items().get(0));
    }

    /** Text: JSON when it begins with a brace, or a URI. */
    Optional<ConnectionDefinition> text(String text, Place at) {
        String trimmed = text.strip();
        if (Placeholders.isPlaceholder(trimmed)) {
            return fail(
                    at,
                    "",
                    "a placeholder cannot stand for a whole connection",
                    "Write the fields, with placeholders in them, or set AIRFLOW_CONN_"
                            + connId.toUpperCase(Locale.ROOT));
        }
        return trimmed.startsWith("{") ? json(trimmed, at) : uri(text, at);
    }

    private Optional<ConnectionDefinition> json(String text, Place at) {
        try {
            Node node = Nodes.at(at, Documents.json("", text));
            return new FieldReader(this, problems, (Node.Mapping) node).read(false);
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> problems.error(at, connId, problem.what(), problem.fix()));
            return Optional.empty();
        }
    }

    /** A URI. */
    Optional<ConnectionDefinition> uri(String text, Place at) {
        return new AirflowUri(this, problems, at).read(text);
    }

    Optional<ConnectionDefinition> fail(Place at, String field, String what, String fix) {
        problems.error(at, path(field), what, fix);
        return Optional.empty();
    }

    String path(String field) {
        return field.isEmpty() ? connId : connId + "." + field;
    }

    String connId() {
        return connId;
    }

    Origin origin(Map<String, Place> places) {
        return new Origin(place, places);
    }

    /** All of it at one place, which is not that of the {@code conn_id}. */
    Origin originAt(Place value) {
        return new Origin(place, FieldReader.FIELDS.stream().collect(Collectors.toMap(field -> field, field -> value)));
    }

    /** The type as it is looked up: lower case, {@code _} between words, and {@code postgres} for {@code postgresql}. */
    static String normalizedType(String written) {
        String type = written.strip().toLowerCase(Locale.ROOT);
        return type.equals("postgresql") ? "postgres" : type.replace('-', '_');
    }

    static boolean isType(String normalized) {
        return TYPE.matcher(normalized).matches();
    }

    /** A name for a message: control characters and great length would spoil it. */
    static String shown(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= 60 ? plain : plain.substring(0, 60) + "…";
    }
}
