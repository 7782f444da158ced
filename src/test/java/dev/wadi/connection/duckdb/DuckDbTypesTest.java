package dev.wadi.connection.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.jdbc.SqlDatabase;
import dev.wadi.connection.jdbc.TestingContext;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.Tappable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of every type, out of DuckDB and into it. */
class DuckDbTypesTest {

    private static SqlDatabase database() {
        return new SqlDatabase(new DuckDbType().open(TestingDuckDbSettings.of(null), new TestingContext("contract")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1::hugeint|Decimal(38, 0, 128)|1|DECIMAL(38,0)",
                "'b'::enum('a', 'b')|Utf8|b|VARCHAR",
                "'8f3b1c9e-0000-4000-8000-000000000001'::uuid|FixedSizeBinary(16) arrow.uuid|8f3b1c9e-0000-4000-8000-000000000001|UUID",
                "'{}'::json|Utf8 arrow.json|{}|JSON",
                "timestamptz '2026-03-01 10:00:00+01'|Timestamp(MICROSECOND, UTC)|2026-03-01T09:00:00Z|TIMESTAMP WITH TIME ZONE",
                "timestamp_s '2026-03-01 10:00:00'|Timestamp(MICROSECOND, null)|2026-03-01T10:00|TIMESTAMP",
                "[1, null]|List|[1, null]|INTEGER[]",
                "['a'::enum('a')]|List|[a]|VARCHAR[]",
                "[1, 2]::integer[2]|List|[1, 2]|INTEGER[]",
                "{'a': 1, 'b c': ['x'::enum('x')]}|Struct|{a=1, b c=[x]}|STRUCT(a INTEGER, \"b c\" VARCHAR[])",
                "'infinity'::timestamp|Timestamp(MICROSECOND, null)|infinity|TIMESTAMP",
                "date '-infinity'|Date(DAY)|-infinity|DATE",
                "'nan'::double|FloatingPoint(DOUBLE)|NaN|DOUBLE",
                "interval 1 month|Interval(MONTH_DAY_NANO)|P1M PT0S|INTERVAL",
                "18446744073709551615::ubigint|Int(64, false)|18446744073709551615|UBIGINT",
            })
    void aTypeIsReadAndWrittenAgain(String value, String type, String shown, String again) throws Exception {
        try (SqlDatabase database = database()) {
            String query = "select " + value + " as v union all select null";
            assertThat(database.columns(query)).containsExactly("v " + type);
            assertThat(database.tap(database.run().tap("select " + value + " as v", null, Map.of())))
                    .containsExactly(shown);
            try (BatchReader rows =
                    ((Tappable) database.connection()).tap(database.run().tap(query, null, Map.of()))) {
                database.sink(database.run().sink("t", SinkMode.APPEND), rows);
            }
            assertThat(database.query("select distinct typeof(v) from t")).containsExactly(again);
            assertThat(database.tap(database.run().tap("select v from t where v is not null", null, Map.of())))
                    .containsExactly(shown);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "timetz '10:00:00+01'|TIME WITH TIME ZONE",
                "'101'::bit|BIT",
                "union_value(n := 1)|UNION(n INTEGER)",
                "timestamp_ns '2026-01-01'|TIMESTAMP_NS",
                "[uuid()]|UUID[]",
            })
    void whatHasNoPlaceIsRefused(String value, String type) throws Exception {
        try (SqlDatabase database = database()) {
            assertThatThrownBy(() -> database.columns("select " + value + " as v"))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("connection 'contract': column 'v': there is no place for " + type
                            + " in a batch. Cast it in the query, such as v::VARCHAR");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "small TINYINT|128|TINYINT",
                "small INTEGER|1.5::double|INTEGER",
                "small INTEGER|'a'|INTEGER",
                "small DECIMAL(4,1)|1.25|DECIMAL(4,1)",
                "small DATE|timestamp '2026-01-01 10:00'|DATE",
                "small FLOAT|0.1::double|FLOAT",
                "small HUGEINT|'x'|HUGEINT",
            })
    void whatDoesNotFitExactlyNamesItsColumn(String column, String value, String type) throws Exception {
        try (SqlDatabase database = database()) {
            database.execute("create table t (" + column + ")");
            assertThatThrownBy(() -> database.sink(
                            database.run().sink("t", SinkMode.APPEND), "select " + value + " as small from range(3)"))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("connection 'contract': table 't': column 'small': a value does not fit into " + type);
            assertThat(database.query("select * from t")).isEmpty();
        }
    }

    @Test
    void whatFitsIsCast() throws Exception {
        try (SqlDatabase database = database()) {
            database.execute("create table t (a tinyint, b decimal(4,1), c integer, d enum('x', 'y'), e double)");
            database.sink(
                    database.run().sink("t", SinkMode.APPEND),
                    "select 1::bigint as a, 2.50::decimal(9,2) as b, sum(3) as c, 'y' as d, 1 as e");
            assertThat(database.query("select * from t")).containsExactly("1|2.5|3|y|1.0");
        }
    }
}
