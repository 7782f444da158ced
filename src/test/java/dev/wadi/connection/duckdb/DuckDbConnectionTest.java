package dev.wadi.connection.duckdb;

import static dev.wadi.testing.TestingConnections.connection;

import dev.wadi.testing.ConnectionContract;
import dev.wadi.testing.TestingConnections.Written;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** What connections of every type do, with a DuckDB file. */
class DuckDbConnectionTest implements ConnectionContract {

    private final String file;

    DuckDbConnectionTest(@TempDir Path folder) throws SQLException {
        file = folder.resolve("a.db").toString();
        try (Connection made = DriverManager.getConnection("jdbc:duckdb:" + file)) {
            made.createStatement().execute("create table here (id integer)");
        }
    }

    @Override
    public Written working() {
        return connection("contract", "duckdb").host(file);
    }

    @Override
    public String path() {
        return "select 1";
    }

    @Override
    public List<String> secrets() {
        return List.of();
    }
}
