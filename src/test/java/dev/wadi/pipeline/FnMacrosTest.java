package dev.wadi.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FnMacrosTest {

    private static Connection duckdb;

    @BeforeAll
    static void install() throws SQLException {
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
        FnMacros.install(duckdb);
        FnMacros.install(duckdb);
    }

    @AfterAll
    static void close() throws SQLException {
        duckdb.close();
    }

    private static String value(String sql) throws SQLException {
        try (Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            textBlock =
                    """
            add(1, 2)                              | 3
            plus(1, 2)                             | 3
            minus(1, 2)                            | -1
            mult(2, 3)                             | 6
            div(3, 2)                              | 1.5
            div(3, 0)                              | 0.0
            div(NULL, 2)                           | 0.0
            int('12')                              | 12
            int(12.4)                              | 12
            int('x')                               | 0
            int(NULL)                              | 0
            float('1.5')                           | 1.5
            float(NULL)                            | 0.0
            str(1)                                 | 1
            str(NULL)                              | ''
            bool('no')                             | false
            bool('yes')                            | true
            bool(0)                                | false
            bool(NULL)                             | false
            dt('2024-01-03T09:00:00')              | 2024-01-03 09:00:00
            dt('2024-01-03T09:00:00+02:00')        | 2024-01-03 09:00:00
            dt('2024-01-03T09:00:00Z')             | 2024-01-03 09:00:00
            dt('2024-01-03')                       | 2024-01-03 00:00:00
            dt(DATE '2024-01-03')                  | 2024-01-03 00:00:00
            dt(TIMESTAMP '2024-01-03 09:00:00')    | 2024-01-03 09:00:00
            dt(1700000000)                         | 2023-11-14 22:13:20
            dt(1700000000000)                      | 2023-11-14 22:13:20
            dt(1700000000000000000)                | 2023-11-14 22:13:20
            dt('soon')                             | 1970-01-01 00:00:00
            dt(NULL)                               | 1970-01-01 00:00:00
            dt('03.01.2024', '%d.%m.%Y')           | 2024-01-03 00:00:00
            dt('03.01.2024 07:08', 'DD.MM.YYYY HH:mm') | 2024-01-03 07:08:00
            dt_isoformat('2024-01-03 09:00')       | 2024-01-03T09:00:00
            dt_yyyy_mm_dd('2024-01-03')            | 2024-01-03
            dt_YYYY('2024-01-03')                  | 2024
            dt_MM('2024-01-03')                    | 01
            dt_DD('2024-01-03')                    | 03
            dt_HH('2024-01-03 09:00:00')           | 09
            dt_iso_year('2024-12-30')              | 2025
            dt_iso_week('2024-12-30')              | 1
            dt_iso_day('2024-12-30')               | 1
            dt_iso_week_day('2024-12-29')          | 7
            dt_iso_weekdate('2024-12-30')          | 2025-W01-1
            dt_dayname('2024-12-30')               | 2025-W01-1
            dt_monthname('2024-12-30')             | December
            dt_quarter('2024-12-30')               | 4
            dt_add('2024-12-30', 3)                | 2025-01-02 00:00:00
            dt_boy('2024-12-30')                   | 2024-01-01 00:00:00
            dt_bom(TIMESTAMP '2024-12-30 09:00:00') | 2024-12-01 00:00:00
            dt_eom('2024-02-10')                   | 2024-02-29 00:00:00
            dt_monday('2024-02-10')                | 2024-02-05 00:00:00
            month445('2024-01-28')                 | 2024-01
            month445('2024-01-29')                 | 2024-02
            month445('2024-03-31')                 | 2024-03
            month445('2024-04-01')                 | 2024-04
            month445('2026-12-31')                 | 2026-12
            eq(1, 1)                               | true
            ne(1, 1)                               | false
            gt(2, 1)                               | true
            lt(2, 1)                               | false
            gte(1, 1)                              | true
            lte(2, 1)                              | false
            ifelse(1 = 1, 'a', 'b')                | a
            when(1 = 2, 'a', 'b')                  | b
            and_(true, false)                      | false
            or_(true, false)                       | true
            not_(true)                             | false
            has('abc', 'b')                        | true
            has(NULL, 'b')                         | false
            includes('abc', '^a.c$')               | true
            extract('a12b', '\\d+')                | 12
            trim('  a ')                           | a
            validate_regex('abc', '^a', false)     | abc
            validate_regex(NULL, '^a', true)       | NULL
            validate_gt(3, 2, false)               | 3
            validate_lt(1, 2, false)               | 1
            validate_between(1, 1, 2, false)       | 1
            validate_not_between(3, 1, 2, false)   | 3
            """)
    void eachMacroGives(String call, String expected) throws SQLException {
        assertThat(value("SELECT CAST(Fn." + call + " AS VARCHAR)")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            validate_regex('abc', '^b', false)     | Fn.validate_regex: 'abc' is not valid
            validate_regex(NULL, '^b', false)      | Fn.validate_regex: 'NULL' is not valid
            validate_gt(2, 2, false)               | Fn.validate_gt: '2' is not valid
            validate_lt(2, 2, false)               | Fn.validate_lt: '2' is not valid
            validate_between(3, 1, 2, false)       | Fn.validate_between: '3' is not valid
            validate_not_between(2, 1, 2, false)   | Fn.validate_not_between: '2' is not valid
            dt('soon', fail_on_error := true)      | Fn.dt: 'soon' is not a date
            """)
    void whatIsNotValidEndsTheRun(String call, String message) {
        assertThatThrownBy(() -> value("SELECT Fn." + call)).hasMessageContaining(message);
    }

    @Test
    void listsAreWithoutDoublesAndInOrder() throws SQLException {
        assertThat(value("SELECT Fn.uniquelist(x)::VARCHAR FROM (VALUES ('b'), ('a'), ('b')) t(x)"))
                .isEqualTo("[a, b]");
    }

    @Test
    void columnsAreThoseOfATable() throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute("CREATE TABLE orders (id BIGINT, note VARCHAR)");
        }
        assertThat(value("SELECT string_agg(name || ' ' || type, ', ') FROM Fn.columns('orders')"))
                .isEqualTo("id BIGINT, note VARCHAR");
    }

    @Test
    void theCalendarHasADayForEachOfFiveYears() throws SQLException {
        assertThat(value("SELECT count(*) BETWEEN 1826 AND 1828 FROM Fn.calendar()"))
                .isEqualTo("true");
        assertThat(value("SELECT count(*) FROM (DESCRIBE SELECT * FROM Fn.calendar())"))
                .isEqualTo("15");
    }

    @Test
    void rowsAreGroupedByTheirMonthAsInAPipeline() throws SQLException {
        assertThat(value("SELECT string_agg(m || '=' || n, ' ' ORDER BY m) FROM (SELECT Fn.dt_bom(t) AS m, "
                        + "ROUND(SUM(Fn.float(x) * 2.0), 2) AS n FROM (VALUES (TIMESTAMP '2024-01-03 09:00:00', 10.5), "
                        + "(TIMESTAMP '2024-01-15 10:30:00', 0), (TIMESTAMP '2024-02-29 23:59:59', NULL)) v(t, x) "
                        + "GROUP BY ALL)"))
                .isEqualTo("2024-01-01 00:00:00=21.0 2024-02-01 00:00:00=0.0");
    }
}
