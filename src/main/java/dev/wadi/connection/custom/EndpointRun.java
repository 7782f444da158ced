package dev.wadi.connection.custom;

import dev.wadi.spi.DeclaredColumn;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.RunScope;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.TapStage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a class may use when {@code conn:} and not a stage calls it: one exchange is one run. */
final class EndpointRun implements RunScope, AutoCloseable {

    private final String connId;
    private final String id;
    private final BufferAllocator allocator = new RootAllocator();
    private @Nullable Connection duckdb;

    EndpointRun(String connId, String id) {
        this.connId = connId;
        this.id = id;
    }

    @Override
    public String pipeline() {
        return "conn:" + connId;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public BufferAllocator allocator() {
        return allocator;
    }

    @Override
    public Logger log() {
        return LoggerFactory.getLogger("dev.wadi.connection.custom." + connId);
    }

    @Override
    public Connection duckdb() throws SQLException {
        Connection present = duckdb;
        if (present == null) {
            present = opened();
            duckdb = present;
        }
        return present;
    }

    private static Connection opened() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        properties.setProperty("enable_external_access", "false");
        Connection opened = new DuckDBDriver().connect("jdbc:duckdb:", properties);
        try (Statement statement = opened.createStatement()) {
            statement.execute("set lock_configuration = true");
            return opened;
        } catch (SQLException e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public AutoCloseable whenCancelled(Runnable action) {
        return () -> {}; // nobody cancels an exchange
    }

    /** A call of the class, for a tap, a statement or a sink. */
    Call call(Optional<String> query, Optional<String> locator) {
        return new Call(this, "conn", query, locator);
    }

    /** A stage of which the options of an endpoint say everything. */
    record Call(EndpointRun run, String name, Optional<String> query, Optional<String> locator)
            implements TapStage, SinkStage {

        @Override
        public List<DeclaredColumn> fields() {
            return List.of();
        }

        @Override
        public Map<String, Object> params() {
            return Map.of();
        }

        @Override
        public Optional<Range> range() {
            return Optional.empty();
        }

        @Override
        public SinkMode mode() {
            return SinkMode.APPEND;
        }

        @Override
        public List<String> key() {
            return List.of();
        }

        @Override
        public boolean create() {
            return true;
        }

        @Override
        public RunMark mark() {
            return new RunMark(run.pipeline(), name, run.id(), 0, Map.of());
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            if (duckdb != null) {
                duckdb.close();
            }
        } finally {
            allocator.close();
        }
    }
}
