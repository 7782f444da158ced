package dev.wadi.connection.duckdb;

import dev.wadi.connection.jdbc.JdbcConnectionContract;
import dev.wadi.spi.ConnectionType;

class DuckDbMemoryTest extends JdbcConnectionContract<DuckDbSettings> {

    @Override
    protected ConnectionType<DuckDbSettings> type() {
        return new DuckDbType();
    }

    @Override
    protected DuckDbSettings settings() {
        return TestingDuckDbSettings.of(null);
    }

    @Override
    protected String password() {
        return "there is none";
    }

    @Override
    protected String answer() {
        return "DuckDB v2\\.[0-9.]+, database memory";
    }
}
