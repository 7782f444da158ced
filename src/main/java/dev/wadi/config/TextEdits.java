package dev.wadi.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects changes of a YAML or JSON text, refuses those that would change something else, and applies them together. */
final class TextEdits {

    private record Edit(int start, int end, String replacement) {}

    private final String file;
    private final String text;
    private final List<Outline.Anchored> anchors;
    private final List<Edit> edits = new ArrayList<>();
    private final String lineBreak;

    TextEdits(String file, String text, List<Outline.Anchored> anchors) {
        this.file = file;
        this.text = text;
        this.anchors = anchors;
        this.lineBreak = lineBreakOf(text);
    }

    /** The line break that a text uses. */
    static String lineBreakOf(String text) {
        int first = text.indexOf('\n');
        return first > 0 && text.charAt(first - 1) == '\r' ? "\r\n" : "\n";
    }

    String lineBreak() {
        return lineBreak;
    }

    String apply() {
        StringBuilder edited = new StringBuilder(text);
        // Backwards, so that offsets stay right; insertions at one place keep their order.
        List<Edit> ordered = new ArrayList<>(edits);
        Collections.reverse(ordered);
        ordered.sort(Comparator.comparingInt(Edit::start).reversed());
        ordered.forEach(edit -> edited.replace(edit.start(), edit.end(), edit.replacement()));
        return edited.toString();
    }

    /** Replaces a part of the text, unless it is repeated elsewhere by an alias. */
    void replace(int start, int end, String replacement) {
        for (Outline.Anchored anchor : anchors) {
            boolean touched = start < anchor.end() && end > anchor.start();
            boolean grown = start == end && start > anchor.start() && start <= anchor.end();
            if (touched || grown) {
                requireNoAliasOutside(anchor, start, end);
            }
        }
        edits.add(new Edit(start, end, replacement));
    }

    private void requireNoAliasOutside(Outline.Anchored anchor, int start, int end) {
        for (int alias : anchor.aliases()) {
            if (alias < start || alias >= end) {
                int line = Documents.placeOf(file, text, alias).line();
                throw Documents.problem(
                        Documents.placeOf(file, text, anchor.start()),
                        "&" + anchor.name() + " is repeated on line " + line
                                + ", so that changing it here changes it there",
                        "Edit the file by hand");
            }
        }
    }

    /** Lines with an indentation but for the first, joined, without a line break at the end. */
    String lines(List<String> lines, int indent) {
        return lines.stream()
                .map(line -> line.isEmpty() ? "" : " ".repeat(indent) + line)
                .collect(Collectors.joining(lineBreak))
                .substring(lines.get(0).isEmpty() ? 0 : indent);
    }

    /** Inserts lines before an offset, which is the end of the text or the start of a line. */
    void insertLines(int offset, List<String> lines, int indent) {
        String before = offset == 0 || text.charAt(offset - 1) == '\n' ? "" : lineBreak;
        edits.add(new Edit(offset, offset, before + " ".repeat(indent) + lines(lines, indent) + lineBreak));
    }

    /** Inserts lines of the same indentation after an entry. */
    void insertAfter(Outline.Entry entry, List<String> lines) {
        replace(entry.end(), entry.end(), ""); // asks whether it may be changed
        requireOwnLine(entry);
        insertLines(lineEnd(entry.end()), lines, column(entry.start()));
    }

    /** Removes the lines of an entry, with the comments that are indented deeper than its key. */
    void removeLines(Outline.Entry entry, String replacement) {
        requireOwnLine(entry);
        int start = lineStart(entry.start());
        int end = endOfComments(lineEnd(entry.end()), column(entry.start()));
        boolean blankBefore =
                start == 0 || text.substring(lineStart(start - 1), start).isBlank();
        while (blankBefore
                && end < text.length()
                && text.substring(end, lineEnd(end)).isBlank()) {
            end = lineEnd(end);
        }
        replace(start, end, replacement);
    }

    /** After the last of the comments that follow and are indented deeper than a column. */
    private int endOfComments(int from, int column) {
        int end = from;
        for (int next = from; next < text.length(); next = lineEnd(next)) {
            String line = text.substring(next, lineEnd(next));
            boolean inside = line.stripLeading().startsWith("#") && line.indexOf('#') > column;
            if (inside) {
                end = lineEnd(next);
            } else if (!line.isBlank()) {
                break;
            }
        }
        return end;
    }

    /** Writes an entry anew, on its line if it is there and can be. */
    void rewrite(Outline.Entry entry, @Nullable Object value) {
        requireOwnLine(entry);
        List<String> lines = YamlText.entry(entry.key(), value);
        boolean scalar = entry.value() instanceof Outline.Leaf leaf && leaf.oneLine();
        // Behind text of several lines a comment would be part of the text.
        boolean commented = !text.substring(entry.end(), lineEnd(entry.end())).isBlank();
        boolean onOneLine = lines.size() == 1 || (commented && value instanceof String);
        if (scalar && onOneLine) {
            String before = entry.value().start() == entry.value().end() ? " " : "";
            replace(entry.value().start(), entry.end(), before + YamlText.scalar(value));
        } else {
            replace(entry.start(), entry.end(), lines(lines, column(entry.start())));
        }
    }

    private void requireOwnLine(Outline.Entry entry) {
        if (!isLineStart(entry.start())) {
            throw Documents.problem(
                    Documents.placeOf(file, text, entry.start()),
                    "the key '" + entry.key() + "' is not the first on its line",
                    "Edit the file by hand");
        }
    }

    /** Whether only blanks are before an offset on its line. */
    boolean isLineStart(int offset) {
        return text.substring(lineStart(offset), offset).isBlank();
    }

    int column(int offset) {
        return offset - lineStart(offset);
    }

    private int lineStart(int offset) {
        return offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
    }

    /** After the line break, or the end of the text. */
    private int lineEnd(int offset) {
        int end = text.indexOf('\n', offset);
        return end < 0 ? text.length() : end + 1;
    }
}
