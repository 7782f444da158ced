package dev.wadi.connection.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.core.InfrastructureProxy;

/**
 * The pool of one version, which whoever uses it keeps open. Spring takes it for the DataSource that routes know, so that a
 * transaction which has begun on that holds here, too. Thread-safe.
 */
final class VersionDataSource extends PlainDataSource implements InfrastructureProxy {

    private final DataSource pool;
    private final DataSource stable;

    VersionDataSource(DataSource pool, DataSource stable) {
        this.pool = pool;
        this.stable = stable;
    }

    /** One of the pool; Spring asks only when no transaction has one. */
    @Override
    public Connection getConnection() throws SQLException {
        return pool.getConnection();
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
