package dev.wadi.connection;

import dev.wadi.config.Place;
import dev.wadi.config.Problems;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code conn_id=<URI or JSON>} lines, and lines of a URI alone where names are given to them. */
final class EnvLines {

    private static final Pattern BARE_URI = Pattern.compile("\\s*[A-Za-z][A-Za-z0-9+._-]*://");

    private final String file;
    private final Problems problems;
    private final @Nullable GivenIds ids;
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, ConnectionDefinition> definitions = new LinkedHashMap<>();

    EnvLines(String file, Problems problems) {
        this(file, problems, null);
    }

    /** @param ids names for URIs alone */
    EnvLines(String file, Problems problems, @Nullable GivenIds ids) {
        this.file = file;
        this.problems = problems;
        this.ids = ids;
    }

    Collection<ConnectionDefinition> read(String text) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!isNothing(line)) {
                line(line, i + 1);
            }
        }
        return definitions.values();
    }

    /** Whether a line is blank or a comment. */
    static boolean isNothing(String line) {
        return line.isBlank() || line.stripLeading().startsWith("#");
    }

    /** The {@code conn_id} of a line, if there is one. */
    static Optional<String> key(String line) {
        int equals = line.indexOf('=');
        return isNothing(line) || equals < 0
                ? Optional.empty()
                : Optional.of(line.substring(0, equals).strip());
    }

    private void line(String line, int number) {
        int equals = line.indexOf('=');
        Place place =
                new Place(file, number, line.length() - line.stripLeading().length() + 1);
        if (ids != null && BARE_URI.matcher(line).lookingAt()) {
            bare(ids, line.strip(), place);
            return;
        }
        if (equals < 0) {
            problems.error(place, "", "a line without =", "Write conn_id=URI, or # before a comment");
            return;
        }
        String connId = line.substring(0, equals).strip();
        String value = line.substring(equals + 1);
        if (isNew(connId, place)) {
            define(connId, place, value, new Place(file, number, equals + 2));
        }
    }

    private void bare(GivenIds given, String uri, Place place) {
        Optional<String> connId = given.next();
        if (connId.isEmpty()) {
            problems.error(place, "", "a URI without a conn_id", "Write conn_id= before it, or name it by --conn-id");
        } else if (isNew(connId.get(), place)) {
            define(connId.get(), place, uri, place);
        }
    }

    private boolean isNew(String connId, Place place) {
        Place first = places.putIfAbsent(connId, place);
        if (first != null) {
            problems.error(
                    place, connId, "is defined on line " + first.line() + " already", "Remove one of the two lines");
        }
        return first == null;
    }

    private void define(String connId, Place place, String value, Place valuePlace) {
        Optional<String> wrong = ConnectionId.problem(connId);
        if (wrong.isPresent()) {
            String fix = connId.startsWith("export ") ? "Remove 'export'" : "Write conn_id=URI";
            problems.error(place, "", "the conn_id '" + DefinitionReader.shown(connId) + "' " + wrong.get(), fix);
            return;
        }
        if (connId.startsWith(EnvironmentConnections.PREFIX)) {
            problems.warning(
                    place,
                    connId,
                    "in a file this is the whole conn_id",
                    "Write the conn_id without " + EnvironmentConnections.PREFIX);
        }
        DefinitionReader reader = new DefinitionReader(connId, place, problems);
        Optional<ConnectionDefinition> definition = value.isBlank()
                ? reader.fail(valuePlace, "", "has no value", "Write its URI or its JSON after the =")
                : reader.text(value, valuePlace);
        definition.ifPresent(found -> definitions.put(connId, found));
    }
}
