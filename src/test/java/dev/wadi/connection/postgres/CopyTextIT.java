package dev.wadi.connection.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.batch.DuckDb;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.SinkStage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts and structures into columns that batches have no column for. */
class CopyTextIT extends CopyFixture {

    private long sink(String sql, SinkStage stage) throws Exception {
        try (BatchReader rows = DuckDb.query(run.duckdb(), sql, run.allocator())) {
            return connection.sink(stage, rows);
        }
    }

    private void fails(String sql, String message) {
        assertThatThrownBy(() -> sink(sql, into("t", SinkMode.APPEND)))
                .hasMessage("connection 'warehouse': table 't'" + message);
        assertThat(query("select count(*) from t")).containsExactly("0");
    }

    static List<Arguments> texts() {
        return List.of(
                Arguments.of("inet", "10.0.0.1/8"),
                Arguments.of("cidr", "10.0.0.0/8"),
                Arguments.of("macaddr", "08:00:2b:01:02:03"),
                Arguments.of("money", "$1.50"),
                Arguments.of("tsvector", "'a' 'b'"),
                Arguments.of("mood", "very happy"),
                Arguments.of("price", "1.50"),
                Arguments.of("address", "10.0.0.1/32"),
                Arguments.of("interval", "1 day 02:00:00"),
                Arguments.of("int4range", "[1,5)"),
                Arguments.of("tstzrange", "[\"2026-01-01 00:00:00+00\",infinity)"),
                Arguments.of("point", "(1,2)"),
                Arguments.of("bit(3)", "101"),
                Arguments.of("bit varying", "1"),
                Arguments.of("time with time zone", "12:00:00+00"),
                Arguments.of("pair", "(1,\"a,b\")"),
                Arguments.of("integer[]", "{{1,2},{3,4}}"),
                Arguments.of("mood[]", "{sad}"),
                Arguments.of("uuid", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
                Arguments.of("json", "{\"a\" : 1}"),
                Arguments.of("jsonb", "{\"a\": 1}"),
                Arguments.of("date", "0044-03-15 BC"),
                Arguments.of("timestamp", "2026-01-01 10:00:00.5"),
                Arguments.of("timestamptz", "2026-01-01 10:00:00+00"),
                Arguments.of("time", "23:59:59"),
                Arguments.of("smallint", "-32768"),
                Arguments.of("integer", "7"),
                Arguments.of("bigint", "9223372036854775807"),
                Arguments.of("numeric(6,2)", "1.50"),
                Arguments.of("numeric", "123456789012345678901234567890123456789012345678901234567890.5"),
                Arguments.of("double precision", "0.1"),
                Arguments.of("boolean", "true"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextBecomesWhatTheServerMakesOfIt(String type, String text) throws Exception {
        execute("create type mood as enum ('sad', 'very happy')");
        execute("create domain price as numeric(8,2) check (value >= 0)");
        execute("create domain address as inet");
        execute("create type pair as (a int, b text)");
        execute("set timezone = 'UTC'");
        execute("create table t (id int, v " + type + ")");
        String rows = "select * from (values (1, '" + text.replace("'", "''") + "'), (2, null)) as r(id, v)";
        for (SinkMode mode : List.of(SinkMode.APPEND, SinkMode.REPLACE, SinkMode.UPSERT)) {
            assertThat(sink(rows, into("t", mode, "id"))).isEqualTo(2);
            assertThat(query("select coalesce(v::text, 'NULL') from t order by id"))
                    .as(mode.name())
                    .containsExactly(text, "NULL");
        }
    }

    @Test
    void aListOfTextsBecomesAnArrayOfWhatTheServerMakesOfThem() throws Exception {
        execute("create table t (hosts inet[], days date[])");
        sink("select ['10.0.0.1', null] as hosts, ['2026-01-31'] as days", into("t", SinkMode.APPEND));
        assertThat(query("select t::text from t")).containsExactly("(\"{10.0.0.1,NULL}\",{2026-01-31})");
    }

    @Test
    void aKeyMayBeText() throws Exception {
        execute("create table t (host inet primary key, seen date, hits int)");
        execute("insert into t values ('10.0.0.1', '2026-01-01', 1), ('10.0.0.2', '2026-01-01', 2)");
        sink(
                "select * from (values ('10.0.0.2/32', '2026-01-02', 3), ('10.0.0.3', '2026-01-02', 4),"
                        + " ('10.0.0.2', '2026-01-03', 5)) as r(host, seen, hits)",
                into("t", SinkMode.UPSERT, "host"));
        assertThat(query("select host || ' ' || seen || ' ' || hits from t order by host"))
                .containsExactly("10.0.0.1/32 2026-01-01 1", "10.0.0.2/32 2026-01-03 5", "10.0.0.3/32 2026-01-02 4");
    }

    @Test
    void aTextThatIsNoneNamesColumnAndRowAndIsNotShown() {
        execute("create domain price as numeric(8,2) check (value >= 0)");
        execute("create type mood as enum ('sad', 'very happy')");
        execute("create table t (id int, ip inet, day date, n int, p price, m mood, r int4range)");
        fails(
                "select range::int as id, case when range in (69999, 80000) then 'se\"cret' || chr(10) || 'x'"
                        + " else '10.0.0.1' end as ip, '2026-01-01' as day from range(90000)",
                ", column 'ip', row 70000: invalid input syntax for type inet");
        fails(
                "select '10.0.0.1' as ip, '2026-13-01' as day",
                ", column 'day', row 1: date/time field value out of range."
                        + " Perhaps you need a different \"datestyle\" setting");
        fails(
                "select * from (values ('1'), ('99999999999')) as r(n)",
                ", column 'n', row 2: value … is out of range for type integer");
        fails("select '1.5' as n", ", column 'n', row 1: invalid input syntax for type integer");
        fails("select 'angry' as m", ", column 'm', row 1: invalid input value for enum mood");
        fails("select '[1' as r", ", column 'r', row 1: malformed range literal");
        fails(
                "select '10.0.0.1' as ip, '-1'::decimal(3,1) as p",
                ", column 'p', row 1: value for domain price violates check constraint \"price_check\"");
    }

    @Test
    void whatTheTableItselfRefusesIsSaidToo() {
        execute("create table t (ip inet primary key, bits bit(3), body bytea)");
        fails(
                "select '10.0.0.1' as ip from range(2)",
                ": duplicate key value violates unique constraint \"t_pkey\". Key (ip)=(10.0.0.1) already exists");
        fails("select '10.0.0.1' as ip, '1010' as bits", ": bit string length 4 does not match type bit(3)");
        fails(
                "select '10.0.0.1' as ip, 'x' as body",
                ": column 'body' is bytea in the table, and the rows have Utf8. Cast it in a query or transform");
        fails(
                "select 1 as ip",
                ": column 'ip' is inet in the table, and the rows have Int(32, true). Cast it in a query or transform");
    }

    @Test
    void otherColumnsAreNotRoundedOnTheWay() {
        execute("create table t (ip inet, amount numeric(6,1))");
        fails(
                "select '10.0.0.1' as ip, 1.25::decimal(6,2) as amount",
                ": column 'amount', row 1: a number has more digits after the point than numeric(6,1) keeps."
                        + " Round it before");
    }

    @Test
    void structuresBecomeDocuments() throws Exception {
        String rows = "select * from (values (1, {'a': 1, 'b': [1.50, null], 'd': date '2026-01-01'}, map {'k': true},"
                + " [{'x': 'é\"'}], [[1, 2], [3]]), (2, null, null, null, null)) as r(id, s, m, l, n)";
        sink(rows, into("made", SinkMode.APPEND));
        String first = "1 {\"a\": 1, \"b\": [1.50, null], \"d\": \"2026-01-01\"} {\"k\": true} [{\"x\": \"é\\\"\"}]"
                + " [[1, 2], [3]]";
        assertThat(query("select concat_ws(' ', id, s, m, l, n) from made order by id"))
                .containsExactly(first, "2");
        assertThat(query("select distinct data_type from information_schema.columns where table_name = 'made'"
                        + " and table_schema = '" + schema + "' and column_name <> 'id'"))
                .containsExactly("jsonb");
        execute("create table t (id int, s json, m json, l json, n jsonb)");
        sink(rows, into("t", SinkMode.REPLACE));
        assertThat(query("select concat_ws(' ', id, s, m, l, n) from t where id = 1"))
                .containsExactly("1 {\"a\":1,\"b\":[1.50,null],\"d\":\"2026-01-01\"} {\"k\":true} [{\"x\":\"é\\\"\"}]"
                        + " [[1, 2], [3]]");
    }

    @Test
    void aStructureThatHasNoPlaceIsOneClearError() {
        execute("create table t (v text, n jsonb, l int[])");
        fails(
                "select {'a': 1} as v",
                ": column 'v' is text in the table, and the rows have Struct. Cast it in a query or transform");
        fails(
                "select [[1]] as l",
                ": column 'l' is integer[] in the table, and the rows have List. Cast it in a query or transform");
        fails(
                "select {'a': 'nan'::double} as n",
                ": column 'n', row 1: the column 'n' holds NaN or infinity, which JSON does not have");
    }
}
