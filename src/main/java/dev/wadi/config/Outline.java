package dev.wadi.config;

import java.util.List;
import java.util.Optional;

/**
 * Where things stand in the text of a document, for editing it. Offsets are into the text; an end is where the content
 * ends, before blanks, line breaks and comments that follow.
 *
 * @param root the document's value
 * @param anchors what YAML's {@code &name} marks, and where it is repeated
 * @param end where another top-level entry may follow
 */
record Outline(Part root, List<Anchored> anchors, int end) {

    /** A value. */
    sealed interface Part {
        int start();

        int end();
    }

    /** A value that is edited as a whole. */
    record Leaf(int start, int end, boolean oneLine) implements Part {}

    /** A mapping: in braces, or a block by indentation. */
    record Mapping(int start, int end, boolean flow, List<Entry> entries) implements Part {
        Optional<Entry> get(String key) {
            return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
        }
    }

    /** A key, which begins at {@code start}, with its value. */
    record Entry(String key, int start, Part value) {
        int end() {
            return value.end();
        }
    }

    /** A node with an anchor, and the offsets of its aliases. */
    record Anchored(String name, int start, int end, List<Integer> aliases) {}
}
