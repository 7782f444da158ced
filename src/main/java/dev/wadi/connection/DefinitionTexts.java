package dev.wadi.connection;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts and numbers of a definition by their paths ({@code host}, {@code extra.sslmode}), without empty ones. */
final class DefinitionTexts {

    private final Map<String, String> texts = new LinkedHashMap<>();

    private DefinitionTexts() {}

    static Map<String, String> of(ConnectionDefinition definition) {
        DefinitionTexts found = new DefinitionTexts();
        found.add("description", definition.description());
        found.add("host", definition.host());
        found.add("login", definition.login());
        found.add("password", definition.password());
        found.add("port", definition.port());
        found.add("schema", definition.schema());
        found.add("extra", definition.extra());
        return found.texts;
    }

    private void add(String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> add(path + "." + key, inner));
        } else if (value instanceof Collection<?> list) {
            int index = 0;
            for (Object item : list) {
                add(path + "." + index++, item);
            }
        } else if (value instanceof String || value instanceof Number) {
            String text = String.valueOf(value);
            if (!text.isEmpty()) {
                texts.put(path, text);
            }
        }
    }
}
