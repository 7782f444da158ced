package dev.wadi.connection.postgres;

import dev.wadi.connection.jdbc.JdbcServerContract;
import dev.wadi.connection.jdbc.PoolSettings;
import dev.wadi.spi.ConnectionType;
import dev.wadi.testing.TestingPostgres;

class PostgresIT extends JdbcServerContract<PostgresSettings> {

    private final TestingPostgres server = TestingPostgres.shared();

    @Override
    protected ConnectionType<PostgresSettings> type() {
        return new PostgresType();
    }

    @Override
    protected PostgresSettings settings() {
        return settings(host(), port(), password(), PoolSettings.defaults());
    }

    @Override
    protected PostgresSettings settings(String host, int port, String password, PoolSettings pool) {
        return new TestingPostgresSettings()
                .host(host)
                .port(port)
                .password(password)
                .pool(pool)
                .build();
    }

    @Override
    protected String password() {
        return TestingPostgres.PASSWORD;
    }

    @Override
    protected String host() {
        return server.host();
    }

    @Override
    protected int port() {
        return server.port();
    }

    @Override
    protected String answer() {
        return "PostgreSQL 17\\.5, database sales";
    }

    @Override
    protected String integerType() {
        return "int4";
    }

    @Override
    protected String loginRefused() {
        return "FATAL: password authentication failed for user \"app\"";
    }

    @Override
    protected int sessions() {
        return server.sessions("wadi " + connId);
    }
}
