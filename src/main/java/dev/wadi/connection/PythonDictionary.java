package dev.wadi.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a dict literal of Python with strings for keys, and strings, numbers and truth values for values. */
final class PythonDictionary {

    private static final String STRING = "'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"";
    private static final Pattern ENTRY =
            Pattern.compile("\\s*(" + STRING + ")\\s*:\\s*(" + STRING + "|-?[0-9.]+|True|False)\\s*(,|$)");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)");

    private PythonDictionary() {}

    /** Its entries, values as text; empty when it is none, or holds something else. */
    static Optional<Map<String, String>> read(String literal) {
        String text = literal.replace("\n", " ").strip();
        if (!text.startsWith("{") || !text.endsWith("}")) {
            return Optional.empty();
        }
        String inside = text.substring(1, text.length() - 1).strip();
        Map<String, String> entries = new LinkedHashMap<>();
        Matcher matcher = ENTRY.matcher(inside);
        int at = 0;
        while (at < inside.length()) {
            if (!matcher.region(at, inside.length()).lookingAt()) {
                return Optional.empty();
            }
            entries.put(value(matcher.group(1)), value(matcher.group(2)));
            at = matcher.end();
        }
        return Optional.of(entries);
    }

    private static String value(String literal) {
        if (!literal.startsWith("'") && !literal.startsWith("\"")) {
            return literal.equals("True") ? "true" : literal.equals("False") ? "false" : literal;
        }
        return ESCAPE.matcher(literal.substring(1, literal.length() - 1))
                .replaceAll(match -> Matcher.quoteReplacement(escaped(match.group(1))));
    }

    private static String escaped(String escape) {
        if (escape.length() > 1) {
            return String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
        }
        return switch (escape) {
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> "\r";
            case "\\", "'", "\"" -> escape;
            default -> "\\" + escape; // as Python, which keeps what it does not know
        };
    }
}
