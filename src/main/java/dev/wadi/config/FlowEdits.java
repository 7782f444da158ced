package dev.wadi.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes a mapping in braces, in JSON or in YAML's flow style. What is written is JSON, which is both. */
final class FlowEdits {

    private final TextEdits edits;
    private final String text;

    FlowEdits(TextEdits edits, String text) {
        this.edits = edits;
        this.text = text;
    }

    void append(Outline.Mapping mapping, String key, Map<String, ? extends @Nullable Object> value) {
        List<Outline.Entry> entries = mapping.entries();
        if (entries.isEmpty()) {
            String written = edits.lineBreak() + "  " + entry(key, value, "  ") + edits.lineBreak();
            edits.replace(mapping.start(), mapping.end(), "{" + written + "}");
            return;
        }
        String indent = indent(mapping);
        String gap = indent == null ? " " : edits.lineBreak() + indent;
        int end = entries.get(entries.size() - 1).end();
        edits.replace(end, end, "," + gap + entry(key, value, indent));
    }

    void replace(Outline.Mapping mapping, Outline.Entry entry, Map<String, ? extends @Nullable Object> value) {
        edits.replace(entry.value().start(), entry.end(), value(value, indent(mapping)));
    }

    void remove(Outline.Mapping mapping, Outline.Entry entry) {
        List<Outline.Entry> entries = mapping.entries();
        int index = entries.indexOf(entry);
        if (entries.size() == 1) {
            edits.replace(mapping.start(), mapping.end(), "{}");
        } else if (index == entries.size() - 1) {
            edits.replace(entries.get(index - 1).end(), entry.end(), "");
        } else {
            int next = entries.get(index + 1).start();
            int comma = text.indexOf(',', entry.end());
            boolean commented = !text.substring(comma + 1, next).isBlank();
            edits.replace(entry.start(), commented ? comma + 1 : next, "");
        }
    }

    /** The indentation of the keys, or null when they are on one line. */
    private @Nullable String indent(Outline.Mapping mapping) {
        int first = mapping.entries().get(0).start();
        int line = text.lastIndexOf('\n', first);
        return line > mapping.start() ? text.substring(line + 1, first) : null;
    }

    private String entry(String key, Map<String, ? extends @Nullable Object> value, @Nullable String indent) {
        return JsonText.oneLine(key) + ": " + value(value, indent);
    }

    private String value(Map<String, ? extends @Nullable Object> value, @Nullable String indent) {
        if (indent == null) {
            return JsonText.oneLine(value);
        }
        // The keys of the value are one level deeper than its own key.
        String unit = indent.isBlank() && !indent.isEmpty() ? indent : "  ";
        return JsonText.indented(value, unit, edits.lineBreak()).replace(edits.lineBreak(), edits.lineBreak() + indent);
    }
}
