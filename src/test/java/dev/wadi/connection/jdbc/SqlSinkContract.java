package dev.wadi.connection.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.Sinkable;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every SQL connection does with rows that are written to it. */
public interface SqlSinkContract {

    /** A connection named {@code contract} to an empty database. */
    SqlDatabase database() throws Exception;

    String ROWS = "select * from (values (1, 'one'), (2, null), (3, 'drei')) as t(id, name)";

    @Test
    default void aTableIsMadeAndFilledAndTheMarkStandsBesideIt() throws Exception {
        try (SqlDatabase database = database()) {
            RunMark mark = new RunMark("totals", "to_sql", "run-7", 2, Map.of("orders", 7L));
            var stage = database.run().sink("daily", SinkMode.APPEND).withMark(mark);
            assertThat(((Sinkable) database.connection()).writesOnce()).isTrue();
            assertThat(((Sinkable) database.connection()).lastMark(stage)).isEmpty();
            assertThat(database.sink(stage, ROWS)).isEqualTo(3);
            assertThat(database.query("select id, name from daily order by id"))
                    .containsExactly("1|one", "2|null", "3|drei");
            assertThat(((Sinkable) database.connection()).lastMark(stage)).contains(mark);
            assertThat(database.query("select pipeline, stage, run, round from wadi_runs"))
                    .containsExactly("totals|to_sql|run-7|2");
        }
    }

    @Test
    default void appendAddsAndReplacePutsInPlace() throws Exception {
        try (SqlDatabase database = database()) {
            database.sink(database.run().sink("daily", SinkMode.APPEND), ROWS);
            database.sink(database.run().sink("daily", SinkMode.APPEND), "select 4 as id, 'four' as name");
            assertThat(database.query("select id from daily order by id")).containsExactly("1", "2", "3", "4");
            database.sink(database.run().sink("daily", SinkMode.REPLACE), "select 5 as id, 'five' as name");
            assertThat(database.query("select id, name from daily")).containsExactly("5|five");
            database.sink(database.run().sink("daily", SinkMode.REPLACE), "select 5 as id, 'five' as name where false");
            assertThat(database.query("select id, name from daily")).isEmpty();
        }
    }

    @Test
    default void replaceKeepsKeysViewsAndTheSameKeys() throws Exception {
        try (SqlDatabase database = database()) {
            database.execute(
                    "create table daily (id integer primary key, name varchar(20) not null)",
                    "create view seen as select name from daily",
                    "insert into daily values (1, 'old'), (9, 'gone')");
            database.sink(database.run().sink("daily", SinkMode.REPLACE), "select 1 as id, 'new' as name");
            assertThat(database.query("select name from seen")).containsExactly("new");
            assertThatThrownBy(() ->
                            database.sink(database.run().sink("daily", SinkMode.APPEND), "select 1 as id, 'x' as name"))
                    .isInstanceOf(ConnectionException.class);
        }
    }

    @Test
    default void upsertChangesAndAddsByTheKeyOfATableThatItMade() throws Exception {
        try (SqlDatabase database = database()) {
            database.sink(database.run().sink("daily", SinkMode.UPSERT, "id"), ROWS);
            database.sink(
                    database.run().sink("daily", SinkMode.UPSERT, "id"),
                    "select * from (values (2, 'two'), (4, 'four'), (2, 'zwei')) as t(id, name)");
            assertThat(database.query("select id, name from daily order by id"))
                    .containsExactly("1|one", "2|zwei", "3|drei", "4|four");
        }
    }

    @Test
    default void upsertNeedsNoIndexOnTheKey() throws Exception {
        try (SqlDatabase database = database()) {
            database.execute(
                    "create table daily (name varchar(20), day integer, total integer, note varchar(20))",
                    "insert into daily values ('a', 1, 10, 'kept'), ('b', 1, 20, null)");
            long rows = database.sink(
                    database.run().sink("daily", SinkMode.UPSERT, "name", "day"),
                    "select * from (values ('a', 1, 11), ('a', 2, 12)) as t(name, day, total)");
            assertThat(rows).isEqualTo(2);
            assertThat(database.query("select name, day, total, note from daily order by name, day"))
                    .containsExactly("a|1|11|kept", "a|2|12|null", "b|1|20|null");
        }
    }

    @Test
    default void upsertOfTheKeyAloneAddsWhatIsMissing() throws Exception {
        try (SqlDatabase database = database()) {
            database.execute("create table days (day integer primary key)", "insert into days values (1)");
            database.sink(database.run().sink("days", SinkMode.UPSERT, "day"), "select range as day from range(1, 4)");
            assertThat(database.query("select day from days order by day")).containsExactly("1", "2", "3");
        }
    }

    @Test
    default void aKeyWithoutValueIsRefused() throws Exception {
        try (SqlDatabase database = database()) {
            database.execute("create table daily (id integer, name varchar(20))");
            assertThatThrownBy(() -> database.sink(
                            database.run().sink("daily", SinkMode.UPSERT, "id"),
                            "select null::integer as id, 'x' as name"))
                    .hasMessage(
                            "connection 'contract': table 'daily': column 'id' is in the key, and a row has no value"
                                    + " there");
            assertThatThrownBy(() ->
                            database.sink(database.run().sink("daily", SinkMode.UPSERT, "id"), "select 'x' as name"))
                    .hasMessage(
                            "connection 'contract': table 'daily': the rows have no column 'id', which is in the key");
        }
    }

    @Test
    default void modeErrorWantsAnEmptyTable() throws Exception {
        try (SqlDatabase database = database()) {
            database.sink(database.run().sink("daily", SinkMode.ERROR), ROWS);
            assertThatThrownBy(() -> database.sink(database.run().sink("daily", SinkMode.ERROR), ROWS))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage(
                            "connection 'contract': table 'daily': it has rows already, and the sink's mode is error."
                                    + " Use append, replace or upsert, or empty it");
            assertThat(database.query("select id from daily")).hasSize(3);
        }
    }

    @Test
    default void aTableThatIsMissingIsOneClearError() throws Exception {
        try (SqlDatabase database = database()) {
            database.execute("create table orders (id integer)");
            assertThatThrownBy(() -> database.sink(
                            database.run().sink("order", SinkMode.APPEND).withoutCreate(), ROWS))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("connection 'contract': there is no table 'order'. Did you mean 'orders'?"
                            + " Set create to true to have it made");
            assertThatThrownBy(() -> database.sink(database.run().sink(null, SinkMode.APPEND), ROWS))
                    .hasMessage("connection 'contract': a sink needs the name of a table as its locator. Add one");
        }
    }

    @Test
    default void columnsAreMatchedByNameAndOthersTakeTheirDefault() throws Exception {
        try (SqlDatabase database = database()) {
            database.execute("create table daily (note varchar(20) default 'none', \"Name\" varchar(20), id integer)"
                    .replace("\"", quote()));
            database.sink(database.run().sink("daily", SinkMode.APPEND), ROWS);
            assertThat(database.query("select id, " + quote() + "Name" + quote() + ", note from daily order by id"))
                    .containsExactly("1|one|none", "2|null|none", "3|drei|none");
        }
    }

    /** What names are quoted with. */
    default String quote() {
        return "\"";
    }

    @Test
    default void columnsThatDoNotMatchAreNamed() throws Exception {
        try (SqlDatabase database = database()) {
            database.execute("create table daily (id integer, name varchar(20), must integer not null)");
            assertThatThrownBy(() -> database.sink(
                            database.run().sink("daily", SinkMode.APPEND), "select 1 as id, 'a' as nam, 1 as must"))
                    .hasMessage("connection 'contract': table 'daily': it has no column 'nam'. Did you mean 'name'?"
                            + " It has: id, name, must");
            assertThatThrownBy(() -> database.sink(database.run().sink("daily", SinkMode.APPEND), ROWS))
                    .hasMessage(
                            "connection 'contract': table 'daily': the rows do not have 'must', which may not be null"
                                    + " and has no default");
            assertThat(database.query("select count(*) from daily")).containsExactly("0");
        }
    }

    @Test
    default void aKeyThatIsViolatedAmongManyRowsLeavesNotOne() throws Exception {
        try (SqlDatabase database = database()) {
            database.execute(
                    "create table big (id integer primary key, name varchar(20))",
                    "insert into big values (150000, 'x')");
            for (SinkMode mode : new SinkMode[] {SinkMode.APPEND, SinkMode.REPLACE}) {
                String repeated = "select case when range = 190000 then 150000 else range end as id, 'n' as name"
                        + " from range(200000)";
                assertThatThrownBy(() -> database.sink(database.run().sink("big", mode), repeated))
                        .isInstanceOf(ConnectionException.class)
                        .hasMessageStartingWith("connection 'contract': table 'big'")
                        .hasMessageMatching(duplicate());
                assertThat(database.query("select id, name from big")).containsExactly("150000|x");
            }
            assertThat(database.query("select count(*) from wadi_runs")).containsExactly("0");
        }
    }

    /** A regular expression for the message of a repeated key in table {@code big}. */
    String duplicate();

    @Test
    default void aSourceThatDiesLeavesNotOneRowAndItsMessageIsToldAsItIs() throws Exception {
        try (SqlDatabase database = database()) {
            for (SinkMode mode : SinkMode.values()) {
                var stage = database.run().sink("fresh", mode, "id");
                try (BatchReader rows = new Dying(database.rows("select range as id from range(100000)"))) {
                    assertThatThrownBy(() -> database.sink(stage, rows))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("the source died");
                }
                assertThatThrownBy(() -> database.query("select * from fresh")).isNotNull();
                assertThat(((Sinkable) database.connection()).lastMark(stage)).isEmpty();
            }
        }
    }

    @Test
    default void aRunThatIsCancelledLeavesNotOneRow() throws Exception {
        try (SqlDatabase database = database()) {
            database.execute("create table daily (id integer)");
            var stage = database.run().sink("daily", SinkMode.APPEND);
            try (BatchReader rows = database.rows("select range::integer as id from range(300000)")) {
                BatchReader cancelling = new Cancelling(rows, database.run()::cancel);
                assertThatThrownBy(() -> database.sink(stage, cancelling)).isInstanceOf(CancellationException.class);
            }
            assertThat(database.query("select * from daily")).isEmpty();
            assertThat(database.sink(stage, "select 1 as id")).isEqualTo(1);
        }
    }

    @Test
    default void wideAndEmptyTablesAndColumnsOfNullsPass() throws Exception {
        try (SqlDatabase database = database()) {
            String wide = IntStream.range(0, 300)
                    .mapToObj(i -> (i % 3 == 0 ? "null::integer" : i % 3 == 1 ? "range::bigint" : "'täxt ' || range")
                            + " as c" + i)
                    .collect(Collectors.joining(", ", "select ", " from range(20)"));
            assertThat(database.sink(database.run().sink("wide", SinkMode.APPEND), wide))
                    .isEqualTo(20);
            assertThat(database.query("select c0, c1, c2, c298 from wide order by c1 limit 2"))
                    .containsExactly("null|0|täxt 0|0", "null|1|täxt 1|1");
            assertThat(database.sink(database.run().sink("hollow", SinkMode.APPEND), ROWS + " limit 0"))
                    .isZero();
            assertThat(database.query("select * from hollow")).isEmpty();
        }
    }

    @Test
    default void everyCharacterComesBack() throws Exception {
        try (SqlDatabase database = database()) {
            String texts = "select * from (values (1, 'tab\t, line\n, return\r, \\N, \\, quote '' \" end'),"
                    + " (2, ''), (3, '\\N'), (4, null), (5, '😀 ünïcode 中文 ' || chr(1)), (6, 'NULL')) as t(id, name)";
            database.sink(database.run().sink("texts", SinkMode.APPEND), texts);
            assertThat(database.tap(database.run().tap("select id, name from texts order by id", null, Map.of())))
                    .containsExactly(
                            "1|tab\t, line\n, return\r, \\N, \\, quote ' \" end",
                            "2|",
                            "3|\\N",
                            "4|null",
                            "5|😀 ünïcode 中文 \u0001",
                            "6|NULL");
        }
    }

    /** Rows whose source fails after the first batch. */
    record Dying(BatchReader rows) implements BatchReader {

        @Override
        public Schema schema() {
            return rows.schema();
        }

        @Override
        public @Nullable VectorSchemaRoot next() throws Exception {
            VectorSchemaRoot batch = rows.next();
            if (batch != null && batch.getRowCount() == 65_536) {
                return batch;
            }
            if (batch != null) {
                batch.close();
            }
            throw new IllegalStateException("the source died");
        }

        @Override
        public void close() {
            rows.close();
        }
    }

    /** Rows during which the run is cancelled. */
    record Cancelling(BatchReader rows, Runnable cancel) implements BatchReader {

        @Override
        public Schema schema() {
            return rows.schema();
        }

        @Override
        public @Nullable VectorSchemaRoot next() throws Exception {
            VectorSchemaRoot batch = rows.next();
            cancel.run();
            return batch;
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
