package dev.wadi.connection.mysql;

import dev.wadi.connection.jdbc.JdbcServerContract;
import dev.wadi.connection.jdbc.PoolSettings;
import dev.wadi.spi.ConnectionType;
import dev.wadi.testing.TestingMySqlServer;

/** What all SQL connections do, on one of the servers. */
abstract class MySqlContract extends JdbcServerContract<MySqlSettings> {

    private final MySqlServer server;

    MySqlContract(MySqlServer server) {
        this.server = server;
        server.get();
    }

    @Override
    protected ConnectionType<MySqlSettings> type() {
        return new MySqlType();
    }

    @Override
    protected MySqlSettings settings() {
        return settings(host(), port(), password(), PoolSettings.defaults());
    }

    @Override
    protected MySqlSettings settings(String host, int port, String password, PoolSettings pool) {
        return new MySqlSettings(
                host,
                port,
                TestingMySqlServer.LOGIN,
                password,
                TestingMySqlServer.DATABASE,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                false,
                false,
                null,
                pool);
    }

    @Override
    protected String password() {
        return TestingMySqlServer.PASSWORD;
    }

    @Override
    protected String host() {
        return TestingMySqlServer.HOST;
    }

    @Override
    protected int port() {
        return server.get().port();
    }

    @Override
    protected String integerType() {
        return "INT";
    }

    @Override
    protected String loginRefused() {
        return "Access denied for user 'app'@'localhost' (using password: YES)";
    }

    @Override
    protected int sessions() {
        return server.get().sessions();
    }
}
