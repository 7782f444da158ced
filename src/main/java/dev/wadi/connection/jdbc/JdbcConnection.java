package dev.wadi.connection.jdbc;

import dev.wadi.spi.ChangesInPlace;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.Pooled;
import dev.wadi.spi.SchemaSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * An open connection to a SQL database: a pool, {@code conn:} by camel-sql, the schema and the test. Thread-safe. A type
 * that has more abilities extends it.
 */
public class JdbcConnection implements OpenConnection, ChangesInPlace, Pooled, EndpointSource, SchemaSource {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcConnection.class);

    private final String connId;
    private final JdbcDatabase database;
    private final PooledDataSource pool;

    /** Opens it without connecting; the first connection is made when it is asked for. */
    public JdbcConnection(ConnectionContext context, JdbcDatabase database) {
        this.connId = context.connId();
        this.database = database;
        this.pool = new PooledDataSource(connId, database);
    }

    /** The connection's id. */
    protected final String connId() {
        return connId;
    }

    /** A connection of the pool; closing it gives it back. */
    protected final Connection session() throws SQLException {
        return pool.getConnection();
    }

    /**
     * What time it is at the server, asked outside the pool.
     *
     * @param query gives the seconds since 1970
     */
    protected final Optional<Instant> serverTime(String query, Duration timeout) {
        try (Connection session = database.source().probe(timeout);
                Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next()
                    ? Optional.of(Instant.ofEpochMilli((long) (rows.getDouble(1) * 1000)))
                    : Optional.empty();
        } catch (SQLException e) {
            throw new ConnectionException(connId, "the time of " + database.where() + " cannot be asked for", e);
        }
    }

    /** Ends a connection of the pool wherever it is, also from another thread; what waits for it fails. */
    protected final void discard(Connection session) {
        try {
            session.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("connection '{}': a session could not be ended", connId, e);
        }
        pool.discard(session);
    }

    /** The pool takes over what it can; a type's settings have it as {@code pool}. */
    @Override
    public boolean takeOver(Map<String, @Nullable Object> changed) {
        return changed.keySet().equals(Set.of("pool"))
                && pool.takeOver(PoolSettings.orDefaults((PoolSettings) changed.get("pool")));
    }

    @Override
    public Use poolUse() {
        return pool.use();
    }

    @Override
    public void open(int connections, Duration patience) {
        pool.open(connections, patience);
    }

    @Override
    public <T> T bean(Class<T> type) {
        if (type == DataSource.class) {
            return type.cast(pool);
        }
        if (type == PlatformTransactionManager.class) {
            return type.cast(new DataSourceTransactionManager(pool));
        }
        if (type == TransactedPolicy.class) {
            return type.cast(new SpringTransactionPolicy(new DataSourceTransactionManager(pool)));
        }
        throw new IllegalArgumentException("a SQL connection has no " + type.getName());
    }

    @Override
    public String test(Duration timeout) {
        return new Trial(connId, database, timeout).run();
    }

    @Override
    public Endpoint endpoint(CamelContext context, String path, Map<String, Object> options) throws Exception {
        return SqlEndpoints.endpoint(context, connId, pool, path, options);
    }

    @Override
    public List<Table> tables() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return new JdbcSchema(connection).tables();
        }
    }

    @Override
    public List<Column> columns(String locator) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return new JdbcSchema(connection).columns(locator);
        }
    }

    @Override
    public void close() {
        pool.close();
        try {
            database.source().close();
        } catch (SQLException e) {
            LOG.warn("connection '{}': closing {} failed", connId, database.where(), e);
        }
    }

    @Override
    public String toString() {
        return "connection '" + connId + "' to " + database.where();
    }
}
