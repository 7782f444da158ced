package dev.wadi.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.spi.BatchReader;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bookmarks of incremental taps. */
class HighestValueTest {

    private static Connection duckdb;

    @BeforeAll
    static void start() throws SQLException {
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
        try (var statement = duckdb.createStatement()) {
            statement.execute("set TimeZone = 'UTC'");
        }
    }

    @AfterAll
    static void stop() throws SQLException {
        duckdb.close();
    }

    private static Optional<Object> highest(String values) throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                BatchReader rows = DuckDb.query(duckdb, "select v as \"Value\" from " + values, allocator)) {
            HighestValue highest = new HighestValue(rows.schema(), "value");
            for (VectorSchemaRoot batch = rows.next(); batch != null; batch = rows.next()) {
                try (VectorSchemaRoot open = batch) {
                    highest.add(open);
                }
            }
            return highest.get();
        }
    }

    private static Optional<Object> of(String type, String values) throws Exception {
        return highest("(select unnest([" + values + "]::" + type + "[]) as v)");
    }

    @Test
    void numbersOfAllKinds() throws Exception {
        assertThat(of("int", "3, null, 7, -9")).contains(7L);
        assertThat(of("tinyint", "-3, -7")).contains(-3L);
        assertThat(of("ubigint", "1, 18446744073709551615, 2")).contains(new BigDecimal("18446744073709551615"));
        assertThat(of("double", "1.5, 'NaN'::double, 'Infinity'::double, 2.25")).contains(2.25);
        assertThat(of("decimal(38,2)", "-5.00, 99999999999999999999.50, 99999999999999999999.49"))
                .contains(new BigDecimal("99999999999999999999.50"));
        assertThat(of("decimal(38,0)", "-5, -99999999999999999999")).contains(new BigDecimal("-5"));
    }

    @Test
    void times() throws Exception {
        assertThat(of("date", "'1899-12-31', '2026-02-28', 'infinity'")).contains(LocalDate.of(2026, 2, 28));
        assertThat(of("timestamp", "'2026-02-28 10:00:00.123456', '1969-01-01', 'infinity'"))
                .contains(LocalDateTime.parse("2026-02-28T10:00:00.123456"));
        assertThat(of("timestamptz", "'1950-02-28 10:00:00.5+02', '1949-01-01 00:00:00+00'"))
                .contains(Instant.parse("1950-02-28T08:00:00.500Z"));
    }

    @Test
    void texts() throws Exception {
        assertThat(of("text", "'b', 'Z', 'ä', 'a'")).contains("ä");
    }

    @Test
    void overSeveralBatches() throws Exception {
        assertThat(highest("(select (range * 7) % 10007 as v from range(100000))"))
                .contains(10006L);
    }

    @Test
    void noRowsHaveNoHighestValue() throws Exception {
        assertThat(highest("(select 1 as v where false)")).isEmpty();
        assertThat(of("int", "null, null")).isEmpty();
    }

    @Test
    void whatHasNoOrderIsRefused() {
        assertThatThrownBy(() -> of("boolean", "true"))
                .hasMessage(
                        "column 'Value' of type Bool cannot be incremental. Use one of numbers, dates, timestamps or text");
    }

    @Test
    void aColumnThatIsNotThereIsNamed() throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                BatchReader rows = DuckDb.query(duckdb, "select 1 as id, 'x' as note", allocator)) {
            assertThatThrownBy(() -> new HighestValue(rows.schema(), "changed"))
                    .hasMessage(
                            "the rows have no column 'changed', by which the tap is incremental. They have: id, note");
        }
    }
}
