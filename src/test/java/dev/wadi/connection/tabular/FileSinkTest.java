package dev.wadi.connection.tabular;

import static dev.wadi.connection.tabular.TestingRows.read;
import static dev.wadi.connection.tabular.TestingRows.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.batch.Columns;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.SinkMode;
import dev.wadi.testing.TestingRun;
import dev.wadi.testing.TestingRun.Sink;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sinks of files. */
class FileSinkTest {

    /** One column of each kind that a file may keep. */
    private static final String ALL_TYPES = "select true as b, 1::tinyint as i1, -2::smallint as i2, 3::integer as i4,"
            + " 9007199254740993 as i8, 4::utinyint as u1, 5::usmallint as u2, 6::uinteger as u4,"
            + " 18446744073709551615::ubigint as u8, 12345678901234567890.123456789012345678::decimal(38,18) as d,"
            + " 0.10::decimal(12,2) as d2, 1.5::float as f, 0.1::double as f8, 'grüße \"x\", \n 🐪' as t,"
            + " date '0044-03-15' as da, time '10:11:12.123456' as ti, timestamp '1899-12-31 23:59:59.999999' as ts,"
            + " timestamptz '2024-02-29 23:59:59.5+02' as tz, uuid '0ebc8248-0662-4bba-ab21-00ab3f5805ad' as u,"
            + " 'infinity'::timestamp as inf, null::integer as n";

    @TempDir
    Path root = Path.of("");

    private final TestingRun run = new TestingRun();
    private FileTable table = new FileTable(Path.of(""), Optional.empty());

    @BeforeEach
    void makeTable() {
        table = new FileTable(root, Optional.empty());
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        run.close();
    }

    private long sink(Sink sink, String sql) throws Exception {
        try (BatchReader rows = rows(run, sql)) {
            return table.sink(sink, rows);
        }
    }

    private void assertFails(Sink sink, String sql, String message) {
        assertThatThrownBy(() -> sink(sink, sql)).hasMessage(message);
    }

    private List<String> tap(String locator) throws Exception {
        return tap(locator, "select * from t");
    }

    private List<String> tap(String locator, String sql) throws Exception {
        return read(run, table.tap(run.tap(null, locator, Map.of())), sql);
    }

    /** All files, without the marks. */
    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> !name.endsWith(".wadi-run"))
                    .sorted()
                    .toList();
        }
    }

    private static RunMark mark(String id) {
        return new RunMark("testing", "sink", id, 0, Map.of());
    }

    @Test
    void parquetKeepsEveryType() throws Exception {
        String more = ALL_TYPES
                + ", '-infinity'::date as dinf, 'nan'::double as nan, 'a\\x00b'::blob as bl, '{\"k\": 1.10}'::json as j,"
                + " [1, null, 3] as l, {'a': 1, 'b': ['x']} as s, map {'k': 1} as m";
        assertThat(sink(run.sink("x.parquet", SinkMode.REPLACE), more)).isEqualTo(1);

        String columns = "select columns(*)::varchar, typeof(columns(*)) from t";
        assertThat(tap("x.parquet", columns)).isEqualTo(read(run, rows(run, more), columns));
    }

    @Test
    void csvKeepsValuesWithDeclaredTypes() throws Exception {
        sink(run.sink("x.csv", SinkMode.REPLACE), ALL_TYPES);

        List<dev.wadi.spi.DeclaredColumn> fields = new java.util.ArrayList<>();
        try (var statement = run.duckdb().createStatement();
                var rows = statement.executeQuery("describe " + ALL_TYPES)) {
            while (rows.next()) {
                fields.add(new dev.wadi.spi.DeclaredColumn(rows.getString(1), rows.getString(2)));
            }
        }
        String columns = "select columns(*)::varchar, typeof(columns(*)) from t";
        assertThat(read(run, table.tap(new DeclaredTap(run.tap(null, "x.csv", Map.of()), fields)), columns))
                .isEqualTo(read(run, rows(run, ALL_TYPES), columns));
    }

    @Test
    void jsonLinesKeepValuesWithDeclaredTypes() throws Exception {
        String sql = ALL_TYPES + ", [1, 2] as l, {'a': 1} as s";
        sink(run.sink("x.jsonl", SinkMode.REPLACE), sql);

        List<dev.wadi.spi.DeclaredColumn> fields = new java.util.ArrayList<>();
        try (var statement = run.duckdb().createStatement();
                var rows = statement.executeQuery("describe " + sql)) {
            while (rows.next()) {
                fields.add(new dev.wadi.spi.DeclaredColumn(rows.getString(1), rows.getString(2)));
            }
        }
        String columns = "select columns(*)::varchar, typeof(columns(*)) from t";
        assertThat(read(run, table.tap(new DeclaredTap(run.tap(null, "x.jsonl", Map.of()), fields)), columns))
                .isEqualTo(read(run, rows(run, sql), columns));
        assertThat(Files.readAllLines(root.resolve("x.jsonl"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x.parquet|interval 1 day|the column 'c' is an interval, of which Parquet keeps milliseconds only. Cast it in the query",
                "x.csv|interval 1 day|the column 'c' is an interval, which CSV has no form for. Cast it in the query",
                "x.csv|'x'::blob|the column 'c' is of bytes, which CSV has no form for. Cast it in the query",
                "x.csv|[1]|the column 'c' is an array or a structure, which CSV has no form for. Cast it in the query",
                "x.json|'x'::blob|the column 'c' is of bytes, which JSON has no form for. Cast it in the query",
                "x.json|[interval 1 day]|the column 'c' is an interval, which JSON has no form for. Cast it in the query",
                "x.json|'nan'::double|the column 'c' holds NaN or infinity, which JSON does not have",
            })
    void whatAFormatCannotHoldIsRefused(String file, String value, String message) throws Exception {
        assertFails(run.sink(file, SinkMode.REPLACE), "select " + value + " as c", message);
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x.parquet|the column 'n' is a decimal without bound, which Parquet does not have. Cast it in the query",
                "x.json|the column 'n' is a decimal without bound, which readers of JSON round. Cast it in the query",
            })
    void aDecimalWithoutBoundIsRefused(String file, String message) throws Exception {
        Schema schema = new Schema(List.of(Columns.decimalText("n")));
        assertThatThrownBy(() -> table.sink(run.sink(file, SinkMode.REPLACE), new NoRows(schema)))
                .hasMessage(message);
    }

    private record NoRows(Schema schema) implements BatchReader {
        @Override
        public @Nullable VectorSchemaRoot next() {
            return null;
        }

        @Override
        public void close() {}
    }

    @Test
    void replaceReplacesTheFileAndAReaderNeverSeesHalfOfIt() throws Exception {
        sink(run.sink("out/x.csv", SinkMode.REPLACE), "select 1 as n");
        assertThatThrownBy(
                        () -> sink(
                                run.sink("out/x.csv", SinkMode.REPLACE),
                                "select case when range = 400000 then error('the source broke') else 'x' end as n from range(500000)"))
                .hasMessageContaining("the source broke");
        assertThat(tap("out/x.csv")).containsExactly("1");
        sink(run.sink("out/x.csv", SinkMode.REPLACE), "select 2 as n");

        assertThat(tap("out/x.csv")).containsExactly("2");
        assertThat(files()).containsExactly("out/x.csv");
    }

    @Test
    void appendToAFolderAddsAFileOfTheRun() throws Exception {
        sink(run.sink("out/", SinkMode.APPEND).withParams(Map.of("format", "parquet")), "select 1 as n");
        sink(
                run.sink("out/", SinkMode.APPEND)
                        .withParams(Map.of("format", "parquet"))
                        .withMark(mark("run 2/x")),
                "select 2 as n");

        assertThat(files()).containsExactly("out/sink-run-1.parquet", "out/sink-run-2-x.parquet");
        assertThat(tap("out/*.parquet")).containsExactly("1", "2");
    }

    @Test
    void aNameMayHoldTheRun() throws Exception {
        sink(run.sink("day-{run}.jsonl", SinkMode.APPEND), "select 1 as n");
        assertThat(files()).containsExactly("day-run-1.jsonl");
    }

    @Test
    void appendToACsvFilePutsRowsInItsOrderOfColumns() throws Exception {
        Files.writeString(root.resolve("x.csv"), "a,b\n1,x");
        sink(run.sink("x.csv", SinkMode.APPEND), "select 'y' as b, 2 as a");

        assertThat(root.resolve("x.csv")).hasContent("a,b\n1,x\n2,y\n");
        assertFails(
                run.sink("x.csv", SinkMode.APPEND),
                "select 1 as a, 2 as b, 3 as c",
                "the rows have the column 'c', and 'x.csv' does not");
        assertFails(
                run.sink("x.csv", SinkMode.APPEND), "select 1 as a", "'x.csv' has the column 'b', and the rows do not");
        assertThat(files()).containsExactly("x.csv");
    }

    @Test
    void appendToJsonLinesAddsLinesAndToAnArrayIsRefused() throws Exception {
        Files.writeString(root.resolve("x.jsonl"), "{\"a\":1}\n");
        sink(run.sink("x.jsonl", SinkMode.APPEND), "select 2 as a");
        Files.writeString(root.resolve("y.json"), "[{\"a\":1}]");

        assertThat(root.resolve("x.jsonl")).hasContent("{\"a\":1}\n{\"a\":2}\n");
        assertFails(
                run.sink("y.json", SinkMode.APPEND),
                "select 2 as a",
                "'y.json' is a JSON array, and rows can only be added to objects one a line. Use replace, or another file");
    }

    @Test
    void nothingCanBeAddedToAParquetFile() throws Exception {
        sink(run.sink("x.parquet", SinkMode.APPEND), "select 1 as a");
        assertFails(
                run.sink("x.parquet", SinkMode.APPEND),
                "select 2 as a",
                "mode: nothing can be added to 'x.parquet', because a Parquet file is closed by its end. Write to a folder"
                        + " (with / behind it) or put {run} into the name");
    }

    @Test
    void errorFailsWhenTheFileExistsAndUpsertAlways() throws Exception {
        sink(run.sink("x.csv", SinkMode.ERROR), "select 1 as a");
        assertFails(run.sink("x.csv", SinkMode.ERROR), "select 2 as a", "'x.csv' exists already, and mode is error");
        assertFails(
                run.sink("x.csv", SinkMode.UPSERT, "a"),
                "select 2 as a",
                "mode: files have no keys, so that upsert cannot be done. Use append or replace");
    }

    @Test
    void foldersAreMadeOnlyWhenThatIsWanted() throws Exception {
        assertFails(
                run.sink("a/b/x.csv", SinkMode.REPLACE).withoutCreate(),
                "select 1 as a",
                "there is no folder " + root.toRealPath() + "/a/b, and create is false");
        assertThat(table.lastMark(run.sink("a/b/x.csv", SinkMode.REPLACE))).isEmpty();
        assertThat(root.resolve("a")).doesNotExist();
    }

    @Test
    void rowsAreParted() throws Exception {
        Sink parted =
                run.sink("out", SinkMode.APPEND).withParams(Map.of("format", "csv", "partition_by", List.of("y")));
        sink(parted, "select * from (values (2023, 'a'), (2024, 'b')) v(y, t)");
        sink(parted.withMark(mark("run-2")), "select 2024 as y, 'c' as t");

        assertThat(files())
                .containsExactly(
                        "out/y=2023/sink-run-1_0.csv", "out/y=2024/sink-run-1_0.csv", "out/y=2024/sink-run-2_0.csv");
        assertThat(tap("out/**/*.csv")).containsExactly("a|2023", "b|2024", "c|2024");
    }

    @Test
    void aFolderIsReplacedAsAWhole() throws Exception {
        Sink parted = run.sink("out", SinkMode.REPLACE).withParams(Map.of("format", "parquet", "partition_by", "y"));
        sink(parted, "select 2023 as y, 'a' as t");
        sink(parted, "select 2024 as y, 'b' as t");

        assertThat(files()).containsExactly("out/y=2024/part_0.parquet");
        sink(run.sink("out/", SinkMode.REPLACE).withParams(Map.of("format", "parquet")), "select 1 as y");
        assertThat(files()).containsExactly("out/part_0.parquet");
    }

    @Test
    void theMarkIsKeptWithItsBookmarks() throws Exception {
        RunMark mark = new RunMark(
                "testing",
                "sink",
                "run-7",
                3,
                Map.of(
                        "a",
                        5L,
                        "b",
                        new BigDecimal("1.50"),
                        "c",
                        0.1,
                        "d",
                        "x",
                        "e",
                        LocalDate.of(2024, 2, 29),
                        "f",
                        LocalDateTime.parse("2024-02-29T10:00:00.123456"),
                        "g",
                        Instant.parse("2024-02-29T10:00:00Z")));
        assertThat(table.lastMark(run.sink("x.csv", SinkMode.REPLACE))).isEmpty();
        sink(run.sink("x.csv", SinkMode.REPLACE).withMark(mark), "select 1 as n");

        assertThat(table.lastMark(run.sink("x.csv", SinkMode.REPLACE))).contains(mark);
        assertThat(table.writesOnce()).isTrue();
    }

    @Test
    void aMarkWhoseRowsWereNotShownDoesNotHold() throws Exception {
        sink(run.sink("x.csv", SinkMode.REPLACE), "select 1 as n");
        MarkFile marks = MarkFile.of(root, "x.csv", run.sink("x.csv", SinkMode.REPLACE));
        Path pending = Files.writeString(marks.pending(root), "n\n2\n");
        marks.prepare(mark("run-2"), pending, Optional.empty());

        assertThat(table.lastMark(run.sink("x.csv", SinkMode.REPLACE))).contains(mark("run-1"));
        assertThat(files()).containsExactly("x.csv");

        Files.writeString(pending, "n\n2\n");
        marks.prepare(mark("run-2"), pending, Optional.empty());
        Files.move(pending, root.resolve("x.csv"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(table.lastMark(run.sink("x.csv", SinkMode.REPLACE))).contains(mark("run-2"));
    }

    @Test
    void paramsOfTheWriterAreHonoured() throws Exception {
        sink(
                run.sink("x.csv", SinkMode.REPLACE).withParams(Map.of("delim", ";", "header", false)),
                "select 1 as a, 'x' as b");
        assertThat(root.resolve("x.csv")).hasContent("1;x\n");
        sink(run.sink("x.csv.gz", SinkMode.REPLACE), "select 1 as a, 'x' as b");
        assertThat(tap("x.csv.gz")).containsExactly("1|x");
        sink(
                run.sink("x.parquet", SinkMode.REPLACE)
                        .withParams(Map.of("compression", "zstd", "row_group_size", 2048)),
                "select range from range(5000)");
        assertThat(tap("x.parquet", "select count(*) from t")).containsExactly("5000");
        assertFails(
                run.sink("x.csv", SinkMode.REPLACE).withParams(Map.of("delimeter", ";")),
                "select 1 as a",
                "params.delimeter: unknown key. Did you mean 'delimiter'? A sink of CSV accepts: compression, dateformat, delim,"
                        + " delimiter, escape, format, header, nullstr, partition_by, quote, sep, timestampformat");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../x.csv|locator: '../x.csv' is not below the folder ROOT. Write it without / before it, and without .. and \\",
                "/tmp/x.csv|locator: '/tmp/x.csv' is not below the folder ROOT. Write it without / before it, and without .. and \\",
                "x|params.format is missing, and the name 'x' does not tell it. Write parquet, csv or json",
                "link/x.csv|locator: 'link/x.csv' is outside of the folder ROOT",
                "link.csv|'link.csv' is a link. Name the file that it leads to",
            })
    void nothingIsWrittenOutside(String locator, String message, @TempDir Path outside) throws Exception {
        Files.createSymbolicLink(root.resolve("link"), outside);
        Files.createSymbolicLink(root.resolve("link.csv"), outside.resolve("y.csv"));
        assertFails(run.sink(locator, SinkMode.REPLACE), "select 1 as a", message.replace("ROOT", root.toString()));
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aRunThatIsCancelledLeavesNothing() throws Exception {
        try (BatchReader rows = new Cancelling(rows(run, "select range as n from range(3000000)"), run)) {
            assertThatThrownBy(() -> table.sink(run.sink("x.parquet", SinkMode.REPLACE), rows))
                    .hasMessage("the run was cancelled");
        }
        assertThat(files()).isEmpty();
    }

    /** Rows during which the run is cancelled. */
    private record Cancelling(BatchReader rows, TestingRun run) implements BatchReader {
        @Override
        public Schema schema() {
            return rows.schema();
        }

        @Override
        public @Nullable VectorSchemaRoot next() throws Exception {
            run.cancel();
            return rows.next();
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
