package dev.wadi.connection.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.tabular.TestingRows;
import dev.wadi.testing.TestingPostgres;
import dev.wadi.testing.TestingRun;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Rows by what JDBC says of them, as of a database that has no tap. */
class AnyResultIT {

    private final TestingRun run = new TestingRun();
    private final DataSource database = new AbstractDataSource() {
        @Override
        public java.sql.Connection getConnection() throws java.sql.SQLException {
            return TestingPostgres.shared().connect("sales");
        }

        @Override
        public java.sql.Connection getConnection(String user, String password) throws java.sql.SQLException {
            return getConnection();
        }
    };

    @AfterEach
    void close() throws Exception {
        run.close();
    }

    @Test
    void columnsHaveTheTypesThatJdbcSays() throws Exception {
        String sql =
                """
                select i2, i4, i8, f4, f8, n::numeric(10, 2), b, s, x, d, t, ts, j from (values
                  (1::smallint, 2, 3::bigint, 0.5::real, 0.25::float8, 12.50, true, 'grüße',
                   '\\x00ff'::bytea, date '2024-02-29', time '12:00:01.5', timestamp '2024-02-29 12:00:00.123456', '[1]'::json),
                  (null, null, null, null, null, null, null, null, null, null, null, null, null))
                  t(i2, i4, i8, f4, f8, n, b, s, x, d, t, ts, j)
                """;
        var rows = AnyResult.of(database, sql, run.allocator()).orElseThrow();
        assertThat(rows.schema().getFields().stream().map(field -> field.getName() + " " + field.getType()))
                .containsExactly(
                        "i2 Int(16, true)",
                        "i4 Int(32, true)",
                        "i8 Int(64, true)",
                        "f4 FloatingPoint(SINGLE)",
                        "f8 FloatingPoint(DOUBLE)",
                        "n Decimal(10, 2, 128)",
                        "b Bool",
                        "s Utf8",
                        "x Binary",
                        "d Date(DAY)",
                        "t Time(MICROSECOND, 64)",
                        "ts Timestamp(MICROSECOND, null)",
                        "j Utf8");
        assertThat(TestingRows.read(run, rows, "select * replace (hex(x) as x) from t order by i2 nulls last"))
                .containsExactly(
                        "1|2|3|0.5|0.25|12.50|true|grüße|00FF|2024-02-29|12:00:01.500|2024-02-29 12:00:00.123456|[1]",
                        "null|null|null|null|null|null|null|null|null|null|null|null|null");
    }

    @Test
    void aStatementWithoutRowsHasNone() throws Exception {
        assertThat(AnyResult.of(database, "set application_name = 'x'", run.allocator()))
                .isEmpty();
    }
}
