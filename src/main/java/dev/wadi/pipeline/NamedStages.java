package dev.wadi.pipeline;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which stages SQL may read: those whose name is a word of it. More than it does read cost a copy, fewer would be wrong. */
final class NamedStages {

    private NamedStages() {}

    /** The names that are words of a query; all of them when its text is only known in the run. */
    static Set<String> in(String query, Collection<String> names) {
        if (query.contains("<<") || query.contains("<%")) {
            return new LinkedHashSet<>(names);
        }
        String text = query.toLowerCase(Locale.ROOT);
        Set<String> found = new LinkedHashSet<>();
        for (String name : names) {
            if (isWord(name.toLowerCase(Locale.ROOT), text)) {
                found.add(name);
            }
        }
        return found;
    }

    private static boolean isWord(String name, String text) {
        return Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}_])")
                .matcher(text)
                .find();
    }
}
