package dev.wadi.config;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A part of a YAML or JSON document, with its place. */
public sealed interface Node {

    /** Where it begins. */
    Place place();

    /**
     * A single value.
     *
     * @param value a {@code String}, {@code Boolean}, {@code Long}, {@code BigInteger}, {@code BigDecimal} or
     *     {@code Double} (for infinity and NaN), by YAML 1.2's core schema or by JSON; null for null
     * @param text the value as it is written, without quotes
     */
    record Scalar(Place place, @Nullable Object value, String text) implements Node {}

    /** A list. */
    record Sequence(Place place, List<Node> items) implements Node {}

    /** A mapping, in the order of the file. Keys are unique. */
    record Mapping(Place place, List<Entry> entries) implements Node {

        /** The value of a key. */
        public Optional<Node> get(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().text().equals(key))
                    .map(Entry::value)
                    .findFirst();
        }
    }

    /** One key with its value. */
    record Entry(Scalar key, Node value) {}
}
