package dev.wadi.connection;

import dev.wadi.config.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One section of JupySQL's {@code connections.ini}: the arguments of SQLAlchemy's {@code URL.create}. Python's
 * ConfigParser reads it, so that each {@code %} is doubled and no value has several lines.
 */
final class JupySqlSection {

    private static final Map<String, String> DRIVERS = Map.of(
            "postgres", "postgresql",
            "mysql", "mysql+pymysql",
            "sqlite", "sqlite",
            "duckdb", "duckdb",
            "mssql", "mssql+pymssql",
            "oracle", "oracle+oracledb");
    private static final Set<String> LIBPQ = Set.of(
            "sslmode",
            "sslcert",
            "sslkey",
            "sslrootcert",
            "sslpassword",
            "sslcrl",
            "application_name",
            "connect_timeout",
            "options",
            "keepalives",
            "keepalives_idle",
            "keepalives_interval",
            "keepalives_count",
            "target_session_attrs",
            "client_encoding",
            "channel_binding",
            "gssencmode",
            "service");
    private static final Set<String> PYMYSQL = Set.of("charset", "unix_socket", "connect_timeout");
    private static final Set<String> SQLITE = Set.of("mode", "cache", "immutable", "nolock", "vfs", "psow");

    private final ConnectionDefinition definition;
    private final Problems problems;
    private final Map<String, @Nullable String> lines = new LinkedHashMap<>();

    JupySqlSection(ConnectionDefinition definition, Problems problems) {
        this.definition = definition;
        this.problems = problems;
    }

    /** Empty for a type that SQLAlchemy does not know. */
    Optional<String> write() {
        String driver = DRIVERS.get(definition.connType());
        if (driver == null) {
            return Optional.empty();
        }
        Map<String, String> query = query();
        lines.put("drivername", driver);
        if (driver.equals("sqlite") || driver.equals("duckdb")) {
            lines.put("database", (query.containsKey("uri") ? "file:" : "") + path());
        } else {
            lines.put("username", definition.login());
            lines.put("password", definition.password());
            lines.put("host", definition.host());
            lines.put("port", definition.port());
            lines.put("database", definition.schema());
        }
        lines.put("query", query.isEmpty() ? null : dictionary(query));
        return Optional.of(section());
    }

    private String section() {
        if (definition.connId().equals("DEFAULT")) {
            refuse("", "a section named DEFAULT would count for all others");
        }
        StringBuilder text = new StringBuilder("[" + definition.connId() + "]\n");
        lines.forEach((key, value) -> {
            if (value != null && !value.isEmpty()) {
                checkValue(key, value);
                text.append(key).append(" = ").append(value.replace("%", "%%")).append('\n');
            }
        });
        return text.toString();
    }

    private void checkValue(String key, String value) {
        boolean oneLine = value.lines().count() == 1 && value.chars().noneMatch(Character::isISOControl);
        if (!oneLine || !value.equals(value.strip())) {
            String field = key.equals("username") ? "login" : key.equals("database") ? "schema" : key;
            refuse(field, "has spaces around it or several lines, which an ini file cannot hold");
        }
    }

    private void refuse(String field, String what) {
        problems.error(
                definition.origin().of(field),
                definition.connId() + (field.isEmpty() ? "" : "." + field),
                what,
                "Leave this connection out, or change it");
    }

    private Map<String, String> query() {
        return switch (definition.connType()) {
            case "postgres" -> extras(LIBPQ);
            case "mysql" -> mysql();
            case "sqlite" -> sqlite();
            default -> new LinkedHashMap<>();
        };
    }

    private Map<String, String> extras(Set<String> understood) {
        Map<String, String> query = new LinkedHashMap<>();
        definition.extra().forEach((key, value) -> {
            if (understood.contains(key) && value != null && !(value instanceof Map) && !(value instanceof List)) {
                query.put(key, value.toString());
            }
        });
        return query;
    }

    private Map<String, String> mysql() {
        Map<String, String> query = extras(PYMYSQL);
        if (definition.extra().get("ssl") instanceof Map<?, ?> ssl) {
            for (String key : List.of("ca", "cert", "key", "capath", "cipher")) {
                if (ssl.get(key) != null) {
                    query.put("ssl_" + key, String.valueOf(ssl.get(key)));
                }
            }
        }
        Object mode = definition.extra().get("ssl_mode");
        if ("VERIFY_CA".equals(mode) || "VERIFY_IDENTITY".equals(mode)) {
            query.put("ssl_verify_cert", "true");
        }
        if ("VERIFY_IDENTITY".equals(mode)) {
            query.put("ssl_verify_identity", "true");
        }
        return query;
    }

    private Map<String, String> sqlite() {
        Map<String, String> query = extras(SQLITE);
        if (!query.isEmpty()) {
            query.put("uri", "true"); // only then are the others looked at
        }
        return query;
    }

    /** The host, or the path of a URI with three slashes, or both when the URI had two. */
    private String path() {
        String host = definition.host() == null ? "" : definition.host();
        String schema = definition.schema() == null ? "" : definition.schema();
        if (host.isEmpty()) {
            return schema.isEmpty() || schema.startsWith("/") ? schema : "/" + schema;
        }
        String path = host.startsWith("file:") ? host.substring("file:".length()) : host;
        return schema.isEmpty() ? path : path + "/" + schema;
    }

    /** A Python dict literal. */
    private static String dictionary(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> string(entry.getKey()) + ": " + string(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    static String string(String text) {
        StringBuilder literal = new StringBuilder("'");
        text.chars().forEach(character -> {
            if (character == '\\' || character == '\'') {
                literal.append('\\').append((char) character);
            } else if (Character.isISOControl(character)) {
                literal.append(String.format("\\x%02x", character));
            } else {
                literal.append((char) character);
            }
        });
        return literal.append('\'').toString();
    }
}
