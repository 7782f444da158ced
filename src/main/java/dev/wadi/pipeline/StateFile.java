package dev.wadi.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.sqlite.JDBC;

/** The history of runs in a state folder, for those who only look: nothing is made, changed or locked for long. */
public final class StateFile {

    private static final String TABLE = "select 1 from sqlite_master where name = 'wadi_run_history'";
    private static final String NEWEST = "select max(began), max(ended) from wadi_run_history";

    private final Path file;

    /** @param folder the state folder */
    public StateFile(Path folder) {
        this.file = folder.resolve("wadi.db");
    }

    /** Where it is. */
    public Path path() {
        return file;
    }

    /**
     * The newest time in it, checked for damage first; empty when no run was recorded.
     *
     * @throws RunStoreException when it cannot be read, or is damaged
     */
    public Optional<Instant> newest() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        properties.setProperty("open_mode", "1"); // read-only
        properties.setProperty("busy_timeout", "3000");
        try (Connection connection = new JDBC().connect("jdbc:sqlite:" + file, properties)) {
            String found = StateSql.query(connection, "pragma quick_check(1)", row -> row.getString(1))
                    .get(0);
            if (!found.equals("ok")) {
                throw new SQLException("it is damaged: " + found);
            }
            return StateSql.query(connection, TABLE, row -> 1).isEmpty() ? Optional.empty() : newest(connection);
        } catch (SQLException e) {
            throw new RunStoreException(file.toString(), e);
        }
    }

    private static Optional<Instant> newest(Connection connection) throws SQLException {
        List<Long> times = StateSql.query(connection, NEWEST, row -> Math.max(row.getLong(1), row.getLong(2)));
        return times.stream()
                .filter(time -> time > 0)
                .map(Instant::ofEpochMilli)
                .findFirst();
    }
}
