package dev.wadi.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes entries of the mapping that a YAML or JSON document is, and leaves everything else as it is, byte for byte. The
 * text must be one that {@link Documents} accepts, or YAML without a document. Each call gives a new text; what cannot be
 * edited safely throws {@link ConfigurationException}.
 */
public final class DocumentEditor {

    private final String file;
    private final String text;
    private final @Nullable Outline outline;
    private final boolean json;

    private DocumentEditor(String file, String text, @Nullable Outline outline, boolean json) {
        this.file = file;
        this.text = text;
        this.outline = outline;
        this.json = json;
    }

    /** Of a YAML document. */
    public static DocumentEditor yaml(String file, String text) {
        return new DocumentEditor(file, text, YamlOutline.of(text).orElse(null), false);
    }

    /** Of a JSON document. */
    public static DocumentEditor json(String file, String text) {
        return new DocumentEditor(file, text, JsonOutline.of(text), true);
    }

    private Optional<Outline.Mapping> mapping() {
        return outline != null && outline.root() instanceof Outline.Mapping mapping
                ? Optional.of(mapping)
                : Optional.empty();
    }

    /** Whether the value of a key is a block of keys, so that {@link #change} keeps what does not change in it. */
    public boolean isBlock(String key) {
        return mapping().flatMap(mapping -> mapping.get(key)).stream()
                .anyMatch(entry -> entry.value() instanceof Outline.Mapping value && !value.flow());
    }

    /** Adds an entry after all others. */
    public String append(String key, Map<String, ? extends @Nullable Object> value) {
        TextEdits edits = new TextEdits(file, text, anchors());
        Outline.Mapping mapping = mapping().orElse(null);
        List<String> lines = YamlText.entry(key, value);
        if (mapping == null) {
            edits.insertLines(end(), lines, 0);
        } else if (!mapping.flow()) {
            edits.insertLines(
                    end(), lines, edits.column(mapping.entries().get(0).start()));
        } else if (json || !mapping.entries().isEmpty()) {
            new FlowEdits(edits, text).append(mapping, key, value);
        } else {
            String before = edits.isLineStart(mapping.start()) ? "" : edits.lineBreak();
            edits.replace(mapping.start(), mapping.end(), before + edits.lines(lines, 0));
        }
        return edits.apply();
    }

    private int end() {
        return outline == null ? text.length() : outline.end();
    }

    private List<Outline.Anchored> anchors() {
        return outline == null ? List.of() : outline.anchors();
    }

    /** Removes an entry. When it is the last one, an empty mapping stays. */
    public String remove(String key) {
        Outline.Mapping mapping = mapping().orElseThrow();
        Outline.Entry entry = mapping.get(key).orElseThrow();
        TextEdits edits = new TextEdits(file, text, anchors());
        if (mapping.flow()) {
            new FlowEdits(edits, text).remove(mapping, entry);
        } else if (mapping.entries().size() == 1) {
            edits.removeLines(entry, "{}" + edits.lineBreak());
        } else {
            edits.removeLines(entry, "");
        }
        return edits.apply();
    }

    /** Writes the value of an entry anew. */
    public String replace(String key, Map<String, ? extends @Nullable Object> value) {
        Outline.Mapping mapping = mapping().orElseThrow();
        Outline.Entry entry = mapping.get(key).orElseThrow();
        TextEdits edits = new TextEdits(file, text, anchors());
        if (mapping.flow()) {
            new FlowEdits(edits, text).replace(mapping, entry, value);
        } else {
            edits.rewrite(entry, value);
        }
        return edits.apply();
    }

    /**
     * Changes what differs in a block of keys, and in the blocks in it.
     *
     * @param before what the keys say now, those that are merged from elsewhere included
     * @param after what they shall say
     * @param order of keys; a new one is put after the nearest one before it that is there
     */
    public String change(
            String key,
            Map<String, ? extends @Nullable Object> before,
            Map<String, ? extends @Nullable Object> after,
            List<String> order) {
        Outline.Entry entry = mapping().orElseThrow().get(key).orElseThrow();
        TextEdits edits = new TextEdits(file, text, anchors());
        change(edits, (Outline.Mapping) entry.value(), before, after, order);
        return edits.apply();
    }

    private static void change(
            TextEdits edits, Outline.Mapping block, Map<?, ?> before, Map<?, ?> after, List<String> order) {
        for (Object name : before.keySet()) {
            String key = String.valueOf(name);
            if (!after.containsKey(name)) {
                block.get(key)
                        .ifPresentOrElse(
                                own -> edits.removeLines(own, ""),
                                // It is merged from elsewhere; null says that it is not there.
                                () -> edits.insertAfter(predecessor(block, key, order), YamlText.entry(key, null)));
            }
        }
        after.forEach((name, value) -> {
            if (!before.containsKey(name) || !Objects.equals(before.get(name), value)) {
                set(edits, block, String.valueOf(name), before.get(name), value, order);
            }
        });
    }

    private static void set(
            TextEdits edits,
            Outline.Mapping block,
            String key,
            @Nullable Object before,
            @Nullable Object after,
            List<String> order) {
        Outline.Entry own = block.get(key).orElse(null);
        if (own == null) {
            edits.insertAfter(predecessor(block, key, order), YamlText.entry(key, after));
            return;
        }
        if (own.value() instanceof Outline.Mapping inner
                && !inner.flow()
                && before instanceof Map<?, ?> last
                && after instanceof Map<?, ?> next
                && !next.isEmpty()) {
            change(edits, inner, last, next, List.of());
        } else {
            edits.rewrite(own, after);
        }
    }

    private static Outline.Entry predecessor(Outline.Mapping block, String key, List<String> order) {
        for (int i = order.indexOf(key) - 1; i >= 0; i--) {
            Optional<Outline.Entry> entry = block.get(order.get(i));
            if (entry.isPresent()) {
                return entry.get();
            }
        }
        return block.entries().get(block.entries().size() - 1);
    }
}
