package dev.wadi.config;

import java.util.Comparator;

/** What a part of a document says, without comments, places, and the order of keys: the same text for the same content. */
public final class NodeText {

    private NodeText() {}

    /** The text; it is to be compared, not to be read. */
    public static String of(Node node) {
        StringBuilder text = new StringBuilder();
        append(text, node);
        return text.toString();
    }

    private static void append(StringBuilder text, Node node) {
        if (node instanceof Node.Scalar scalar) {
            quoted(text, scalar.value() == null ? "~" : scalar.text());
        } else if (node instanceof Node.Sequence sequence) {
            text.append('[');
            sequence.items().forEach(item -> append(text, item));
            text.append(']');
        } else if (node instanceof Node.Mapping mapping) {
            text.append('{');
            mapping.entries().stream()
                    .sorted(Comparator.comparing(entry -> entry.key().text()))
                    .forEach(entry -> {
                        quoted(text, entry.key().text());
                        append(text, entry.value());
                    });
            text.append('}');
        }
    }

    private static void quoted(StringBuilder text, String value) {
        text.append(value.length()).append(':').append(value);
    }
}
