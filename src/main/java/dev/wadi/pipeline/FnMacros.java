package dev.wadi.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** AnkaFlow's macros in the schema {@code Fn}, which SQL of pipelines may use. */
public final class FnMacros {

    private FnMacros() {}

    /** Makes them in a DuckDB; those that are there are made anew. */
    public static void install(Connection duckdb) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(Sql.TEXT);
        }
    }

    private static final class Sql {

        static final String TEXT = read();

        private static String read() {
            try (InputStream in = FnMacros.class.getResourceAsStream("fn.sql")) {
                return new String(Objects.requireNonNull(in, "fn.sql").readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
