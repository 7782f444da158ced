package dev.wadi.cli;

import java.util.ArrayList;
import java.util.List;

/** Text in lines that fit. */
final class Paragraph {

    private Paragraph() {}

    /** The text's words in lines of at most {@link Table#WIDTH}, each indented. */
    static List<String> of(String text, int indent) {
        return of(text, indent, Table.WIDTH);
    }

    /** The same in lines of at most {@code width}. */
    static List<String> of(String text, int indent, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(" ".repeat(indent));
        for (String word : text.strip().split("\\s+", -1)) {
            if (line.length() > indent && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(indent));
            }
            line.append(line.length() > indent ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
