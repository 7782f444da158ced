package dev.wadi.connection.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.jdbc.SqlDatabase;
import dev.wadi.connection.jdbc.TestingContext;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.TapStage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of every kind, out of SQLite and into it. */
class SqliteTypesTest {

    @TempDir
    Path folder = Path.of("");

    private SqlDatabase database() {
        return new SqlDatabase(new SqliteType()
                .open(TestingSqliteSettings.of(folder.resolve("a.db").toString()), new TestingContext("contract")));
    }

    private static String rows(SqlDatabase database, String query) throws Exception {
        return String.join(" ", database.tap(database.run().tap(query, null, Map.of())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "decimal(10,2)|12.5|Decimal(10, 2, 128)|12.50",
                "decimal_text(38,20)|'123456789012345678.00000000000000000001'|Decimal(38, 20, 128)|123456789012345678.00000000000000000001",
                "boolean|1|Bool|true",
                "date|'2026-03-01'|Date(DAY)|2026-03-01",
                "datetime|'2026-03-01T10:00'|Timestamp(MICROSECOND, null)|2026-03-01T10:00",
                "timestamptz|'2026-03-01 10:00:00+01:00'|Timestamp(MICROSECOND, UTC)|2026-03-01T09:00:00Z",
                "time|'10:00:00.5'|Time(MICROSECOND, 64)|10:00:00.500",
                "uuid|'8f3b1c9e-0000-4000-8000-000000000001'|FixedSizeBinary(16) arrow.uuid|8f3b1c9e-0000-4000-8000-000000000001",
                "json|'[1]'|Utf8 arrow.json|[1]",
                "bigint|-9223372036854775808|Int(64, true)|-9223372036854775808",
                "real|2|FloatingPoint(DOUBLE)|2.0",
                "varchar(9)|'ä'|Utf8|ä",
                "numeric|7|Int(64, true)|7",
                "numeric|7.5|FloatingPoint(DOUBLE)|7.5",
                "blob|null|Binary|null",
            })
    void theDeclaredTypeSaysWhatAColumnIs(String declared, String value, String type, String shown) throws Exception {
        try (SqlDatabase database = database()) {
            database.execute("create table t (v " + declared + ")", "insert into t values (" + value + ")");
            assertThat(database.columns("select v from t")).containsExactly("v " + type);
            assertThat(rows(database, "select v from t")).isEqualTo(shown);
        }
    }

    @Test
    void valuesSayWhatAnExpressionIsAndNumbersAreWidened() throws Exception {
        try (SqlDatabase database = database()) {
            assertThat(rows(database, "select 1 as a, 'x' as b, null as c, x'00' is null as d"))
                    .isEqualTo("1|x|null|0");
            assertThat(rows(database, "select 1 as a union all select 2.5")).isEqualTo("1.0 2.5");
        }
    }

    @Test
    void mixedValuesAreRefusedWithColumnAndRow() throws Exception {
        try (SqlDatabase database = database()) {
            assertThatThrownBy(() -> rows(database, "select 1 as a union all select 'x'"))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("connection 'contract': column 'a' holds text in row 2 and a whole number before."
                            + " Cast it in the query, such as cast(a as text)");
            database.execute("create table t (n integer, day date)", "insert into t values (1, null), ('x', null)");
            assertThatThrownBy(() -> rows(database, "select n from t"))
                    .hasMessage(
                            "connection 'contract': the query failed, column 'n', row 2: holds text where a whole number"
                                    + " was expected. Cast it in the query");
            database.execute("insert into t values (1, 1700000000)");
            assertThatThrownBy(() -> rows(database, "select day from t"))
                    .hasMessage(
                            "connection 'contract': the query failed, column 'day', row 3: holds a number that may count"
                                    + " from anything. Write date(…, 'unixepoch') or what else it is in the query");
            database.execute("insert into t values (1, '2026-02-30')");
            assertThatThrownBy(() -> rows(database, "select day from t where day like '2026%'"))
                    .hasMessage(
                            "connection 'contract': the query failed, column 'day', row 1: is a day that the calendar does"
                                    + " not have");
        }
    }

    @Test
    void everyTypeIsWrittenToATableThatIsMadeAndReadAgain() throws Exception {
        try (SqlDatabase database = database()) {
            database.sink(
                    database.run().sink("made", SinkMode.APPEND),
                    "select * from (values (1::tinyint, 9223372036854775807::ubigint, 1.25::decimal(10,2),"
                            + " 12345678901234567890.5::decimal(38,10), 1.5::float, true, 'x', '\\x00'::blob, date '0001-01-01',"
                            + " time '23:59:59.5', timestamp '1000-01-01 00:00:00.123456', timestamptz '2026-03-01 10:00:00+01',"
                            + " 'infinity'::timestamp), (null, null, null, null, null, null, null, null, null, null, null, null,"
                            + " null)) as t(a, b, c, d, e, f, g, h, i, j, k, l, m)");
            assertThat(rows(database, "select a, b, c, d, e, f, g, i, j, k, l, m from made"))
                    .isEqualTo(
                            "1|9223372036854775807|1.25|12345678901234567890.5000000000|1.5|true|x|0001-01-01|23:59:59.500|"
                                    + "1000-01-01T00:00:00.123456|2026-03-01T09:00:00Z|infinity"
                                    + " null|null|null|null|null|null|null|null|null|null|null|null");
            assertThat(database.query("select hex(h) from made")).containsExactly("00", "");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "integer|18446744073709551615::ubigint|, row 1: the number is greater than SQLite's greatest, 9223372036854775807",
                "decimal(30,20)|0.1234567890123456789::decimal(20,19)|, row 1: the number has more than 15 digits, which SQLite would round. Declare the column decimal_text(38,10) or the like",
                "integer|1.5::decimal(9,1)|, row 1: the number is not whole",
                "real|'nan'::double|, row 1: the value is NaN, which SQLite does not have",
            })
    void whatDoesNotFitNamesColumnAndRow(String declared, String value, String problem) throws Exception {
        try (SqlDatabase database = database()) {
            database.execute("create table t (v " + declared + ")");
            assertThatThrownBy(
                            () -> database.sink(database.run().sink("t", SinkMode.APPEND), "select " + value + " as v"))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessage("connection 'contract': table 't', column 'v'" + problem);
        }
    }

    @Test
    void aColumnOfAnotherKindIsRefused() throws Exception {
        try (SqlDatabase database = database()) {
            database.execute("create table t (v integer)");
            assertThatThrownBy(() -> database.sink(database.run().sink("t", SinkMode.APPEND), "select 'x' as v"))
                    .hasMessage(
                            "connection 'contract': table 't': column 'v' is INTEGER, and the rows have text for it."
                                    + " Cast one to the other in a transform");
            assertThatThrownBy(() -> database.sink(database.run().sink("u", SinkMode.APPEND), "select [1] as v"))
                    .hasMessage(
                            "connection 'contract': table 'u': column 'v': SQLite has no type for List. Cast it in a"
                                    + " transform, such as to JSON");
        }
    }

    @Test
    void bookmarksAreComparedInTheFormThatTheColumnHas() throws Exception {
        try (SqlDatabase database = database()) {
            database.execute(
                    "create table t (at timestamp)",
                    "insert into t values ('2026-01-01T10:00:00'), ('2026-01-01T10:00:01'), ('2026-01-02T00:00:00')");
            TapStage.Range range = new TapStage.Range(
                    "at",
                    Optional.of(LocalDateTime.parse("2026-01-01T10:00:00")),
                    Optional.of(LocalDateTime.parse("2026-01-01T23:00:00")));
            assertThat(database.tap(database.run().tap(null, "t", range))).containsExactly("2026-01-01T10:00:01");
        }
    }

    @Test
    void whoWaitsTooLongForAnotherWriterIsTold() throws Exception {
        String file = folder.resolve("a.db").toString();
        SqliteSettings impatient =
                new SqliteSettings(file, null, null, null, null, null, null, null, Duration.ofMillis(100), false, null);
        try (SqlDatabase database = new SqlDatabase(new SqliteType().open(impatient, new TestingContext("contract")))) {
            database.sink(database.run().sink("t", SinkMode.APPEND), "select 1 as v");
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file)) {
                other.createStatement().execute("begin immediate");
                assertThatThrownBy(() -> database.sink(database.run().sink("t", SinkMode.APPEND), "select 1 as v"))
                        .isInstanceOf(ConnectionException.class)
                        .hasMessage(
                                "connection 'contract': table 't': another connection has the database locked, for longer"
                                        + " than busy_timeout");
            }
        }
    }
}
