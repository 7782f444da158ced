package dev.wadi.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.spi.BatchReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DuckDbBatchesTest {

    private final BufferAllocator allocator = new RootAllocator();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void nothingIsLeft() {
        threads.shutdownNow();
        allocator.close();
    }

    private static Connection duckdb() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        return DriverManager.getConnection("jdbc:duckdb:", properties);
    }

    @Test
    void rowsPassFromOneInstanceToAnotherAndNothingIsLeft() throws Exception {
        try (Connection from = duckdb();
                Connection to = duckdb();
                BatchReader rows =
                        DuckDb.query(from, "select range as n, 'x' || range as t from range(300000)", allocator);
                BatchReader ahead = new ReadAhead(rows, 1_000_000, threads);
                DuckDb.Registered registered = DuckDb.register(to, "numbers", ahead, allocator);
                Statement statement = to.createStatement()) {
            try (ResultSet sum = statement.executeQuery("select sum(n), count(distinct t) from numbers")) {
                sum.next();
                assertThat(sum.getLong(1)).isEqualTo(300_000L * 299_999 / 2);
                assertThat(sum.getLong(2)).isEqualTo(300_000);
            }
            assertThat(registered.failure()).isNull();
        }
    }

    @Test
    void aReaderThatIsClosedEarlyGivesEverythingBack() throws Exception {
        try (Connection from = duckdb();
                BatchReader ahead = new ReadAhead(
                        DuckDb.query(from, "select range as n from range(1000000)", allocator), 100_000, threads)) {
            try (VectorSchemaRoot first = ahead.next()) {
                assertThat(first).extracting(VectorSchemaRoot::getRowCount).isNotEqualTo(0);
            }
        }
    }

    @Test
    void theReasonOfAFailingSourceIsKept() throws Exception {
        try (Connection from = duckdb();
                Connection to = duckdb();
                DuckDb.Registered registered = DuckDb.register(
                        to,
                        "numbers",
                        DuckDb.query(
                                from,
                                "select case when range = 2500000 then error('the source broke') else range::varchar end as n"
                                        + " from range(3000000)",
                                allocator),
                        allocator);
                Statement statement = to.createStatement()) {
            assertThatThrownBy(() -> statement.execute("create table t as from numbers"))
                    .isInstanceOf(SQLException.class);
            assertThat(registered.failure()).hasMessageContaining("the source broke");
        }
    }
}
