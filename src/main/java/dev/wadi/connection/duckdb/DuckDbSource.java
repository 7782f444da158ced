package dev.wadi.connection.duckdb;

import dev.wadi.connection.jdbc.FileFields;
import dev.wadi.connection.jdbc.JdbcSource;
import dev.wadi.connection.jdbc.NewFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * Connections to one DuckDB instance. The first is kept and all others are its duplicates, so that they see the same
 * database in memory, and so that a file is opened once.
 */
final class DuckDbSource implements JdbcSource {

    private final DuckDBDriver driver = new DuckDBDriver();
    private final String path;
    private final DuckDbSettings settings;
    private @Nullable DuckDBConnection instance;
    private boolean closed;

    DuckDbSource(DuckDbSettings settings) {
        this.path = path(settings);
        this.settings = settings;
    }

    private static String path(DuckDbSettings settings) {
        String written = FileFields.path(settings.host(), settings.schema());
        return written.equals(FileFields.MEMORY) ? "" : written;
    }

    /** The file, wherever relative paths begin; empty for a database in memory. */
    static Optional<Path> file(DuckDbSettings settings) {
        return Optional.of(path(settings))
                .filter(path -> !path.isEmpty())
                .map(path -> Path.of(path).toAbsolutePath().normalize());
    }

    /** The file, for messages. */
    String where() {
        return path.isEmpty() ? "a database in memory" : path;
    }

    @Override
    public String attempt() {
        return "cannot open";
    }

    @Override
    public boolean readOnly() {
        return settings.accessMode() == AccessMode.READ_ONLY;
    }

    @Override
    public synchronized Connection connect(Duration timeout) throws SQLException {
        if (closed) {
            throw new SQLException("the database is closed");
        }
        DuckDBConnection opened = instance;
        if (opened == null) {
            opened = open();
            instance = opened;
        }
        return opened.duplicate();
    }

    @Override
    public synchronized Connection probe(Duration timeout) throws SQLException {
        if (instance != null) {
            return instance.duplicate();
        }
        if (!path.isEmpty() && !Files.exists(Path.of(path))) {
            throw NewFileException.of(Path.of(path), readOnly() ? "access_mode read_only" : "");
        }
        return open();
    }

    private DuckDBConnection open() throws SQLException {
        DuckDBConnection opened =
                driver.connect("jdbc:duckdb:" + path, properties()).unwrap(DuckDBConnection.class);
        try {
            configure(opened);
            return opened;
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        put(properties, "access_mode", settings.accessMode());
        put(properties, "threads", settings.threads());
        put(properties, "memory_limit", settings.memoryLimit());
        put(properties, "temp_directory", settings.tempDirectory());
        put(properties, "max_temp_directory_size", settings.maxTempDirectorySize());
        put(properties, "enable_external_access", settings.allowExternalAccess());
        // Of the whole instance; so a connection has one open result, and no result has to fit into memory.
        put(properties, "jdbc_stream_results", true);
        return properties;
    }

    private static void put(Properties properties, String name, @Nullable Object value) {
        if (value != null) {
            properties.setProperty(name, value.toString());
        }
    }

    /** What can only be set when the instance is there; another connection to the same file may have done it. */
    private void configure(Connection opened) throws SQLException {
        try (Statement statement = opened.createStatement()) {
            if (isLocked(statement)) {
                return;
            }
            if (settings.timeZone() != null) {
                statement.execute(
                        "set global TimeZone = '" + settings.timeZone().replace("'", "''") + "'");
            }
            if (!settings.allowExternalAccess()) {
                statement.execute("set lock_configuration = true");
            }
        }
    }

    private static boolean isLocked(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select current_setting('lock_configuration')")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        closed = true;
        if (instance != null) {
            instance.close();
            instance = null;
        }
    }
}
