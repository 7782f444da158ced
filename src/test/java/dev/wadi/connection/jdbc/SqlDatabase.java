package dev.wadi.connection.jdbc;

import dev.wadi.batch.DuckDb;
import dev.wadi.batch.Rows;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.TapStage;
import dev.wadi.spi.Tappable;
import dev.wadi.testing.TestingRun;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** An open connection to an empty database and a run, for the contracts of SQL types. Closing it finds leaked memory. */
public final class SqlDatabase implements AutoCloseable {

    private final OpenConnection connection;
    private final TestingRun run = new TestingRun();

    public SqlDatabase(OpenConnection connection) {
        this.connection = connection;
    }

    public OpenConnection connection() {
        return connection;
    }

    public TestingRun run() {
        return run;
    }

    /** Runs statements. */
    public void execute(String... statements) {
        JdbcTemplate template = new JdbcTemplate(connection.bean(DataSource.class));
        for (String sql : statements) {
            template.execute(sql);
        }
    }

    /** A query's rows, each as text with bars. */
    public List<String> query(String sql) {
        return new JdbcTemplate(connection.bean(DataSource.class))
                .queryForList(sql).stream().map(row -> text(row.values())).toList();
    }

    private static String text(Iterable<? extends @Nullable Object> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(value instanceof byte[] ? "BYTES" : String.valueOf(value)));
        return String.join("|", texts);
    }

    /** The rows of a query to the run's DuckDB, as batches. */
    public BatchReader rows(String sql) throws SQLException {
        return DuckDb.query(run.duckdb(), sql, run.allocator());
    }

    /** Writes the rows of a query to the run's DuckDB. */
    public long sink(SinkStage stage, String sql) throws Exception {
        try (BatchReader rows = rows(sql)) {
            return sink(stage, rows);
        }
    }

    public long sink(SinkStage stage, BatchReader rows) throws Exception {
        return ((Sinkable) connection).sink(stage, rows);
    }

    /** What a tap reads, each row as text with bars. */
    public List<String> tap(TapStage stage) throws Exception {
        List<String> rows = new ArrayList<>();
        try (BatchReader batches = ((Tappable) connection).tap(stage)) {
            Rows.iterate(batches).forEachRemaining(row -> rows.add(text(row.values())));
        }
        return rows;
    }

    /** The columns that a query has, as {@code name type}. */
    public List<String> columns(String query) throws Exception {
        try (BatchReader batches = ((Tappable) connection).tap(run.tap(query, null, Map.of()))) {
            return batches.schema().getFields().stream()
                    .map(field -> field.getName() + " " + field.getType()
                            + field.getMetadata().values().stream()
                                    .filter(value -> !value.isEmpty())
                                    .collect(Collectors.joining(",", " ", ""))
                                    .stripTrailing())
                    .toList();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        run.close();
    }
}
