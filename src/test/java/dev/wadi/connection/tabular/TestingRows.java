package dev.wadi.connection.tabular;

import dev.wadi.batch.DuckDb;
import dev.wadi.spi.BatchReader;
import dev.wadi.testing.TestingRun;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Rows by SQL, and rows as text, for tests. */
public final class TestingRows {

    private TestingRows() {}

    /** The rows of a query. */
    public static BatchReader rows(TestingRun run, String sql) throws SQLException {
        try (Statement statement = run.duckdb().createStatement()) {
            statement.execute("set arrow_lossless_conversion = true");
        }
        return DuckDb.query(run.duckdb(), sql, run.allocator());
    }

    /** All rows of a reader, which is closed: one text a row, values joined by {@code |}. */
    public static List<String> read(TestingRun run, BatchReader reader) throws Exception {
        return read(run, reader, "select * from t");
    }

    /** What a query makes of the relation {@code t}. */
    public static List<String> read(TestingRun run, BatchReader reader, String sql) throws Exception {
        List<String> lines = new ArrayList<>();
        try (reader;
                DuckDb.Registered registered = DuckDb.register(run.duckdb(), "t", reader, run.allocator());
                Statement statement = run.duckdb().createStatement()) {
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        values.add(String.valueOf(rows.getString(i)));
                    }
                    lines.add(String.join("|", values));
                }
            } catch (SQLException e) {
                throw registered.failure() instanceof Exception failure ? failure : e;
            }
        }
        return lines;
    }
}
