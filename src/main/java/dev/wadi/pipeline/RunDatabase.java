package dev.wadi.pipeline;

import dev.wadi.batch.DuckDb;
import dev.wadi.spi.BatchReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The DuckDB of one run, in memory, with a folder of its own to spill to. User SQL runs in it: it has no files, no network and
 * no extensions, and its settings are locked.
 */
final class RunDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunDatabase.class);

    private final Path spill;
    private final DuckDBConnection connection;
    private volatile @Nullable Statement executing;
    private volatile boolean cancelled;

    private RunDatabase(Path spill, DuckDBConnection connection) {
        this.spill = spill;
        this.connection = connection;
    }

    /** @param memory how many bytes DuckDB may use before it spills */
    static RunDatabase open(long memory) throws SQLException {
        Path spill;
        try {
            spill = Files.createTempDirectory("wadi-run-");
        } catch (IOException e) {
            throw new SQLException("cannot make a folder to spill to: " + e.getMessage(), e);
        }
        try {
            return new RunDatabase(spill, connect(spill, memory));
        } catch (SQLException e) {
            delete(spill);
            throw e;
        }
    }

    private static DuckDBConnection connect(Path spill, long memory) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        properties.setProperty("enable_external_access", "false");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("memory_limit", Math.max(memory >> 10, 1) + "KiB");
        properties.setProperty("temp_directory", spill.toString());
        DuckDBConnection opened =
                new DuckDBDriver().connect("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class);
        try (Statement statement = opened.createStatement()) {
            statement.execute("set TimeZone = 'UTC'");
            FnMacros.install(opened);
            statement.execute("set lock_configuration = true");
            return opened;
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            executing = statement;
            statement.execute(sql);
        }
    }

    /** Ends what is executed at the moment; from any thread. */
    void cancel() {
        cancelled = true;
        Statement now = executing;
        if (now != null) {
            try {
                now.cancel();
            } catch (SQLException e) {
                LOG.debug("nothing is left to cancel", e);
            }
        }
    }

    /** Whether something was ended, so that what failed needs no other reason. */
    boolean isCancelled() {
        return cancelled;
    }

    private BatchReader query(String sql, BufferAllocator allocator) throws SQLException {
        return DuckDb.query(connection, sql, allocator, statement -> executing = statement);
    }

    /** Whether there is a table or view of this name. */
    boolean has(String relation) throws SQLException {
        try (ResultSet found = connection.getMetaData().getTables(null, null, relation, null)) {
            return found.next();
        }
    }

    /** The rows of a relation, as they are made. */
    BatchReader read(String relation, BufferAllocator allocator) throws SQLException {
        return query("select * from " + DuckDb.quoted(relation), allocator);
    }

    /** The columns of a relation, of which nothing is read. */
    List<ShownStage.Column> columns(String relation) throws SQLException {
        List<ShownStage.Column> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("describe " + DuckDb.quoted(relation))) {
            while (found.next()) {
                columns.add(new ShownStage.Column(found.getString(1), found.getString(2)));
            }
        }
        return columns;
    }

    long count(String relation) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select count(*) from " + DuckDb.quoted(relation))) {
            found.next();
            return found.getLong(1);
        }
    }

    /** The first rows of a relation. */
    BatchReader first(String relation, long most, BufferAllocator allocator) throws SQLException {
        return query("select * from " + DuckDb.quoted(relation) + " limit " + most, allocator);
    }

    /** How often the plan of a relation reads streams. */
    int streamScans(String relation) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("explain select * from " + DuckDb.quoted(relation))) {
            int scans = 0;
            while (plan.next()) {
                scans += plan.getString(2).split("ARROW_SCAN", -1).length - 1;
            }
            return scans;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("the DuckDB of a run could not be closed", e);
        } finally {
            delete(spill);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("cannot remove {}", folder, e);
        }
    }
}
