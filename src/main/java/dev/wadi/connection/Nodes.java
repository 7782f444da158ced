package dev.wadi.connection;

import dev.wadi.config.Node;
import dev.wadi.config.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parts of documents as plain values. */
final class Nodes {

    private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0\\d+");

    private Nodes() {}

    /** Maps, lists, text, numbers, booleans and null, as JSON has them. */
    static @Nullable Object value(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return object(mapping);
        }
        if (node instanceof Node.Sequence sequence) {
            List<@Nullable Object> list = new ArrayList<>();
            sequence.items().forEach(item -> list.add(value(item)));
            return Collections.unmodifiableList(list);
        }
        return scalar((Node.Scalar) node);
    }

    static Map<String, @Nullable Object> object(Node.Mapping mapping) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> map.put(entry.key().text(), value(entry.value())));
        return Collections.unmodifiableMap(map);
    }

    /**
     * {@code 0123} stays text: YAML 1.1, which Airflow reads, takes it for an octal number and YAML 1.2 for a decimal one,
     * and it is an account number or a postal code. Infinity, which JSON has not, stays text too.
     */
    private static @Nullable Object scalar(Node.Scalar scalar) {
        boolean octal = scalar.value() instanceof Number
                && LEADING_ZERO.matcher(scalar.text()).matches();
        return octal || scalar.value() instanceof Double ? scalar.text() : scalar.value();
    }

    /** The same values, all at one place: of a document that is inside a string. */
    static Node at(Place place, Node node) {
        if (node instanceof Node.Mapping mapping) {
            return new Node.Mapping(
                    place,
                    mapping.entries().stream()
                            .map(entry -> new Node.Entry(
                                    new Node.Scalar(
                                            place,
                                            entry.key().value(),
                                            entry.key().text()),
                                    at(place, entry.value())))
                            .toList());
        }
        if (node instanceof Node.Sequence sequence) {
            return new Node.Sequence(
                    place,
                    sequence.items().stream().map(item -> at(place, item)).toList());
        }
        Node.Scalar scalar = (Node.Scalar) node;
        return new Node.Scalar(place, scalar.value(), scalar.text());
    }
}
