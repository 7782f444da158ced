package dev.wadi.connection.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.jdbc.TestingContext;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.TapStage;
import dev.wadi.testing.TestingPostgres;
import dev.wadi.testing.TestingRun;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A connection to the shared server and a run, with a schema of its own; nothing of it may be left. */
abstract class CopyFixture {

    protected static final TestingPostgres SERVER = TestingPostgres.shared();

    protected final String schema =
            "copy_" + UUID.randomUUID().toString().substring(0, 8).replace('-', '_');
    protected final TestingRun run = new TestingRun();
    protected PostgresConnection connection;
    private Connection admin;

    @BeforeEach
    void open() throws SQLException {
        admin = SERVER.connect("sales");
        execute("create schema " + schema + " authorization " + TestingPostgres.USER);
        execute("set role " + TestingPostgres.USER);
        execute("set search_path = " + schema);
        PostgresSettings settings = new TestingPostgresSettings()
                .set("options", "-c search_path=" + schema)
                .set("applicationName", schema)
                .build();
        connection = (PostgresConnection) new PostgresType().open(settings, new TestingContext("warehouse"));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        run.close();
        String busy =
                "select query from pg_stat_activity where application_name = '" + schema + "' and state <> 'idle'";
        Awaitility.await().atMost(10, TimeUnit.SECONDS).untilAsserted(() -> assertThat(query(busy))
                .as("sessions in the middle of something")
                .isEmpty());
        connection.close();
        execute("drop schema " + schema + " cascade");
        admin.close();
    }

    /** Runs a statement as the connection's own login. */
    protected void execute(String sql) {
        try (Statement statement = admin.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of a query's rows. */
    protected List<String> query(String sql) {
        try (Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    protected BatchReader tapQuery(String query) throws Exception {
        return connection.tap(run.tap(query, null, Map.of()));
    }

    protected BatchReader tapTable(String table) throws Exception {
        return connection.tap(run.tap(null, table, Map.of()));
    }

    protected TapStage part(String query, TapStage.Range range) {
        return run.tap(query, null, range);
    }

    protected TestingRun.Sink into(String table, SinkMode mode, String... key) {
        return run.sink(table, mode, key);
    }

    /** Copies a query's rows through batches. */
    protected long decoded(String query, SinkStage sink) throws Exception {
        try (BatchReader rows = new Plain(tapQuery(query))) {
            return connection.sink(sink, rows);
        }
    }

    /** Copies a query's rows as bytes, where that is possible. */
    protected long relayed(String query, SinkStage sink) throws Exception {
        try (BatchReader rows = tapQuery(query)) {
            return connection.sink(sink, rows);
        }
    }

    /** What a reader has, as text: one list of a column's values for each column. */
    protected static List<List<String>> values(BatchReader rows) throws Exception {
        List<List<String>> columns = new ArrayList<>();
        rows.schema().getFields().forEach(field -> columns.add(new ArrayList<>()));
        for (VectorSchemaRoot batch = rows.next(); batch != null; batch = rows.next()) {
            try (VectorSchemaRoot open = batch) {
                for (int column = 0; column < columns.size(); column++) {
                    for (int row = 0; row < open.getRowCount(); row++) {
                        columns.get(column)
                                .add(String.valueOf(open.getVector(column).getObject(row)));
                    }
                }
            }
        }
        return columns;
    }

    /** A reader that hands nothing over. */
    protected record Plain(BatchReader rows) implements BatchReader {

        @Override
        public Schema schema() {
            return rows.schema();
        }

        @Override
        public @Nullable VectorSchemaRoot next() throws Exception {
            return rows.next();
        }

        @Override
        public <T> Optional<T> handOver(Class<T> form) {
            return Optional.empty();
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
