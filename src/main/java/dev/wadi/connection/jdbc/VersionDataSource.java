package dev.wadi.connection.jdbc;

import dev.wadi.spi.Lease;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.core.InfrastructureProxy;

/**
 * The pool of one version, which whoever uses it keeps open. Spring takes it for the DataSource that routes know, so that a
 * transaction which has begun on that holds here, too. Thread-safe.
 */
final class VersionDataSource extends PlainDataSource implements InfrastructureProxy {

    private static final Lease<String> NOTHING = new Lease<>() {
        @Override
        public String value() {
            return "whoever uses the version keeps it open";
        }

        @Override
        public void close() {
            // there is nothing to give back
        }
    };

    private final DataSource pool;
    private final DataSource stable;

    VersionDataSource(DataSource pool, DataSource stable) {
        this.pool = pool;
        this.stable = stable;
    }

    /** One of the pool; Spring asks only when no transaction has one. */
    @Override
    public Connection getConnection() throws SQLException {
        return LeasedConnection.of(pool, NOTHING);
    }

    @Override
    public Object getWrappedObject() {
        return stable;
    }

    @Override
    public String toString() {
        return "DataSource of a version of a connection";
    }
}
