package dev.wadi.connection.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.batch.Columns;
import dev.wadi.spi.RunMark;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunMarksTest {

    private static final TableDialect DUCKDB = field -> {
        if (field.getType().equals(Columns.INT64)) {
            return "bigint";
        }
        return field.getType().equals(Columns.INSTANT) ? "timestamptz" : "text";
    };

    private static RunMark mark(String run, long round) {
        return new RunMark("totals", "to_mysql", run, round, Map.of("orders", 7L));
    }

    @Test
    void aStageHasTheMarkThatWasCommittedLast() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            RunMarks marks = new RunMarks(DUCKDB, TableName.parse("main.daily_totals"));
            assertThat(marks.read(connection, "totals", "to_mysql")).isEmpty();
            assertThat(DUCKDB.exists(connection, TableName.of("wadi_runs"))).isFalse();
            marks.prepare(connection);
            marks.prepare(connection);
            marks.write(connection, mark("run-1", 0), 10);
            marks.write(connection, mark("run-2", 3), 20);
            assertThat(marks.read(connection, "totals", "to_mysql")).contains(mark("run-2", 3));
            assertThat(marks.read(connection, "totals", "other")).isEmpty();
            assertThat(marks.read(connection, "other", "to_mysql")).isEmpty();
        }
    }

    @Test
    void aMarkIsRolledBackWithTheRows() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            RunMarks marks = new RunMarks(DUCKDB, TableName.parse("daily_totals"));
            marks.prepare(connection);
            connection.setAutoCommit(false);
            marks.write(connection, mark("run-1", 0), 10);
            connection.rollback();
            assertThat(marks.read(connection, "totals", "to_mysql")).isEmpty();
        }
    }

    @Test
    void aLocatorIsATableOrASchemaAndATable() {
        assertThat(TableName.parse("sales.orders").parts()).containsExactly("sales", "orders");
        assertThat(TableName.parse("\"a.x\".\"b\"\"c\"").parts()).containsExactly("a.x", "b\"c");
        assertThat(TableName.parse("\"a.x\".\"b\"\"c\"").text()).isEqualTo("\"a.x\".\"b\"\"c\"");
        assertThat(TableName.parse("a.b").sql(DUCKDB)).isEqualTo("\"a\".\"b\"");
        assertThatThrownBy(() -> TableName.parse("sales."))
                .hasMessage("'sales.' is not the name of a table."
                        + " Write table or schema.table, with \"quotes\" around a name that has a dot");
        assertThatThrownBy(() -> TableName.parse("\"sales")).isInstanceOf(IllegalArgumentException.class);
    }
}
