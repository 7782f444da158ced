package dev.wadi.connection.jdbc;

import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.Lease;
import dev.wadi.spi.Leases;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import javax.sql.DataSource;

/**
 * The {@code DataSource} that routes hold for the life of the process. Each connection it gives keeps the version of the
 * settings that it came from open until it is closed. Within a transaction of this thread it gives the transaction's
 * connection. Thread-safe.
 */
final class LeasedDataSource extends PlainDataSource {

    private final Leases<DataSource> leases;

    LeasedDataSource(Leases<DataSource> leases) {
        this.leases = leases;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection ofTransaction = TransactionConnection.current(this);
        return ofTransaction == null ? leasedConnection() : ofTransaction;
    }

    private Connection leasedConnection() throws SQLException {
        Lease<DataSource> lease = lease();
        boolean given = false;
        try {
            Connection connection = LeasedConnection.of(lease.value(), lease);
            given = true;
            return connection;
        } finally {
            if (!given) {
                lease.failed();
                lease.close();
            }
        }
    }

    private Lease<DataSource> lease() throws SQLException {
        try {
            return leases.lease();
        } catch (ConnectionException e) {
            // Spring and Camel translate what is an SQLException and know nothing of ours.
            throw new SQLNonTransientConnectionException(e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "DataSource of a connection";
    }
}
