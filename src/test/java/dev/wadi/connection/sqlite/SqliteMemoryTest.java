package dev.wadi.connection.sqlite;

import dev.wadi.connection.jdbc.JdbcConnectionContract;
import dev.wadi.spi.ConnectionType;

class SqliteMemoryTest extends JdbcConnectionContract<SqliteSettings> {

    @Override
    protected ConnectionType<SqliteSettings> type() {
        return new SqliteType();
    }

    @Override
    protected SqliteSettings settings() {
        return TestingSqliteSettings.of(":memory:");
    }

    @Override
    protected String password() {
        return "there is none";
    }

    @Override
    protected String answer() {
        return "SQLite 3\\.[0-9.]+";
    }
}
