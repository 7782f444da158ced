package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionFiles;
import dev.wadi.connection.Masking;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the flags of {@code connections add} and {@code update} say of a connection; they are those of Airflow. */
final class ConnectionFlags {

    @Option(names = "--conn-uri", paramLabel = "URI", description = "All of it as a URI: postgres://user:pw@host/db.")
    private @Nullable String uri;

    @Option(names = "--conn-json", paramLabel = "JSON", description = "All of it as JSON.")
    private @Nullable String json;

    @Option(names = "--conn-type", paramLabel = "TYPE", description = "'wadi connections types' lists them.")
    private @Nullable String type;

    @Option(names = "--conn-description", paramLabel = "TEXT")
    private @Nullable String description;

    @Option(names = "--conn-host", paramLabel = "HOST")
    private @Nullable String host;

    @Option(names = "--conn-port", paramLabel = "PORT")
    private @Nullable String port;

    @Option(names = "--conn-login", paramLabel = "LOGIN")
    private @Nullable String login;

    @Option(
            names = "--conn-password",
            paramLabel = "PASSWORD",
            description =
                    "Better a placeholder, {{env:NAME}} or {{file:name}}: others see arguments, and files are copied.")
    private @Nullable String password;

    @Option(names = "--conn-schema", paramLabel = "SCHEMA")
    private @Nullable String schema;

    @Option(names = "--conn-extra", paramLabel = "JSON", description = "An object.")
    private @Nullable String extra;

    /** Whether no flag was given. */
    boolean isEmpty() {
        return uri == null && json == null && fields().isEmpty();
    }

    private Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        put(fields, "conn_type", type);
        put(fields, "description", description);
        put(fields, "host", host);
        put(fields, "port", port);
        put(fields, "login", login);
        put(fields, "password", password);
        put(fields, "schema", schema);
        if (extra != null) {
            fields.put("extra", object(extra));
        }
        return fields;
    }

    private static void put(Map<String, @Nullable Object> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static Object object(String text) {
        try {
            return text.isBlank() ? Map.of() : Json.MAPPER.readValue(text, Map.class);
        } catch (IOException e) {
            throw wrong("--conn-extra", "must be a JSON object", "Write it as '{\"key\": \"value\"}'");
        }
    }

    private static ConfigurationException wrong(String flag, String what, String fix) {
        return new ConfigurationException(Problem.error(Place.of(flag), "", what, fix));
    }

    /** The connection that the flags say. */
    ConnectionDefinition create(String connId) {
        if (uri != null || json != null) {
            requireAlone();
            return uri != null ? read(connId, uri, "--conn-uri") : read(connId, String.valueOf(json), "--conn-json");
        }
        if (type == null) {
            throw wrong("--conn-type", "is missing", "Give it, or --conn-uri, or --conn-json");
        }
        return of(connId, fields());
    }

    private void requireAlone() {
        if (!fields().isEmpty() || (uri != null && json != null)) {
            throw wrong(
                    uri != null ? "--conn-uri" : "--conn-json",
                    "says all of a connection and goes with no other --conn-… flag",
                    "Leave one of them");
        }
    }

    /** The connection with what the flags say changed; {@code ***} for the password keeps it. */
    ConnectionDefinition change(ConnectionDefinition before) {
        if (uri != null || json != null) {
            return create(before.connId());
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        put(fields, "conn_type", before.connType());
        put(fields, "description", before.description());
        put(fields, "host", before.host());
        put(fields, "port", before.port());
        put(fields, "login", before.login());
        put(fields, "password", before.password());
        put(fields, "schema", before.schema());
        fields.put("extra", before.extra());
        Map<String, @Nullable Object> changes = fields();
        changes.remove("password", Masking.MASK);
        fields.putAll(changes);
        return of(before.connId(), fields);
    }

    /** A connection of these fields, read as a file would be, so that the same rules hold. */
    static ConnectionDefinition of(String connId, Map<String, @Nullable Object> fields) {
        return read(connId, Json.text(fields), "--conn-…");
    }

    private static ConnectionDefinition read(String connId, String text, String flag) {
        return ConnectionFiles.given(connId, text, Place.of(flag));
    }
}
