package dev.wadi.connection.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;

/**
 * Connections of a JDBC driver. Credentials are properties and never part of the URL, so the URL may be shown.
 *
 * <p>A server that accepts a connection and never answers would hold the driver for ever, because connect time-outs end
 * with the TCP handshake. So while connecting the driver's limit on each read is set as well, and lifted afterwards.
 */
public final class DriverSource implements JdbcSource {

    private final Driver driver;
    private final String url;
    private final Properties properties;
    private final Function<Duration, Map<String, String>> limits;

    /**
     * @param url the driver's URL without credentials
     * @param properties what the driver is given, with login and password
     * @param limits the driver's properties that bound connecting and each read by a time; empty when it has none
     */
    public DriverSource(
            Driver driver, String url, Map<String, String> properties, Function<Duration, Map<String, String>> limits) {
        this.driver = driver;
        this.url = url;
        this.properties = new Properties();
        this.properties.putAll(properties);
        this.limits = limits;
    }

    @Override
    public Connection connect(Duration timeout) throws SQLException {
        Connection connection = probe(timeout);
        if (!limits.apply(timeout).isEmpty()) {
            lift(connection);
        }
        return connection;
    }

    private static void lift(Connection connection) throws SQLException {
        try {
            connection.setNetworkTimeout(Runnable::run, 0);
        } catch (SQLFeatureNotSupportedException e) {
            connection.close();
            throw new SQLException("the driver cannot lift its read time-out", e);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Connection probe(Duration timeout) throws SQLException {
        Properties all = new Properties();
        all.putAll(properties);
        all.putAll(limits.apply(timeout));
        Connection connection = driver.connect(url, all);
        if (connection == null) {
            throw new SQLException("the driver does not take " + url);
        }
        return connection;
    }

    @Override
    public String toString() {
        return url;
    }
}
