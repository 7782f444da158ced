package dev.wadi.connection.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.TapStage.Range;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CopyTapIT extends CopyFixture {

    @Test
    void aTapIsAQueryOrATable() throws Exception {
        execute("create table \"Odd \"\"name\" (id serial, name text)");
        execute("insert into \"Odd \"\"name\" (name) values ('x')");
        try (BatchReader rows = tapTable("\"Odd \"\"name\"")) {
            assertThat(rows.schema().toString()).contains("id: Int(32, true)", "name: Utf8");
            assertThat(values(rows)).containsExactly(List.of("1"), List.of("x"));
            assertThat(rows.next()).isNull();
        }
        try (BatchReader rows = tapQuery("select 'a;b' as v -- why not ? {x} ;\n; ")) {
            assertThat(values(rows)).containsExactly(List.of("a;b"));
        }
    }

    @Test
    void aWrongQuerySaysWhere() {
        assertThatThrownBy(() -> tapQuery("select idd from (select 1 as id) as t"))
                .hasMessage("connection 'warehouse': the query failed at character 8: column \"idd\" does not exist."
                        + " Perhaps you meant to reference the column \"t.id\"");
        assertThatThrownBy(() -> tapQuery("selec 1"))
                .hasMessageStartingWith("connection 'warehouse': the query failed at character 7: syntax error");
        assertThatThrownBy(() -> tapQuery("select 1; drop table t"))
                .hasMessageStartingWith("connection 'warehouse': the query failed at character 9: syntax error");
    }

    @Test
    void aTableWithoutRowsHasItsColumns() throws Exception {
        execute("create table t (id int, name text)");
        try (BatchReader rows = tapTable("t")) {
            assertThat(rows.schema().getFields()).hasSize(2);
            assertThat(rows.next()).isNull();
        }
        assertThat(decoded("select * from t", into("u", SinkMode.APPEND))).isZero();
        assertThat(relayed("select * from t", into("t", SinkMode.APPEND))).isZero();
        execute("create table without ()");
        execute("insert into without default values");
        try (BatchReader rows = tapTable("without");
                VectorSchemaRoot batch = rows.next()) {
            assertThat(batch).extracting(VectorSchemaRoot::getRowCount).isEqualTo(1);
        }
    }

    @Test
    void aThousandColumnsPass() throws Exception {
        String columns = IntStream.range(0, 1000)
                .mapToObj(i -> "nullif(n, " + i + ") as c" + i)
                .collect(Collectors.joining(", "));
        String query = "select " + columns + " from generate_series(1, 3000) as n";
        decoded(query, into("t", SinkMode.APPEND));
        assertThat(query("select count(*) || ' ' || sum(c0) || ' ' || count(c7) || ' ' || sum(c999) from t"))
                .containsExactly("3000 4501500 2999 4500501");
    }

    @Test
    void aMillionRowsPassInBoundedBatches() throws Exception {
        String query =
                "select n as id, case when n % 3 = 0 then null else 'row ' || n end as name, n::numeric(12,2) / 4 as x"
                        + " from generate_series(1, 1000000) n";
        assertThat(decoded(query, into("a", SinkMode.APPEND))).isEqualTo(1_000_000);
        assertThat(relayed("select * from a", into("b", SinkMode.APPEND))).isEqualTo(1_000_000);
        execute("create table c (like a)");
        assertThat(relayed("select * from a", into("c", SinkMode.REPLACE))).isEqualTo(1_000_000);
        assertThat(query("select count(*) from (select * from c except all select * from a) as d"))
                .containsExactly("0");
        assertThat(query("select count(*) from (table a except all table b) as d"))
                .containsExactly("0");
        try (BatchReader rows = tapTable("a");
                VectorSchemaRoot first = rows.next()) {
            assertThat(first).extracting(VectorSchemaRoot::getRowCount).isEqualTo(65_536);
        }
    }

    @Test
    void aLargeValuePasses() throws Exception {
        String query = "select repeat('x', n) as v from generate_series(20000000, 20000003) n";
        decoded(query, into("a", SinkMode.APPEND));
        relayed("select v from a", into("b", SinkMode.APPEND));
        assertThat(query("select sum(length(v)) from b")).containsExactly("80000006");
    }

    @Test
    void closingEarlyEndsTheServersWork() throws Exception {
        Instant begin = Instant.now();
        BatchReader rows = tapQuery("select n, repeat('x', 100) as x from generate_series(1, 100000000) n");
        Objects.requireNonNull(rows.next()).close();
        rows.close();
        rows.close();
        assertThatThrownBy(rows::next).hasMessage("the reader is closed");
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void closingFromAnotherThreadEndsAReadingThatWaits() throws Exception {
        BatchReader rows = tapQuery("select pg_sleep(120) is null as slept");
        CompletableFuture<VectorSchemaRoot> reading = CompletableFuture.supplyAsync(() -> {
            try {
                return rows.next();
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        awaitCopy();
        rows.close();
        assertThatThrownBy(() -> reading.get(10, TimeUnit.SECONDS))
                .hasMessage("java.lang.IllegalStateException: the reader is closed");
    }

    @Test
    void aServerThatEndsTheSessionFailsTheTap() throws Exception {
        try (BatchReader rows = tapQuery("select pg_sleep(120) is null as slept")) {
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> {
                awaitCopy();
                SERVER.execute(
                        "sales",
                        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = '" + schema
                                + "' and query like 'COPY (%'");
            });
            assertThatThrownBy(rows::next)
                    .hasMessage("connection 'warehouse': the query failed: the connection to the server was lost");
            end.get(10, TimeUnit.SECONDS);
        }
    }

    private void awaitCopy() {
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> !query(
                        "select 1 from pg_stat_activity where application_name = '" + schema
                                + "' and query like 'COPY (%' and state = 'active'")
                .isEmpty());
    }

    static List<Arguments> bookmarks() {
        return List.of(
                Arguments.of("bigint", List.of("1", "2", "3"), 1L, 2L),
                Arguments.of("integer", List.of("1", "2", "3"), 1L, 2L),
                Arguments.of("numeric", List.of("1.5", "2.5", "3.5"), new BigDecimal("1.5"), new BigDecimal("2.5")),
                Arguments.of("double precision", List.of("0.1", "0.2", "0.3"), 0.1, 0.2),
                Arguments.of("text", List.of("a'b\\", "b", "c"), "a'b\\", "b"),
                Arguments.of(
                        "date",
                        List.of("0044-03-15 BC", "1899-12-31", "2026-01-01"),
                        LocalDate.of(-43, 3, 15),
                        LocalDate.of(1899, 12, 31)),
                Arguments.of(
                        "timestamp",
                        List.of("0044-03-15 00:00:00 BC", "1899-12-31 23:59:59.000001", "12026-01-01 00:00:00"),
                        LocalDateTime.of(-43, 3, 15, 0, 0),
                        LocalDateTime.parse("1899-12-31T23:59:59.000001")),
                Arguments.of(
                        "timestamptz",
                        List.of("2026-01-01 00:00:00+00", "2026-01-01 00:00:00.000001+00", "2026-01-01 00:00:01+00"),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2026-01-01T00:00:00.000001Z")));
    }

    @ParameterizedTest
    @MethodSource("bookmarks")
    void anIncrementalTapReadsAPart(String type, List<String> values, Object after, Object upTo) throws Exception {
        execute("create table t (\"V\" " + type + ")");
        for (String value : values) {
            execute("insert into t values ('" + value.replace("'", "''") + "')");
        }
        execute("insert into t values (null)");
        assertThat(read(new Range("v", Optional.empty(), Optional.of(upTo)))).isEqualTo(3);
        assertThat(read(new Range("v", Optional.of(after), Optional.of(upTo)))).isEqualTo(1);
        assertThat(read(new Range("V", Optional.of(after), Optional.empty()))).isEqualTo(2);
        assertThat(read(new Range("V", Optional.empty(), Optional.empty()))).isEqualTo(4);
        assertThatThrownBy(() -> read(new Range("w", Optional.of(after), Optional.empty())))
                .hasMessage("connection 'warehouse': the rows have no column 'w', by which the tap is incremental."
                        + " Did you mean 'V'?");
    }

    private int read(Range range) throws Exception {
        try (BatchReader rows = connection.tap(part("select * from t where 1 = 1 or 'x' = 'y'", range))) {
            assertThat(rows.handOver(CopySource.class)).isEmpty();
            return values(rows).get(0).size();
        }
    }
}
