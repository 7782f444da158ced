package dev.wadi.connection.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.util.ConcurrentBag.IBagStateListener;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.Pooled;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pool of one version of a connection. It is made when the first connection is asked for, so that a thousand
 * connections of which ten are used are ten pools. Thread-safe.
 */
final class PooledDataSource extends PlainDataSource implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PooledDataSource.class);

    /** As HikariCP allows it, in ms. */
    private static final long SHORTEST_TIMEOUT = 250;

    private final String connId;
    private final JdbcDatabase database;
    private final AtomicLong inVain = new AtomicLong();
    private volatile PoolSettings settings;
    private volatile @Nullable HikariDataSource pool;
    private volatile boolean closed;

    PooledDataSource(String connId, JdbcDatabase database) {
        this.connId = connId;
        this.database = database;
        this.settings = PoolSettings.orDefaults(database.pool());
    }

    String connId() {
        return connId;
    }

    @Override
    public Connection getConnection() throws SQLException {
        HikariDataSource opened = pool();
        try {
            Connection connection = opened.getConnection();
            if (inVain.get() > 0) {
                tellOfEnd();
            }
            return connection;
        } catch (SQLTransientConnectionException e) {
            inVain.incrementAndGet();
            throw noneInTime(opened, e);
        }
    }

    /** Each one in vain was told to whoever asked. */
    private void tellOfEnd() {
        long calls = inVain.getAndSet(0);
        if (calls > 0) {
            LOG.info(
                    "connection '{}' has database connections again; {} {} had none in time",
                    connId,
                    calls,
                    calls == 1 ? "call" : "calls");
        }
    }

    private HikariDataSource pool() throws SQLException {
        HikariDataSource opened = pool;
        return opened == null ? openPool() : opened;
    }

    private synchronized HikariDataSource openPool() throws SQLException {
        if (closed) {
            throw new SQLException("connection '" + connId + "' is closed");
        }
        HikariDataSource opened = pool;
        if (opened == null) {
            opened = new HikariDataSource(configuration());
            pool = opened;
        }
        return opened;
    }

    private HikariConfig configuration() {
        HikariConfig config = settings.toHikari(database.poolSize());
        config.setPoolName(connId);
        config.setInitializationFailTimeout(-1); // the server may be down
        config.setReadOnly(database.source().readOnly());
        config.setDataSource(new NewConnections());
        return config;
    }

    /**
     * The failure of a pool that had no connection in time, with the pool's state as HikariCP counts it.
     */
    private SQLException noneInTime(HikariDataSource opened, SQLTransientConnectionException e) {
        HikariPoolMXBean state = opened.getHikariPoolMXBean();
        String counts = " (active %d, idle %d, waiting %d)."
                .formatted(
                        state.getActiveConnections(), state.getIdleConnections(), state.getThreadsAwaitingConnection());
        Throwable cause = e.getCause();
        String last = cause == null ? "" : " Last error: " + JdbcFailure.reason(cause) + ".";
        ConnectionException said = new ConnectionException(
                connId,
                "no database connection within " + Durations.text(timeout()) + counts + last
                        + " Try: wadi connections test " + connId,
                null);
        SQLException failure = new SQLTransientConnectionException(said.getMessage(), e.getSQLState(), e.getCause());
        failure.addSuppressed(said);
        return failure;
    }

    private Duration timeout() {
        return Duration.ofMillis(settings.connectionTimeout());
    }

    /**
     * Takes over other settings, unless they differ in what a pool cannot change. What is open stays open, but for
     * connections above a lower limit. Time-outs that the pool knows itself follow within half a minute.
     */
    synchronized boolean takeOver(PoolSettings next) {
        HikariDataSource opened = pool;
        if (opened != null && next.keepaliveTime() != settings.keepaliveTime()) {
            return false;
        }
        settings = next;
        if (opened != null) {
            next.applyTo(opened, database.poolSize());
            resize(opened);
        }
        return true;
    }

    private static void resize(HikariDataSource opened) {
        HikariPoolMXBean state = opened.getHikariPoolMXBean();
        if (state != null && state.getTotalConnections() > opened.getMaximumPoolSize()) {
            state.softEvictConnections(); // those in use close when they are given back
        }
        if (state instanceof IBagStateListener bag) {
            bag.addBagItem(state.getThreadsAwaitingConnection()); // who waits already asks for none by itself
        }
    }

    /** Opens connections until there are as many, unless one cannot be opened or it takes too long. */
    void open(int connections, Duration patience) {
        int wanted = Math.min(connections, settings.maximum(database.poolSize()));
        if (wanted > 0) {
            fill(wanted, System.nanoTime() + patience.toNanos());
        }
    }

    private void fill(int wanted, long end) {
        List<Connection> opened = new ArrayList<>();
        try {
            HikariDataSource filling = pool();
            filling.setConnectionTimeout(SHORTEST_TIMEOUT);
            while (opened.size() < wanted && System.nanoTime() < end) {
                opened.add(filling.getConnection());
            }
        } catch (SQLException e) {
            LOG.debug("{}: no more than {} connections can be opened now", this, opened.size(), e);
        } finally {
            opened.forEach(PooledDataSource::giveBack);
            restoreTimeout();
        }
    }

    private synchronized void restoreTimeout() {
        HikariDataSource opened = pool;
        if (opened != null) {
            opened.setConnectionTimeout(settings.connectionTimeout());
        }
    }

    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a connection could not be given back", e);
        }
    }

    /** How much of it is in use. */
    Pooled.Use use() {
        HikariDataSource opened = pool;
        HikariPoolMXBean state = opened == null ? null : opened.getHikariPoolMXBean();
        int maximum = settings.maximum(database.poolSize());
        return state == null
                ? new Pooled.Use(0, 0, 0, maximum)
                : new Pooled.Use(
                        state.getActiveConnections(),
                        state.getIdleConnections(),
                        state.getThreadsAwaitingConnection(),
                        maximum);
    }

    /** Takes a connection of the pool out of it, so that nobody gets it again, and closes it. */
    void discard(Connection connection) {
        HikariDataSource opened = pool;
        if (opened != null) {
            opened.evictConnection(connection);
        }
    }

    @Override
    public void close() {
        @Nullable HikariDataSource opened;
        synchronized (this) {
            closed = true;
            opened = pool;
        }
        if (opened != null) {
            opened.close();
        }
    }

    @Override
    public String toString() {
        return "pool of connection '" + connId + "'";
    }

    /** What the pool takes new connections from. */
    private final class NewConnections extends PlainDataSource {

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = database.source().connect(timeout());
            try {
                setUp(connection);
                return connection;
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        }

        private void setUp(Connection connection) throws SQLException {
            if (closed) { // a server that was slow to answer must not leave a connection behind
                throw new SQLException("connection '" + connId + "' is closed");
            }
            try (Statement statement = connection.createStatement()) {
                for (String sql : database.setUp()) {
                    statement.execute(sql);
                }
            }
        }

        /** How long the pool's closing waits for a connection that is being made; such a one closes itself. */
        @Override
        public int getLoginTimeout() {
            return 1;
        }
    }
}
