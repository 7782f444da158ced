package dev.wadi.connection;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Documents;
import dev.wadi.config.Node;
import dev.wadi.config.Place;
import dev.wadi.config.Problems;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code extra}: an object, or the JSON text of one. */
final class ExtraReader {

    private static final String FIX = "Write an object, or its JSON text in single quotes";

    private final DefinitionReader connection;
    private final Problems problems;
    private final Map<String, Place> places = new LinkedHashMap<>();

    ExtraReader(DefinitionReader connection, Problems problems) {
        this.connection = connection;
        this.problems = problems;
    }

    /** The places of what was read, by path. */
    Map<String, Place> places() {
        return places;
    }

    /** Empty when it is wrong; an empty map for null, {@code {}} and the empty string. */
    Optional<Map<String, @Nullable Object>> read(Node node) {
        places.put("extra", node.place());
        if (node instanceof Node.Mapping mapping) {
            locate("extra", mapping);
            return Optional.of(Nodes.object(mapping));
        }
        if (node instanceof Node.Scalar scalar && scalar.value() == null) {
            return Optional.of(Map.of());
        }
        if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
            return json(text, node.place());
        }
        return fail(node.place(), "must be an object", FIX);
    }

    private void locate(String path, Node node) {
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                String below = path + "." + entry.key().text();
                places.putIfAbsent(below, entry.value().place());
                locate(below, entry.value());
            }
        }
    }

    /** The JSON text of an object. */
    Optional<Map<String, @Nullable Object>> json(String text, Place place) {
        if (text.isBlank()) {
            return Optional.of(Map.of());
        }
        if (Fernet.isToken(text.strip())) {
            return fail(place, "is encrypted as a whole", "Write its keys, and encrypt the values that are secret");
        }
        try {
            Node node = Documents.json("", text);
            if (node instanceof Node.Mapping mapping) {
                return Optional.of(Nodes.object(mapping));
            }
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> problems.error(place, connection.path("extra"), problem.what(), FIX));
            return Optional.empty();
        }
        return fail(place, "must be the JSON text of an object", FIX);
    }

    private Optional<Map<String, @Nullable Object>> fail(Place place, String what, String fix) {
        connection.fail(place, "extra", what, fix);
        return Optional.empty();
    }
}
