package dev.wadi.connection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts in an extra, however deep, and what is put in their place. */
final class ExtraTexts {

    private ExtraTexts() {}

    /** Gives what stands in the place of a text. */
    interface Replacement {
        /**
         * What is put there.
         *
         * @param path where the text stands, such as {@code extra.sslmode}; of a list, where the list stands
         */
        @Nullable
        Object of(String path, String text);
    }

    /** The same object with other texts. */
    static Map<String, @Nullable Object> replaced(String path, Map<?, ?> object, Replacement replacement) {
        Map<String, @Nullable Object> replaced = new LinkedHashMap<>();
        object.forEach((key, value) -> replaced.put(String.valueOf(key), value(path + "." + key, value, replacement)));
        return replaced;
    }

    private static @Nullable Object value(String path, @Nullable Object value, Replacement replacement) {
        if (value instanceof String text) {
            return replacement.of(path, text);
        }
        if (value instanceof Map<?, ?> map) {
            return replaced(path, map, replacement);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> replaced = new ArrayList<>();
            list.forEach(item -> replaced.add(value(path, item, replacement)));
            return replaced;
        }
        return value;
    }
}
