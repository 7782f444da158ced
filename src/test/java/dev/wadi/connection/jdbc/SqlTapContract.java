package dev.wadi.connection.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.StatementRunner;
import dev.wadi.spi.TapStage;
import dev.wadi.spi.Tappable;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;

/** What every SQL connection does when it is read from. */
public interface SqlTapContract {

    /** A connection named {@code contract} to an empty database. */
    SqlDatabase database() throws Exception;

    private static void fill(SqlDatabase database) {
        database.execute(
                "create table orders (id integer, name varchar(20))",
                "insert into orders values (1, 'one'), (2, null), (3, 'drei'), (null, 'none')");
    }

    @Test
    default void aQueryOrATableIsRead() throws Exception {
        try (SqlDatabase database = database()) {
            fill(database);
            assertThat(database.tap(database.run()
                            .tap("select name, id from orders where id > 1 order by id; ", null, Map.of())))
                    .containsExactly("null|2", "drei|3");
            assertThat(database.tap(database.run().tap(null, "orders", Map.of())))
                    .containsExactlyInAnyOrder("1|one", "2|null", "3|drei", "null|none");
            assertThat(database.tap(database.run().tap("select id from orders where 1 = 0 -- none", null, Map.of())))
                    .isEmpty();
        }
    }

    @Test
    default void aPartIsAskedForByItsBookmark() throws Exception {
        try (SqlDatabase database = database()) {
            fill(database);
            String query = "select id, name from orders -- all";
            assertThat(database.tap(database.run().tap(query, null, range("id", 1L, 2L))))
                    .containsExactly("2|null");
            assertThat(database.tap(database.run().tap(query, null, range("ID", null, 2L))))
                    .containsExactlyInAnyOrder("1|one", "2|null", "null|none");
            assertThat(database.tap(database.run().tap(null, "orders", range("name", "none", null))))
                    .containsExactly("1|one");
            assertThat(database.tap(database.run().tap(query, null, range("id", null, null))))
                    .hasSize(4);
            assertThatThrownBy(() -> database.tap(database.run().tap(query, null, range("idd", 1L, null))))
                    .hasMessage("connection 'contract': the rows have no column 'idd', by which the tap is incremental."
                            + " Did you mean 'id'?");
        }
    }

    private static TapStage.Range range(
            String column,
            @org.jspecify.annotations.Nullable Object after,
            @org.jspecify.annotations.Nullable Object upTo) {
        return new TapStage.Range(column, Optional.ofNullable(after), Optional.ofNullable(upTo));
    }

    @Test
    default void whatIsWrongIsSaid() throws Exception {
        try (SqlDatabase database = database()) {
            fill(database);
            assertThatThrownBy(() -> database.tap(database.run().tap("selec 1", null, Map.of())))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageStartingWith("connection 'contract': the query failed")
                    .hasMessageContaining("syntax");
            assertThatThrownBy(() -> database.tap(database.run().tap(null, "nowhere", Map.of())))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageStartingWith("connection 'contract': ")
                    .hasMessageContaining("table 'nowhere'");
            assertThatThrownBy(() -> database.tap(database.run().tap("select 1", "orders", Map.of())))
                    .hasMessage(
                            "connection 'contract': a tap has a query or a locator, and not both. Remove one of them");
            assertThatThrownBy(() -> database.tap(database.run().tap(null, null, Map.of())))
                    .hasMessage("connection 'contract': a tap needs a query, or the name of a table as its locator."
                            + " Add one of them");
            assertThatThrownBy(() -> database.tap(database.run().tap("select 1 as a, 2 as a", null, Map.of())))
                    .hasMessage(
                            "connection 'contract': the query has two columns 'a'. Give one of them another name with"
                                    + " AS");
            assertThat(database.tap(database.run().tap("select 1 as a", null, Map.of())))
                    .containsExactly("1");
        }
    }

    @Test
    default void aMillionRowsAreReadInBatchesAndReadingMayEndEarly() throws Exception {
        try (SqlDatabase database = database()) {
            database.sink(
                    database.run().sink("big", SinkMode.APPEND),
                    "select range::integer as id, 'text ' || range as name, range * 0.25::double as half from range(1000000)");
            TapStage all = database.run().tap(null, "big", Map.of());
            long count = 0;
            long sum = 0;
            try (BatchReader batches = ((Tappable) database.connection()).tap(all)) {
                VectorSchemaRoot next;
                while ((next = batches.next()) != null) {
                    try (VectorSchemaRoot batch = next) {
                        count += batch.getRowCount();
                        sum += ((org.apache.arrow.vector.BaseIntVector) batch.getVector("id")).getValueAsLong(0);
                        assertThat(database.run().allocator().getAllocatedMemory())
                                .isLessThan(64 << 20);
                    }
                }
            }
            assertThat(count).isEqualTo(1_000_000);
            assertThat(sum).isPositive();
            for (int i = 0; i < 15; i++) {
                try (BatchReader batches = ((Tappable) database.connection()).tap(all);
                        VectorSchemaRoot batch = batches.next()) {
                    assertThat(batch).extracting(VectorSchemaRoot::getRowCount).isNotEqualTo(0);
                }
            }
            assertThat(database.query("select count(*) from big")).containsExactly("1000000");
        }
    }

    @Test
    default void statementsRunAsTheyAreAndTheLastResultIsGiven() throws Exception {
        try (SqlDatabase database = database()) {
            StatementRunner runner = (StatementRunner) database.connection();
            assertThat(runner.statement(database.run().tap("create table t (id integer)", null, Map.of())))
                    .isEmpty();
            assertThat(runner.statement(
                            database.run().tap("insert into t values (7); insert into t values (8)", null, Map.of())))
                    .isEmpty();
            try (BatchReader rows = runner.statement(
                            database.run().tap("select 1 as a; select id from t", null, Map.of()))
                    .orElseThrow()) {
                assertThat(rows.schema().getFields()).hasSize(1);
                try (VectorSchemaRoot batch = rows.next()) {
                    assertThat(batch).extracting(VectorSchemaRoot::getRowCount).isEqualTo(2);
                }
            }
            assertThatThrownBy(() -> runner.statement(database.run().tap("drop table nowhere", null, Map.of())))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageStartingWith("connection 'contract': the statement failed: ");
        }
    }
}
