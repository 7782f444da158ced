package dev.wadi.connection;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Spellings of keys. */
final class Keys {

    private Keys() {}

    /**
     * The key without what makes two spellings of it differ: case, {@code - _ .}, blanks, and percent-encoding, however
     * often it was applied.
     */
    static String fold(String key) {
        String text = key;
        for (int i = 0; i < 5 && text.indexOf('%') >= 0; i++) {
            text = decoded(text);
        }
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text.replace("%", "");
        }
    }
}
