package dev.wadi.connection.jdbc;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the name that somebody probably meant. */
public final class Nearest {

    private Nearest() {}

    /** {@code  Did you mean 'x'?} with the nearest candidate and a space before it, or nothing when none is near. */
    public static String didYouMean(String written, Collection<String> candidates) {
        String wanted = written.toLowerCase(Locale.ROOT);
        return candidates.stream()
                .filter(name -> distance(wanted, name) <= Math.max(1, wanted.length() / 3))
                .min(Comparator.comparingInt((String name) -> distance(wanted, name))
                        .thenComparing(Comparator.naturalOrder()))
                .map(name -> " Did you mean '" + name + "'?")
                .orElse("");
    }

    /** Levenshtein's. */
    private static int distance(String wanted, String name) {
        String b = name.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= wanted.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (wanted.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
