package dev.wadi.connection.tabular;

import dev.wadi.batch.DuckDb;
import dev.wadi.spi.BatchReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * A DuckDB in memory that can use the given files and folders and nothing else: its settings are locked, and it loads no
 * extension. What it spills goes to a temporary folder, which is removed when it is closed.
 */
final class FileDuckDb implements AutoCloseable {

    /**
     * Half of the processors: the other end of the pipeline has a DuckDB, too, and two that have as many threads as there
     * are processors take longer for the same rows (five million from Parquet to Parquet on two: 2.7 s instead of 1.6 s).
     */
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final Connection connection;
    private final TemporaryFolder spill;
    private volatile @Nullable Statement running;

    private FileDuckDb(Connection connection, TemporaryFolder spill) {
        this.connection = connection;
        this.spill = spill;
    }

    /**
     * For reading: these files and copies of them only, results as they are made.
     *
     * @param memory how many bytes it may use before it spills
     */
    static FileDuckDb reading(List<Path> files, long memory) throws SQLException, IOException {
        return open(true, files, List.of(), memory);
    }

    /** For reading: what is, or comes to be, in this folder, results as they are made. */
    static FileDuckDb reading(Path folder, long memory) throws SQLException, IOException {
        return open(true, List.of(), List.of(folder), memory);
    }

    /** For writing: this folder only. */
    static FileDuckDb writing(Path folder, long memory) throws SQLException, IOException {
        return open(false, List.of(), List.of(folder), memory);
    }

    private static FileDuckDb open(boolean reads, List<Path> files, List<Path> folders, long memory)
            throws SQLException, IOException {
        TemporaryFolder spill = TemporaryFolder.create();
        Connection connection = null;
        try {
            Properties properties = new Properties();
            properties.setProperty("jdbc_stream_results", Boolean.toString(reads));
            connection = new DuckDBDriver().connect("jdbc:duckdb:", properties);
            List<Path> allowed = new ArrayList<>(folders);
            if (reads) {
                allowed.add(copies(spill));
            }
            configure(connection, spill.path(), files, allowed, memory);
            return new FileDuckDb(connection, spill);
        } catch (SQLException | RuntimeException e) {
            if (connection != null) {
                connection.close();
            }
            spill.close();
            throw e;
        }
    }

    /** What may be used is set before the rest is forbidden, and then nothing can be changed any more. */
    private static void configure(Connection connection, Path spill, List<Path> files, List<Path> folders, long memory)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "set temp_directory = " + DuckDb.literal(spill.toString()),
                    "set TimeZone = 'UTC'",
                    "set autoinstall_known_extensions = false",
                    "set autoload_known_extensions = false",
                    "set memory_limit = '" + Math.max(memory >> 10, 1) + "KiB'",
                    "set threads = " + THREADS,
                    "set allowed_paths = " + list(files),
                    "set allowed_directories = " + list(folders),
                    "set enable_external_access = false",
                    "set lock_configuration = true")) {
                statement.execute(sql);
            }
        }
    }

    private static String list(List<Path> paths) {
        return paths.stream().map(path -> DuckDb.literal(path.toString())).collect(Collectors.joining(", ", "[", "]"));
    }

    private static Path copies(TemporaryFolder temporary) {
        return temporary.path().resolve("copies");
    }

    /** A folder, which may not be there yet, for copies of files that are to be read. */
    Path copies() {
        return copies(spill);
    }

    Connection connection() {
        return connection;
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = begun()) {
            statement.execute(sql);
        }
    }

    /** How many rows a statement has changed, or written. */
    long update(String sql) throws SQLException {
        try (Statement statement = begun()) {
            return statement.executeLargeUpdate(sql);
        }
    }

    /** The rows of a query as batches. */
    BatchReader query(String sql, BufferAllocator allocator) throws SQLException {
        return DuckDb.query(connection, sql, allocator, this::begun);
    }

    private Statement begun() throws SQLException {
        Statement statement = connection.createStatement();
        begun(statement);
        return statement;
    }

    private void begun(Statement statement) {
        running = statement;
    }

    /** The first column of all rows. */
    List<@Nullable String> texts(String sql) throws SQLException {
        List<@Nullable String> texts = new ArrayList<>();
        rows(sql, row -> texts.add(row.getString(1)));
        return texts;
    }

    /** What is done with each row. */
    interface Row {
        void read(ResultSet row) throws SQLException;
    }

    void rows(String sql, Row each) throws SQLException {
        try (Statement statement = begun();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                each.read(rows);
            }
        } catch (SQLException e) {
            throw reason(sql, e);
        }
    }

    /**
     * Why a statement failed. When the first rows of a result that is read as it is made fail, the driver does not say why;
     * running the statement again to its end does.
     */
    SQLException reason(String sql, SQLException failure) {
        if (!String.valueOf(failure.getMessage()).contains("Invalid result set")) {
            return failure;
        }
        try {
            execute("explain analyze " + sql);
            return failure;
        } catch (SQLException e) {
            return e;
        }
    }

    /** Ends what is being executed, from any thread. */
    void interrupt() {
        Statement statement = running;
        try {
            if (statement != null) {
                statement.cancel();
            }
        } catch (SQLException e) {
            // It has ended already.
        }
    }

    @Override
    public void close() throws SQLException, IOException {
        try {
            connection.close();
        } finally {
            spill.close();
        }
    }
}
