package dev.wadi.console;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection as it is sent. What is absent and what is null are told apart by {@link Sent}.
 *
 * @param port a number, or the text of a placeholder
 * @param extra an object, or its JSON text
 * @param teamName must be null: there are no teams
 */
@JsonNaming(SnakeCaseStrategy.class)
record ConnectionBody(
        @Nullable String connectionId,
        @Nullable String connType,
        @Nullable String description,
        @Nullable String host,
        @Nullable String login,
        @Nullable String schema,
        @Nullable Object port,
        @Nullable String password,
        @Nullable Object extra,
        @Nullable String teamName) {

    /** The fields in the words of the API, without the id. */
    static final List<String> FIELDS =
            List.of("conn_type", "description", "host", "login", "schema", "port", "password", "extra");

    /** Whose absence from a body is a change when a mask names them, as in Airflow. */
    private static final Set<String> CLEARED = Set.of("password", "extra");

    /** Refuses what has another form than it should. */
    private ConnectionBody wellFormed() {
        if (port != null && !(port instanceof Integer) && !(port instanceof String)) {
            throw RefusedException.invalid("int_type", List.of("body", "port"), "Input should be a valid integer");
        }
        if (extra != null && !(extra instanceof Map) && !(extra instanceof String)) {
            throw RefusedException.invalid(
                    "string_type", List.of("body", "extra"), "Input should be an object, or its JSON text");
        }
        if (teamName != null) {
            throw RefusedException.invalid(
                    "value_error", List.of("body", "team_name"), "There are no teams here. Leave it out");
        }
        return this;
    }

    /**
     * A body, and which fields it has.
     *
     * @param present the names of all fields that were sent, null ones too
     */
    record Sent(ConnectionBody body, Set<String> present) {

        /** @throws RefusedException when it is no connection */
        static Sent of(Asked asked) {
            return of(asked.text());
        }

        @SuppressWarnings("unchecked") // an object has been read from the text before
        static Sent of(String text) {
            ConnectionBody body = SentJson.read(text, ConnectionBody.class).wellFormed();
            Map<String, Object> all = SentJson.read(text, Map.class);
            return new Sent(body, Set.copyOf(all.keySet()));
        }

        /** The id, which must be there. */
        String connId() {
            return required(body.connectionId(), "connection_id");
        }

        /** What it says of a connection that is not there yet. */
        Map<String, @Nullable Object> fields() {
            required(body.connType(), "conn_type");
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            FIELDS.forEach(name -> fields.put(name, value(name)));
            return fields;
        }

        /**
         * What it changes of one that is there.
         *
         * @param mask the only fields that are written; empty for all that were sent
         */
        Map<String, @Nullable Object> changes(List<String> mask) {
            Map<String, @Nullable Object> changes = new LinkedHashMap<>();
            for (String name : FIELDS) {
                boolean isAsked = mask.isEmpty() || mask.contains(name);
                boolean isSaid = present.contains(name) || (CLEARED.contains(name) && mask.contains(name));
                if (isAsked && isSaid) {
                    changes.put(name, value(name));
                }
            }
            return changes;
        }

        private @Nullable Object value(String name) {
            return switch (name) {
                case "conn_type" -> body.connType();
                case "description" -> body.description();
                case "host" -> body.host();
                case "login" -> body.login();
                case "schema" -> body.schema();
                case "port" -> body.port();
                case "password" -> body.password();
                default -> body.extra();
            };
        }

        private static String required(@Nullable String value, String name) {
            if (value == null || value.isEmpty()) {
                throw RefusedException.invalid("missing", List.of("body", name), "Field required");
            }
            return value;
        }
    }
}
