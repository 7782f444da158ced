package dev.wadi.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.DeclaredColumn;
import dev.wadi.testing.TestingRun;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowBatchesTest {

    private final TestingRun run = new TestingRun();

    @AfterEach
    void close() throws Exception {
        run.close();
    }

    private static Map<String, @Nullable Object> row(@Nullable Object... pairs) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return row;
    }

    private static List<Map<String, @Nullable Object>> read(BatchReader reader) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        Rows.iterate(reader).forEachRemaining(rows::add);
        return rows;
    }

    private static List<String> types(BatchReader reader) {
        return reader.schema().getFields().stream()
                .map(field -> field.getName() + " " + DuckTypes.name(field))
                .toList();
    }

    @Test
    void everyValueComesBackAsItWas() {
        UUID id = UUID.fromString("0e8a7b62-27c4-4a5c-9f0a-1c2d3e4f5061");
        Map<String, @Nullable Object> row = row(
                "whole",
                7L,
                "decimal",
                new BigDecimal("12.50"),
                "double",
                0.1,
                "truth",
                true,
                "text",
                "Grüße 🐟",
                "bytes",
                new byte[] {1, 2},
                "date",
                LocalDate.of(1883, 11, 18),
                "local",
                LocalDateTime.of(2026, 3, 1, 10, 0, 0, 1000),
                "instant",
                Instant.parse("2026-03-01T10:00:00.123456Z"),
                "id",
                id,
                "list",
                List.of(1L, 2L),
                "struct",
                Map.of("a", "b"));
        BatchReader reader = RowBatches.of(run.allocator(), List.of(row, row("whole", null)));
        assertThat(types(reader))
                .containsExactly(
                        "whole BIGINT",
                        "decimal DECIMAL(38,2)",
                        "double DOUBLE",
                        "truth BOOLEAN",
                        "text VARCHAR",
                        "bytes BLOB",
                        "date DATE",
                        "local TIMESTAMP",
                        "instant TIMESTAMPTZ",
                        "id UUID",
                        "list BIGINT[]",
                        "struct STRUCT(\"a\" VARCHAR)");
        List<Map<String, @Nullable Object>> read = read(reader);
        assertThat(read.get(0)).usingRecursiveComparison().isEqualTo(row);
        assertThat(read.get(1).values()).hasSize(12).containsOnlyNulls();
    }

    @Test
    void typesWidenWithinTheSample() {
        BatchReader reader = RowBatches.of(
                run.allocator(),
                List.of(
                        row("a", 1, "b", 1, "c", LocalDate.EPOCH, "d", 1, "e", null),
                        row(
                                "a",
                                2.5f,
                                "b",
                                new BigDecimal("0.125"),
                                "c",
                                LocalDateTime.MIN.withYear(1),
                                "d",
                                BigInteger.TEN.pow(30),
                                "e",
                                1)));
        assertThat(types(reader))
                .containsExactly("a DOUBLE", "b DECIMAL(38,3)", "c TIMESTAMP", "d DECIMAL(38,0)", "e BIGINT");
        assertThat(read(reader).get(0))
                .containsEntry("b", new BigDecimal("1.000"))
                .containsEntry("a", 1.0);
    }

    @Test
    void aTextAmongNumbersIsRefusedAndNotMadeText() {
        assertThatThrownBy(() -> RowBatches.of(run.allocator(), List.of(row("a", 1), row("a", "x"))))
                .hasMessage("row 2: the column 'a' is VARCHAR, and was BIGINT before. Declare it in fields");
    }

    @Test
    void aLaterRowThatDoesNotFitFailsWithItsNumberAndWithoutItsValue() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        IntStream.range(0, 5000).forEach(i -> rows.add(row("a", i)));
        rows.add(row("a", "secret"));
        assertThatThrownBy(() -> read(RowBatches.of(run.allocator(), rows)))
                .hasMessage("row 5001: the column 'a' is a String, and the column is BIGINT by the first 1000 rows."
                        + " Declare it in fields");
    }

    @Test
    void aLaterColumnIsNotLost() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        IntStream.range(0, 1000).forEach(i -> rows.add(row("a", i)));
        rows.add(row("b", 1));
        assertThatThrownBy(() -> read(RowBatches.of(run.allocator(), rows)))
                .hasMessage(
                        "row 1001: the column 'b' is in none of the first 1000 rows. Declare the columns in fields");
    }

    @Test
    void aNumberThatOverflowsIsRefused() {
        Iterator<Map<String, @Nullable Object>> rows = List.of(row("a", 40_000)).iterator();
        assertThatThrownBy(
                        () -> read(RowBatches.of(run.allocator(), List.of(new DeclaredColumn("a", "smallint")), rows)))
                .hasMessage("row 1: the column 'a' has a value that does not fit into SMALLINT");
    }

    @Test
    void nanosecondsAreNotCutOff() {
        assertThatThrownBy(() -> read(RowBatches.of(
                        run.allocator(), List.of(row("a", Instant.parse("2026-03-01T10:00:00.123456789Z"))))))
                .hasMessage("row 1: the column 'a' has nanoseconds, which would be lost. Cut them off to microseconds");
    }

    @Test
    void declaredColumnsReadTextsAndLeaveOutTheRest() {
        BatchReader reader = RowBatches.of(
                run.allocator(),
                List.of(
                        new DeclaredColumn("n", "DECIMAL(12,2)"),
                        new DeclaredColumn("t", "TIMESTAMPTZ"),
                        new DeclaredColumn("d", "DATE"),
                        new DeclaredColumn("l", "INTEGER[]"),
                        new DeclaredColumn("j", "JSON"),
                        new DeclaredColumn("missing", "VARCHAR")),
                List.of(row(
                                "n",
                                "1.5",
                                "t",
                                "2026-03-01T10:00:00+02:00",
                                "d",
                                "2026-03-01",
                                "l",
                                List.of("1", 2),
                                "j",
                                Map.of("a", 1),
                                "more",
                                1))
                        .iterator());
        assertThat(read(reader))
                .containsExactly(row(
                        "n",
                        new BigDecimal("1.50"),
                        "t",
                        Instant.parse("2026-03-01T08:00:00Z"),
                        "d",
                        LocalDate.of(2026, 3, 1),
                        "l",
                        List.of(1, 2),
                        "j",
                        "{\"a\":1}",
                        "missing",
                        null));
    }

    @Test
    void aTextThatIsNoDateNamesRowAndColumn() {
        assertThatThrownBy(() -> read(RowBatches.of(
                        run.allocator(),
                        List.of(new DeclaredColumn("d", "DATE")),
                        List.of(row("d", "1.3.2026")).iterator())))
                .hasMessage("row 1: the column 'd' has a text that is no DATE");
    }

    @Test
    void anUnknownTypeIsRefused() {
        assertThatThrownBy(() -> RowBatches.of(
                        run.allocator(),
                        List.of(new DeclaredColumn("d", "NUMMER")),
                        List.of(new HashMap<String, Object>()).iterator()))
                .hasMessage(
                        "fields: the type 'NUMMER' of 'd' is none of DuckDB's, or has no place in a batch. Write one such"
                                + " as BIGINT, DECIMAL(12,2), DOUBLE, BOOLEAN, VARCHAR, DATE, TIMESTAMP, TIMESTAMPTZ, UUID or JSON");
    }

    @Test
    void noRowsHaveNoColumns() {
        assertThatThrownBy(() -> RowBatches.of(run.allocator(), List.of()))
                .hasMessage("there are no rows to tell the columns by. Declare them in fields");
    }

    @Test
    void batchesAreBoundedInRowsAndBytes() throws Exception {
        String kilobyte = "x".repeat(1024);
        Iterator<Map<String, @Nullable Object>> rows =
                IntStream.range(0, 10_000).mapToObj(i -> row("a", kilobyte)).iterator();
        int batches = 0;
        try (BatchReader reader = RowBatches.of(run.allocator(), rows)) {
            for (var batch = reader.next(); batch != null; batch = reader.next()) {
                assertThat(batch.getRowCount()).isLessThanOrEqualTo(4096);
                batch.close();
                batches++;
            }
        }
        assertThat(batches).isEqualTo(3);
    }
}
