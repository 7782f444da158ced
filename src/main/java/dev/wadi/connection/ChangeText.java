package dev.wadi.connection;

import dev.wadi.spi.ConnectionType;
import java.util.Set;

/** What people are told of a change, without a value that may be a secret. */
final class ChangeText {

    private ChangeText() {}

    /** What differs, and what is in use now: {@code (port): db-new:5432/sales is in use instead of db-old:5432/sales}. */
    static String of(Generation before, ConnectionDefinition definition, ConnectionType<?> type, Record settings) {
        String from = target(before.definition());
        String to = target(definition);
        return "(" + differences(before, type, settings) + "): "
                + (from.equals(to) ? "a new version is in use" : to + " is in use instead of " + from);
    }

    private static String differences(Generation before, ConnectionType<?> type, Record settings) {
        if (type != before.type()) {
            return "conn_type";
        }
        Set<String> names = ChangedSettings.between(before.settings(), settings).keySet();
        return names.isEmpty() ? "what is in a file that it names" : String.join(", ", names);
    }

    /** Where a connection leads, as people name it. */
    static String target(ConnectionDefinition definition) {
        String host = definition.host();
        String port = definition.port();
        if (host == null || host.isBlank()) {
            return "its " + definition.connType();
        }
        String schema = definition.schema();
        return host + (port == null ? "" : ":" + port) + (schema == null || schema.isBlank() ? "" : "/" + schema);
    }
}
