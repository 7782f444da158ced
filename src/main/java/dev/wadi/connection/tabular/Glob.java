package dev.wadi.connection.tabular;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A pattern of paths or keys, as DuckDB has them: {@code *}, {@code ?}, {@code [a-z]}, and {@code **} for any folders. */
public record Glob(String text, Pattern pattern) {

    /** Whether a text is a pattern. */
    public static boolean isGlob(String text) {
        return text.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Glob of(String text) {
        StringBuilder regex = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            i += add(text, i, regex);
        }
        try {
            return new Glob(text, Pattern.compile(regex.toString(), Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "locator: '" + text + "' is no pattern: " + e.getDescription() + ". Use *, ?, [a-z] and **", e);
        }
    }

    /** Adds what is at a place, and says how long it was. */
    private static int add(String text, int i, StringBuilder regex) {
        char c = text.charAt(i);
        if (text.startsWith("**/", i)) {
            regex.append("(?:[^/]+/)*");
            return 3;
        }
        int end = text.indexOf(']', i + 2);
        if (c == '[' && end > 0) {
            String set = text.substring(i + 1, end)
                    .replace("\\", "\\\\")
                    .replace("[", "\\[")
                    .replace("&&", "&\\&");
            regex.append('[')
                    .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                    .append(']');
            return end + 1 - i;
        }
        switch (c) {
            case '*' -> regex.append("[^/]*");
            case '?' -> regex.append("[^/]");
            default -> regex.append(Pattern.quote(String.valueOf(c)));
        }
        return 1;
    }

    /** What every match begins with. */
    public String prefix() {
        int first = 0;
        while (first < text.length() && "*?[".indexOf(text.charAt(first)) < 0) {
            first++;
        }
        return text.substring(0, first);
    }

    public boolean matches(String path) {
        return pattern.matcher(path).matches();
    }
}
