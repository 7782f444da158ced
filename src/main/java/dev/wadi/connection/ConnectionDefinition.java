package dev.wadi.connection;

import dev.wadi.config.Place;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection as it is written: Airflow's fields, with placeholders and Fernet tokens unresolved.
 *
 * <p>A URI gives {@code ""} for a missing host or schema and null for a missing login, password or port; the other forms
 * give null for everything that is missing. Both mean absent.
 *
 * @param connId the unique name
 * @param connType the kind, lower case, {@code _} between words
 * @param port a number from 0 to 65535, or a placeholder
 * @param extra an object as JSON has it: strings, numbers, booleans, null, lists, objects; empty when absent. Keeps its
 *     order
 * @param origin where it is written
 */
public record ConnectionDefinition(
        String connId,
        String connType,
        @Nullable String description,
        @Nullable String host,
        @Nullable String login,
        @Nullable String password,
        @Nullable String port,
        @Nullable String schema,
        Map<String, @Nullable Object> extra,
        Origin origin) {

    public ConnectionDefinition {
        extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
    }

    /**
     * Where a connection is written.
     *
     * @param place of its {@code conn_id}
     * @param places of what is in it, by path ({@code host}, {@code extra.sslmode})
     */
    public record Origin(Place place, Map<String, Place> places) {

        /** All of it at one place: a URI, a variable, an argument. */
        public static Origin at(Place place) {
            return new Origin(place, Map.of());
        }

        /** The place of a path, or of the nearest thing around it. */
        public Place of(String path) {
            String at = path;
            while (!at.isEmpty()) {
                Place found = places.get(at);
                if (found != null) {
                    return found;
                }
                at = at.contains(".") ? at.substring(0, at.lastIndexOf('.')) : "";
            }
            return place;
        }
    }

    /** Whether the other one says the same, wherever and however it is written. */
    public boolean sameContent(ConnectionDefinition other) {
        return withOrigin(other.origin).equals(other);
    }

    /** The same under another name. */
    public ConnectionDefinition withConnId(String otherId) {
        return new ConnectionDefinition(
                otherId, connType, description, host, login, password, port, schema, extra, origin);
    }

    /** The same, written somewhere else. */
    public ConnectionDefinition withOrigin(Origin elsewhere) {
        return new ConnectionDefinition(
                connId,
                connType,
                description,
                host,
                login,
                password,
                port,
                schema,
                extra,
                Objects.requireNonNull(elsewhere));
    }

    /** Names the connection and its type only: definitions hold secrets. */
    @Override
    public String toString() {
        return "ConnectionDefinition[" + connId + ", " + connType + "]";
    }
}
