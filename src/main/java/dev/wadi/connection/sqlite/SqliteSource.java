package dev.wadi.connection.sqlite;

import dev.wadi.connection.jdbc.DriverSource;
import dev.wadi.connection.jdbc.JdbcSource;
import dev.wadi.connection.jdbc.NewFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

/**
 * Connections to one file, or to one database in memory. In memory SQLite gives each connection a database of its own,
 * and a shared cache fails at once where a file would wait; so a nameless database of its layer {@code memdb} is used,
 * which behaves as a file does and lives as long as a connection to it is open.
 */
final class SqliteSource implements JdbcSource {

    private final @Nullable Path file;
    private final String mode;
    private final JdbcSource connections;
    private final JdbcSource probes;
    private @Nullable Connection keepsMemory;
    private boolean closed;

    SqliteSource(SqliteSettings settings) {
        SqlitePath path = SqlitePath.of(settings.host(), settings.schema());
        Map<String, String> parameters = SqliteUri.parameters(settings);
        Map<String, String> properties = properties(settings, parameters);
        mode = parameters.getOrDefault("mode", "rwc");
        if (path.isTransient() || mode.equals("memory")) {
            file = null;
            String url = SqliteUri.url(new SqlitePath("/wadi-" + UUID.randomUUID(), Map.of()), Map.of("vfs", "memdb"));
            connections = source(url, properties);
            probes = connections;
            return;
        }
        file = Path.of(path.path());
        connections = source(SqliteUri.url(path, parameters), properties);
        probes = source(SqliteUri.url(path, creatingNothing(parameters)), properties);
    }

    private static JdbcSource source(String url, Map<String, String> properties) {
        return new DriverSource(new JDBC(), url, properties, timeout -> Map.of());
    }

    private static Map<String, String> creatingNothing(Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.computeIfPresent("mode", (name, mode) -> mode.equals("rwc") ? "rw" : mode);
        all.putIfAbsent("mode", "rw");
        return all;
    }

    private static Map<String, String> properties(SqliteSettings settings, Map<String, String> parameters) {
        Map<String, String> properties = new HashMap<>();
        properties.put("busy_timeout", String.valueOf(settings.busyTimeout().toMillis()));
        if (!"ro".equals(parameters.get("mode"))) {
            // A transaction that reads first and writes later fails at once when another one wrote in between, whatever
            // the time-out is. One that takes the lock at its begin waits.
            properties.put("transaction_mode", "IMMEDIATE");
        }
        if (!settings.allowAttach()) {
            properties.put("limit_attached", "0");
        }
        return properties;
    }

    /** The file, for messages. */
    String where() {
        return file == null ? "a database in memory" : file.toString();
    }

    /** The file, unless it is only read. */
    Optional<Path> written() {
        return mode.equals("ro") ? Optional.empty() : Optional.ofNullable(file);
    }

    @Override
    public String attempt() {
        return "cannot open";
    }

    @Override
    public Connection connect(Duration timeout) throws SQLException {
        if (file == null) {
            keepMemory(timeout);
        }
        return connections.connect(timeout);
    }

    private synchronized void keepMemory(Duration timeout) throws SQLException {
        if (closed) {
            throw new SQLException("the database is closed");
        }
        if (keepsMemory == null) {
            keepsMemory = connections.connect(timeout);
        }
    }

    @Override
    public Connection probe(Duration timeout) throws SQLException {
        if (file != null && !Files.exists(file)) {
            throw NewFileException.of(file, mode.equals("rwc") ? "" : "mode " + mode);
        }
        return probes.probe(timeout);
    }

    @Override
    public synchronized void close() throws SQLException {
        closed = true;
        if (keepsMemory != null) {
            keepsMemory.close();
            keepsMemory = null;
        }
    }
}
