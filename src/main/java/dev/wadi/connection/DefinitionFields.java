package dev.wadi.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a definition as a document holds them; those that are absent are left out. */
final class DefinitionFields {

    private DefinitionFields() {}

    /** All of it, in the order of the map form. */
    static Map<String, @Nullable Object> of(ConnectionDefinition definition) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("conn_type", definition.connType());
        put(fields, "description", definition.description());
        put(fields, "host", definition.host());
        String port = definition.port();
        if (port != null) {
            fields.put("port", isNumber(port) ? (Object) Integer.valueOf(port) : port);
        }
        put(fields, "login", definition.login());
        if (definition.password() != null) { // an empty one is not a missing one
            fields.put("password", definition.password());
        }
        put(fields, "schema", definition.schema());
        if (!definition.extra().isEmpty()) {
            fields.put("extra", definition.extra());
        }
        return fields;
    }

    private static void put(Map<String, @Nullable Object> fields, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            fields.put(name, value);
        }
    }

    static boolean isNumber(String port) {
        return port.chars().allMatch(digit -> digit >= '0' && digit <= '9') && !port.isEmpty();
    }

    /** {@code extra} without what only Wadi understands. */
    static Map<String, @Nullable Object> airflowExtra(ConnectionDefinition definition) {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>(definition.extra());
        extra.remove("wadi");
        return extra;
    }
}
