package dev.wadi.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** Runs one statement in DuckDB, without anything around it. */
final class DuckDbAlone {

    private DuckDbAlone() {}

    /** The argument is the statement. */
    public static void main(String[] arguments) throws SQLException {
        try (Connection duckdb = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = duckdb.createStatement()) {
            statement.execute(arguments[0]);
        }
    }
}
