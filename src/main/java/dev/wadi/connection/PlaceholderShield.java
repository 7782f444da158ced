package dev.wadi.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Keeps placeholders whole while the text around them is taken apart at characters that they may hold themselves. */
final class PlaceholderShield {

    // A private use character for each placeholder; more of them in one URI than this holds is absurd.
    private static final char FIRST = '\uE000';
    private static final int MOST = 1000;

    private PlaceholderShield() {}

    /** A text in which one character stands for each placeholder. */
    record Shielded(String text, List<String> placeholders) {

        /** The part with its placeholders. */
        String restore(String part) {
            String restored = part;
            for (int i = 0; i < placeholders.size(); i++) {
                restored = restored.replace(String.valueOf((char) (FIRST + i)), placeholders.get(i));
            }
            return restored;
        }
    }

    static Shielded over(String text) {
        List<String> placeholders = new ArrayList<>();
        boolean ambiguous = text.chars().anyMatch(character -> character >= FIRST && character < FIRST + MOST);
        Matcher matcher = Placeholders.PATTERN.matcher(text);
        StringBuilder shielded = new StringBuilder();
        int from = 0;
        while (!ambiguous && placeholders.size() < MOST && matcher.find()) {
            shielded.append(text, from, matcher.start()).append((char) (FIRST + placeholders.size()));
            placeholders.add(matcher.group());
            from = matcher.end();
        }
        return new Shielded(shielded.append(text.substring(from)).toString(), placeholders);
    }
}
