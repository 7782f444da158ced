package dev.wadi.connection.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.batch.DuckDb;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.SinkStage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class CopySinkIT extends CopyFixture {

    private static final String NEW = "select * from (values (1, 'one'), (3, 'three')) as v (id, name) order by id";

    private List<String> rows(String table) {
        return query("select id || ' ' || coalesce(name, 'NULL') from " + table + " order by 1");
    }

    private void table(String definition) {
        execute("create table t " + definition);
        execute("insert into t (id, name) values (1, 'old'), (2, 'two')");
    }

    private void fails(ThrowingCallable work, String message) {
        assertThatThrownBy(work).hasMessage("connection 'warehouse': " + message);
    }

    @Test
    void appendAddsRows() throws Exception {
        table("(id int, name text)");
        assertThat(decoded(NEW, into("t", SinkMode.APPEND))).isEqualTo(2);
        assertThat(relayed(NEW, into("t", SinkMode.APPEND))).isEqualTo(2);
        assertThat(rows("t")).containsExactly("1 old", "1 one", "1 one", "2 two", "3 three", "3 three");
    }

    @Test
    void replaceKeepsViewsAndIndexes() throws Exception {
        table("(id int primary key, name text)");
        execute("create view seen as select * from t");
        assertThat(decoded(NEW, into("t", SinkMode.REPLACE))).isEqualTo(2);
        assertThat(rows("seen")).containsExactly("1 one", "3 three");
        assertThat(relayed("select 7 as id, 'x'::text as name", into("t", SinkMode.REPLACE)))
                .isEqualTo(1);
        assertThat(rows("seen")).containsExactly("7 x");
        assertThat(query("select indexname from pg_indexes where schemaname = '" + schema + "' and tablename = 't'"))
                .containsExactly("t_pkey");
    }

    @Test
    void aTableCanBeReplacedByItsOwnRows() throws Exception {
        table("(id int primary key, name text)");
        assertThat(decoded("select id + 10 as id, name from t", into("t", SinkMode.REPLACE)))
                .isEqualTo(2);
        assertThat(relayed("select id + 10 as id, name from t", into("t", SinkMode.REPLACE)))
                .isEqualTo(2);
        assertThat(rows("t")).containsExactly("21 old", "22 two");
    }

    @Test
    void upsertChangesRowsWithTheKeyAndAddsTheOthers() throws Exception {
        table("(id int primary key, name text, kept int default 5)");
        assertThat(decoded(NEW, into("t", SinkMode.UPSERT, "id"))).isEqualTo(2);
        assertThat(rows("t")).containsExactly("1 one", "2 two", "3 three");
        assertThat(relayed("select 2 as id, 'zwei'::text as name", into("t", SinkMode.UPSERT, "id")))
                .isEqualTo(1);
        assertThat(rows("t")).containsExactly("1 one", "2 zwei", "3 three");
        assertThat(query("select distinct kept from t")).containsExactly("5");
    }

    @Test
    void anIndexOfOtherColumnsOrOfAPartIsNotTheKey() throws Exception {
        table("(id int, name text)");
        execute("create unique index on t (name)");
        execute("create unique index on t (id) where id > 0");
        execute("create unique index on t (id, name)");
        decoded(NEW, into("t", SinkMode.UPSERT, "id"));
        assertThat(rows("t")).containsExactly("1 one", "2 two", "3 three");
        decoded("select 2 as id, 'two' as name", into("t", SinkMode.UPSERT, "name", "id"));
        assertThat(rows("t")).containsExactly("1 one", "2 two", "3 three");
    }

    @Test
    void ofSeveralRowsWithOneKeyTheLastCounts() throws Exception {
        String many = "select (n % 1000)::int as id, n::text as name from generate_series(1, 20000) as n";
        execute("create table t (id int primary key, name text)");
        execute("create table u (id int, name text)");
        assertThat(decoded(many, into("t", SinkMode.UPSERT, "id"))).isEqualTo(20_000);
        assertThat(relayed(many, into("u", SinkMode.UPSERT, "id"))).isEqualTo(20_000);
        assertThat(query("select min(name::int) || ' ' || max(name::int) || ' ' || count(*) from t"))
                .containsExactly("19001 20000 1000");
        assertThat(query("select min(name::int) || ' ' || max(name::int) || ' ' || count(*) from u"))
                .containsExactly("19001 20000 1000");
    }

    @Test
    void aTableOfAnUpsertIsMadeWithItsKey() throws Exception {
        decoded(NEW, into("fresh", SinkMode.UPSERT, "id"));
        decoded(NEW, into("fresh", SinkMode.UPSERT, "id"));
        assertThat(rows("fresh")).containsExactly("1 one", "3 three");
        assertThat(query(
                        "select indexname from pg_indexes where tablename = 'fresh' and schemaname = '" + schema + "'"))
                .containsExactly("fresh_pkey");
    }

    @Test
    void aMissingTableIsNamed() throws Exception {
        execute("create table customers (id int)");
        fails(
                () -> decoded(NEW, into("nowhere.t", SinkMode.APPEND)),
                "table 'nowhere.t': schema \"nowhere\" does not exist");
        fails(() -> tapTable("custommers"), "there is no table 'custommers'. Did you mean 'customers'?");
        fails(
                () -> decoded(NEW, into("a..b", SinkMode.APPEND)),
                "'a..b' is not the name of a table."
                        + " Write table or schema.table, with \"quotes\" around a name that has a dot");
    }

    @Test
    void columnsThatDoNotFitAreNamed() throws Exception {
        execute("create table t (id int, name text not null, twice int generated always as (id * 2) stored)");
        fails(
                () -> decoded("select 1 as id, 'x' as name, 2 as twice", into("t", SinkMode.APPEND)),
                "table 't': column 'twice' is computed by the table. Leave it out of the rows");
        fails(
                () -> decoded("select now() as id, 'x' as name", into("t", SinkMode.APPEND)),
                "table 't': column 'id' is integer in the table, and the rows have Timestamp(MICROSECOND, UTC)."
                        + " Cast it in a query or transform");
        fails(
                () -> decoded("select 'x' as name, 1 as id", into("t", SinkMode.UPSERT, "key")),
                "table 't': it has no column 'key'. It has: id, name, twice");
    }

    @Test
    void valuesThatDoNotFitNameColumnAndRowAndNothingIsLeft() throws Exception {
        execute("create table t (id int, amount numeric(6,1), at timestamp(0), word varchar(3))");
        fails(
                () -> decoded(
                        "select n + 2147483000 as id from generate_series(1::bigint, 70000) n",
                        into("t", SinkMode.APPEND)),
                "table 't': column 'id', row 648: a number is out of the range of integer");
        fails(
                () -> relayed("select 1.25::numeric(6,2) as amount", into("t", SinkMode.APPEND)),
                "table 't': column 'amount', row 1: a number has more digits after the point than numeric(6,1) keeps."
                        + " Round it before");
        fails(
                () -> decoded("select 1234567::numeric as amount", into("t", SinkMode.APPEND)),
                "table 't', column 'amount', row 1: numeric field overflow");
        fails(
                () -> relayed("select timestamp '2026-01-01 00:00:00.5' as at", into("t", SinkMode.APPEND)),
                "table 't': column 'at', row 1: a time is finer than timestamp without time zone keeps."
                        + " Truncate it before, such as by date_trunc");
        fails(
                () -> relayed("select repeat('x', n) as word from generate_series(1, 4) n", into("t", SinkMode.APPEND)),
                "table 't', column 'word', row 4: value too long for type character varying(3)");
        assertThat(query("select count(*) from t")).containsExactly("0");
    }

    @Test
    void aViolatedKeyInTheMiddleLeavesNothing() throws Exception {
        table("(id int primary key, name text check (name <> 'secret'))");
        String middle =
                "select n + 2 as id, 'x' as name from generate_series(1, 300000) n union all select 150000, 'y'";
        for (SinkMode mode : List.of(SinkMode.APPEND, SinkMode.REPLACE)) {
            fails(
                    () -> decoded(middle, into("t", mode)),
                    "table 't', row 300001: duplicate key value violates unique constraint \"t_pkey\"."
                            + " Key (id)=(150000) already exists");
        }
        fails(
                () -> relayed("select 9 as id, 'secret'::text as name", into("t", SinkMode.UPSERT, "id")),
                "table 't': new row for relation \"t\" violates check constraint \"t_name_check\"");
        fails(
                () -> decoded("select null::int as id, 'x' as name", into("t", SinkMode.APPEND)),
                "table 't', column 'id', row 1: null value in column \"id\" of relation \"t\" violates not-null constraint");
        fails(
                () -> decoded("select null::int as id, 'x' as name", into("t", SinkMode.UPSERT, "id")),
                "table 't': column 'id' is in the key, and a row has no value there");
        assertThat(rows("t")).containsExactly("1 old", "2 two");
        assertThat(query("select count(*) from wadi_runs")).containsExactly("0");
    }

    @Test
    void aTableThatWasMadeGoesWithItsRows() {
        assertThatThrownBy(() ->
                        decoded("select 1 / (3 - n) as id from generate_series(1, 3) n", into("made", SinkMode.APPEND)))
                .hasMessage("connection 'warehouse': the query failed: division by zero");
        assertThatThrownBy(() ->
                        relayed("select 1 / (3 - n) as id from generate_series(1, 3) n", into("made", SinkMode.APPEND)))
                .hasMessage("connection 'warehouse': the query failed: division by zero");
        assertThat(query("select to_regclass('made')")).containsExactly((String) null);
    }

    @Test
    void theMarkIsCommittedWithTheRows() throws Exception {
        execute("create table t (id int)");
        RunMark mark = new RunMark("totals", "to_t", "run-7", 2, Map.of("orders", 99L));
        SinkStage sink = into("t", SinkMode.APPEND).withMark(mark);
        assertThat(connection.writesOnce()).isTrue();
        assertThat(connection.lastMark(sink)).isEmpty();
        assertThat(query("select to_regclass('wadi_runs')")).containsExactly((String) null);
        decoded("select 1 as id", sink);
        assertThat(connection.lastMark(sink)).contains(mark);
        RunMark later = new RunMark("totals", "to_t", "run-8", 0, Map.of());
        assertThatThrownBy(() -> decoded(
                        "select 1 / n as id from generate_series(0, 1) n",
                        into("t", SinkMode.APPEND).withMark(later)))
                .isInstanceOf(RuntimeException.class);
        assertThat(connection.lastMark(sink)).contains(mark);
        relayed("select 1 as id", into("T", SinkMode.APPEND).withMark(later));
        assertThat(connection.lastMark(sink)).contains(later);
        assertThat(query("select rows from wadi_runs")).containsExactly("1");
    }

    @Test
    void duckDbsSumsFitInWholeNumbers() throws Exception {
        execute("create table t (total bigint, share double precision, at timestamp, day date, word text)");
        String sql = "select sum(range) as total, 0.5::decimal(3,1) as share, timestamp '1899-12-31 12:00:00' as at,"
                + " date '1899-12-31' as day, 'é' as word from range(10)";
        try (BatchReader rows = DuckDb.query(run.duckdb(), sql, run.allocator())) {
            assertThat(connection.sink(into("t", SinkMode.APPEND), rows)).isEqualTo(1);
        }
        assertThat(query("select t::text from t")).containsExactly("(45,0.5,\"1899-12-31 12:00:00\",1899-12-31,é)");
        String huge = "select 9223372036854775808::hugeint as total";
        try (BatchReader rows = DuckDb.query(run.duckdb(), huge, run.allocator())) {
            fails(
                    () -> connection.sink(into("t", SinkMode.APPEND), rows),
                    "table 't': column 'total', row 1: a number is out of the range of bigint");
        }
    }

    @Test
    void textBecomesWhatTheTableHas() throws Exception {
        execute("create type mood as enum ('sad', 'happy')");
        execute("create table t (m mood, u uuid, j jsonb, n numeric, l mood[])");
        decoded(
                "select 'sad' as m, 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6' as u, '{\"a\":1}' as j, '1.50' as n,"
                        + " array['sad','happy'] as l",
                into("t", SinkMode.APPEND));
        assertThat(query("select t::text from t"))
                .containsExactly("(sad,f81d4fae-7dec-11d0-a765-00a0c91e6bf6,\"{\"\"a\"\": 1}\",1.50,\"{sad,happy}\")");
        fails(
                () -> decoded("select 'f8' as u", into("t", SinkMode.APPEND)),
                "table 't': column 'u', row 1: a text is no UUID");
        fails(
                () -> decoded("select 'x' as n", into("t", SinkMode.APPEND)),
                "table 't': column 'n', row 1: a text is no number for numeric");
    }

    @Test
    void aCancelledRunLeavesNothing() throws Exception {
        execute("create table t (id int, name text)");
        for (boolean bytes : new boolean[] {true, false}) {
            String slow = "select n::int as id, 'x'::text as name, pg_sleep(0.01) is null as z"
                    + " from generate_series(1, 100000) n";
            String query = "select id, name from (" + slow + ") as q";
            SinkStage sink = into("t", SinkMode.APPEND);
            CompletableFuture<Long> work = CompletableFuture.supplyAsync(() -> {
                try {
                    return bytes ? relayed(query, sink) : decoded(query, sink);
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> !query(
                            "select 1 from pg_stat_activity where application_name = '" + schema
                                    + "' and query like 'COPY (%' and state = 'active'")
                    .isEmpty());
            run.cancel();
            assertThatThrownBy(() -> work.get(10, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(Exception.class)
                    .satisfies(e -> assertThat(e.getCause()).isInstanceOf(CancellationException.class));
        }
        assertThat(query("select count(*) from t")).containsExactly("0");
    }
}
