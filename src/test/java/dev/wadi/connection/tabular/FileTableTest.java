package dev.wadi.connection.tabular;

import static dev.wadi.connection.tabular.TestingRows.read;
import static dev.wadi.connection.tabular.TestingRows.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.batch.Columns;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.DeclaredColumn;
import dev.wadi.spi.SchemaSource;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.TapStage;
import dev.wadi.testing.TestingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Taps of files. */
class FileTableTest {

    @TempDir
    Path temp = Path.of("");

    private final TestingRun run = new TestingRun();
    private Path root = Path.of("");
    private FileTable table = new FileTable(Path.of(""), Optional.empty());

    @BeforeEach
    void makeFolder() throws IOException {
        root = Files.createDirectories(temp.resolve("root"));
        Files.createDirectories(root.resolve("in"));
        table = new FileTable(root, Optional.empty());
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        run.close();
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), text);
    }

    private void sink(String locator, String sql) throws Exception {
        try (BatchReader rows = rows(run, sql)) {
            table.sink(run.sink(locator, SinkMode.REPLACE), rows);
        }
    }

    private List<String> tap(String locator) throws Exception {
        return tap(null, locator, Map.of());
    }

    private List<String> tap(@Nullable String query, String locator, Map<String, Object> params) throws Exception {
        return read(run, table.tap(run.tap(query, locator, params)));
    }

    private void assertFails(String message, @Nullable String query, String locator, Map<String, Object> params) {
        assertThatThrownBy(() -> tap(query, locator, params)).hasMessage(message);
    }

    @Test
    void aCsvFileIsReadWithItsTypes() throws Exception {
        write("in/orders.csv", "id,customer,amount,at\n1,ann,10.50,2024-01-03T09:00:00\n2,bob,,2024-01-15T10:30:00\n");

        assertThat(read(
                        run,
                        table.tap(run.tap(null, "in/orders.csv", Map.of())),
                        "select id, customer, amount, \"at\"::varchar, typeof(amount) from t"))
                .containsExactly("1|ann|10.5|2024-01-03 09:00:00|DOUBLE", "2|bob|null|2024-01-15 10:30:00|DOUBLE");
    }

    @Test
    void anotherSeparatorIsFoundByTheHeader() throws Exception {
        write("in/a.csv", "name;city\nann;rome, italy\n");

        assertThat(tap("in/a.csv")).containsExactly("ann|rome, italy");
    }

    @Test
    void aFileOfTextsAloneHasAHeaderToo() throws Exception {
        write("in/a.csv", "name,city\nann,rome\n");

        assertThat(tap("in/a.csv")).containsExactly("ann|rome");
    }

    @Test
    void aLineWithTooManyFieldsFailsWithItsNumber() throws Exception {
        write("in/bad.csv", "a,b\n1,2\n3,4\n5,6,secret\n8,9\n");

        assertFails("in/bad.csv, line 4: has 3 fields where 2 are expected", null, "in/bad.csv", Map.of());
    }

    @Test
    void aLineWithTooManyFieldsFailsWhereverItIs() throws Exception {
        StringBuilder text = new StringBuilder("a,b\n");
        for (int i = 0; i < 200_000; i++) {
            text.append(i).append(",x\n");
        }
        write("in/late.csv", text + "1,2,3\n");

        assertFails("in/late.csv, line 200002: has 3 fields where 2 are expected", null, "in/late.csv", Map.of());
    }

    @Test
    void aLineWithTooFewFieldsFailsToo() throws Exception {
        write("in/few.csv", "a,b,c\n1,2,3\n4,5\n");

        assertFails("in/few.csv, line 3: has 2 fields where 3 are expected", null, "in/few.csv", Map.of());
    }

    @Test
    void aQuoteThatIsNotClosedFailsWithItsLine() throws Exception {
        write("in/q.csv", "a,b\n1,\"x\n2,y\n");

        assertFails("in/q.csv, line 2: Value with unterminated quote found", null, "in/q.csv", Map.of());
    }

    @Test
    void aValueThatDoesNotFitItsColumnFailsWithoutBeingShown() throws Exception {
        write("in/a.csv", "a,b\n1,2\n");
        write("in/b.csv", "a,b\nsecret,2\n");

        assertThatThrownBy(() -> read(run, table.tap(declared("in/b.csv", "a", "BIGINT"))))
                .hasMessage(
                        "in/b.csv, line 2: the value of column 'a' is no BIGINT. Declare another type for it in fields");
    }

    private TapStage declared(String locator, String name, String type) {
        return new DeclaredTap(run.tap(null, locator, Map.of()), List.of(new DeclaredColumn(name, type)));
    }

    @ParameterizedTest
    @CsvSource({
        "1234567890.123456789",
        "12345678901234567890.12",
        "-0.10000000000000001",
        "9007199254740993.0",
        "123456789012345678e-3"
    })
    void aNumberThatADoubleDoesNotHoldIsNotRounded(String number) throws Exception {
        write("in/a.csv", "a,b\n0.5,x\n" + "1.5,y\n".repeat(30_000) + number + ",z\n");

        assertFails(
                "in/a.csv: the column 'a' is read as DOUBLE, and holds a number of more digits. Declare another type for it in fields",
                null,
                "in/a.csv",
                Map.of());
        assertThat(read(run, table.tap(declared("in/a.csv", "a", "VARCHAR")), "select a from t where b = 'z'"))
                .containsExactly(number);
        assertThat(read(run, table.tap(declared("in/a.csv", "a", "DOUBLE")), "select count(a) from t"))
                .containsExactly("30002");
    }

    @Test
    void numbersThatADoubleHoldsAreDoubles() throws Exception {
        write(
                "in/a.csv",
                "a,b\n0.30000000000000004,x\n1.7976931348623157e308,y\n-1.50000000000000000000,z\n,\nnan,\n"
                        + "\"\",\n1000000000000000000000.0,\n");

        assertThat(read(run, table.tap(run.tap(null, "in/a.csv", Map.of())), "select a, typeof(a) from t"))
                .containsExactly(
                        "0.30000000000000004|DOUBLE",
                        "1.7976931348623157E308|DOUBLE",
                        "-1.5|DOUBLE",
                        "null|DOUBLE",
                        "NaN|DOUBLE",
                        "null|DOUBLE",
                        "1.0E21|DOUBLE");
        write("in/b.csv", "a;b\n1.234,5;x\n");
        assertThat(read(
                        run,
                        table.tap(run.tap(null, "in/b.csv", Map.of("decimal_separator", ",", "thousands", "."))),
                        "select a from t"))
                .containsExactly("1234.5");
    }

    @Test
    void aValueThatComesLateAndDoesNotFitIsNotRounded() throws Exception {
        write("in/a.csv", "a,b\n" + "1,x\n".repeat(30_000) + "1.5,y\n");
        write("in/b.csv", "a,b\n" + "1.5,x\n".repeat(30_000) + "none,y\n");
        write("in/c.csv", "a,b\n" + "1,x\n".repeat(30_000) + "99999999999999999999,y\n");
        write("in/d.csv", "a,b\n" + "1,x\n".repeat(30_000) + "2.0,y\n+03,z\n");

        assertFails(
                "in/a.csv: the column 'a' is read as BIGINT, and holds a number of more decimals. Declare another type for it in fields",
                null,
                "in/a.csv",
                Map.of());
        assertFails(
                "in/b.csv, line 30002: the value of column 'a' is no DOUBLE. Declare another type for it in fields",
                null,
                "in/b.csv",
                Map.of());
        assertFails(
                "in/c.csv, line 30002: the value of column 'a' is no BIGINT. Declare another type for it in fields",
                null,
                "in/c.csv",
                Map.of());
        assertThat(tap("select sum(a) from x", "in/d.csv", Map.of())).containsExactly("30005");
    }

    @Test
    void aDeclaredDecimalIsNotRounded() throws Exception {
        write("in/a.csv", "a,b\n1.50,x\n-2,y\n.2500,z\n,\n");
        write("in/b.csv", "a,b\n1.239,x\n");

        assertThat(read(run, table.tap(declared("in/a.csv", "a", "numeric(5, 2)"))))
                .containsExactly("1.50|x", "-2.00|y", "0.25|z", "null|null");
        assertThatThrownBy(() -> read(run, table.tap(declared("in/b.csv", "a", "DECIMAL(5,2)"))))
                .hasMessage(
                        "in/b.csv: the column 'a' is read as DECIMAL(5,2), and holds a number of more decimals. Declare another type for it in fields");
    }

    @Test
    void aQueryReadsTheFileUnderAnyName() throws Exception {
        write("in/a.csv", "a,b\n1,2\n3,4\n");

        assertThat(tap(
                        "with big as (select * from placeholder p where p.a > 1) select b * 2 as c from big;",
                        "in/a.csv",
                        Map.of()))
                .containsExactly("8");
        assertThat(tap("from \"in/a.csv\" select sum(a) -- all", "in/a.csv", Map.of()))
                .containsExactly("4");
    }

    @Test
    void aParquetFileIsReadWithAQueryOfItsColumns() throws Exception {
        sink("x.parquet", "select range as n, 'x' || range as t from range(300000)");

        assertThat(read(run, table.tap(run.tap("select n from x where n >= 299998", "x.parquet", Map.of()))))
                .containsExactly("299998", "299999");
    }

    @Test
    void aReaderThatIsClosedEarlyGivesEverythingBack() throws Exception {
        sink("x.parquet", "select range as n from range(1000000)");
        try (BatchReader reader = table.tap(run.tap(null, "x.parquet", Map.of()))) {
            Objects.requireNonNull(reader.next()).close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "in/none.csv|there is no file 'in/none.csv' in ROOT",
                "in/none*.csv|no file matches 'in/none*.csv' in ROOT",
                "none/*.csv|no file matches 'none/*.csv' in ROOT",
                "in|'in' is a folder. Write a pattern such as in/*.parquet",
                "../secret.csv|locator: '../secret.csv' is not below the folder ROOT. Write it without / before it, and without .. and \\",
                "in/../../secret.csv|locator: 'in/../../secret.csv' is not below the folder ROOT. Write it without / before it, and without .. and \\",
                "/etc/passwd|locator: '/etc/passwd' is not below the folder ROOT. Write it without / before it, and without .. and \\",
                "..\\secret.csv|locator: '..\\secret.csv' is not below the folder ROOT. Write it without / before it, and without .. and \\",
                "link.csv|locator: 'link.csv' is outside of the folder ROOT",
                "*.csv|locator: 'link.csv' is outside of the folder ROOT",
                "linked/*.csv|locator: 'linked/' is outside of the folder ROOT",
                "**/*.csv|locator: 'link.csv' is outside of the folder ROOT",
                "in/[z-a].csv|locator: 'in/[z-a].csv' is no pattern: Illegal character range. Use *, ?, [a-z] and **",
                "in/a.txt|params.format is missing, and the name 'in/a.txt' does not tell it. Write parquet, csv or json",
            })
    void aLocatorThatCannotBeReadSaysWhy(String locator, String message) throws Exception {
        Files.writeString(temp.resolve("secret.csv"), "a\n1\n");
        write("in/a.txt", "x");
        Files.createSymbolicLink(root.resolve("link.csv"), temp.resolve("secret.csv"));
        Files.createSymbolicLink(root.resolve("linked"), temp);
        assertFails(message.replace("ROOT", root.toString()), null, locator, Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select * from x, read_csv('/etc/passwd')|query: the function 'read_csv' may not be used by the query of a tap. Name the files in locator",
                "select * from x where a in (select content from read_text('/etc/passwd'))|query: the function 'read_text' may not be used by the query of a tap. Name the files in locator",
                "select * from x join '/etc/passwd' on true|query: reads the tables 'x', '/etc/passwd'. The query of a tap reads one table, which stands for the files",
                "copy x to '/tmp/y'|query: is no SELECT. The query of a tap is one SELECT over one table",
                "attach 'x.db'|query: is no SELECT. The query of a tap is one SELECT over one table",
                "install httpfs|query: is no SELECT. The query of a tap is one SELECT over one table",
                "select 1; select 2|query: holds 2 statements. The query of a tap is one SELECT over one table",
                "select 1|query: reads no table. The query of a tap reads one table, which stands for the files",
                "select * from s.x|query: 's.x' has a schema, and the table of a tap's query has none. Write any plain name for it",
                "selec * from x|query: syntax error at or near \"selec\". The query of a tap is one SELECT over one table",
                "select z from x|query: Referenced column \"z\" not found in FROM clause!",
            })
    void aQueryReadsTheLocatorsFilesAndNothingElse(String query, String message) throws Exception {
        write("in/a.csv", "a\n1\n");
        assertFails(message, query, "in/a.csv", Map.of());
    }

    @Test
    void evenWithoutThatCheckNoOtherFileCanBeOpened() throws Exception {
        write("in/a.csv", "a\n1\n");
        write("in/b.csv", "a\n1\n");
        try (FileDuckDb duckdb = FileDuckDb.reading(List.of(root.resolve("in/a.csv")), 1L << 30)) {
            for (String sql : List.of(
                    "select * from read_csv('" + root + "/in/b.csv')",
                    "copy (select 1) to '" + root + "/in/c.csv'",
                    "attach '" + root + "/x.db'",
                    "install httpfs",
                    "set enable_external_access = true")) {
                assertThatThrownBy(() -> duckdb.execute(sql)).isInstanceOf(java.sql.SQLException.class);
            }
        }
    }

    @Test
    void anUnknownParamNamesTheNearest() throws Exception {
        write("in/a.json", "{}");
        assertFails(
                "params.sample_sise: unknown key. Did you mean 'sample_size'? A tap of JSON accepts: columns, compression, dateformat,"
                        + " filename, format, hive_partitioning, hive_types, ignore_errors, map_inference_threshold, maximum_depth,"
                        + " maximum_object_size, sample_size, timestampformat, union_by_name",
                null,
                "in/a.json",
                Map.of("sample_sise", 1));
    }

    @Test
    void aParquetFileThatIsCutOffIsNamed() throws Exception {
        sink("x.parquet", "select range as n, 'x' || range as t from range(300000)");
        byte[] whole = Files.readAllBytes(root.resolve("x.parquet"));
        Files.write(root.resolve("in/cut.parquet"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(root.resolve("in/none.parquet"), new byte[0]);

        assertFails("in/cut.parquet: is no whole Parquet file; it may be cut off", null, "in/cut.parquet", Map.of());
        assertFails("in/none.parquet: is no whole Parquet file; it may be cut off", null, "in/none.parquet", Map.of());
        Files.copy(root.resolve("x.parquet"), root.resolve("in/a.parquet"));
        assertFails("in/cut.parquet: is no whole Parquet file; it may be cut off", null, "in/*.parquet", Map.of());
    }

    @Test
    void jsonIsAnArrayOrObjectsOneAfterAnother() throws Exception {
        write("in/a.json", "[{\"a\": 1, \"b\": \"x\"}, {\"a\": 2, \"c\": {\"d\": [1, 2]}}]");
        write("in/b.jsonl", "{\"a\": 1}\n{\"a\": 2}\n");
        write("in/c.json", "[]");

        assertThat(tap("in/a.json")).containsExactly("1|x|null", "2|null|{'d': [1, 2]}");
        assertThat(tap("in/b.jsonl")).containsExactly("1", "2");
        assertThat(tap("in/c.json")).isEmpty();
        assertThat(read(run, table.tap(declared("in/b.jsonl", "a", "DECIMAL(5,1)"))))
                .containsExactly("1.0", "2.0");
    }

    @Test
    void aKeyThatComesLateIsNotLost() throws Exception {
        write("in/a.jsonl", "{\"a\": 1}\n".repeat(50_000) + "{\"a\": 2, \"late\": true}\n");

        assertThat(tap("select late from t where a = 2", "in/a.jsonl", Map.of()))
                .containsExactly("true");
    }

    @Test
    void jsonThatIsCutOffIsNamed() throws Exception {
        write("in/cut.json", "[{\"a\": 1}, {\"a\": 2");
        assertFails(
                "in/cut.json: Malformed JSON, at byte 8 in record/value 3: unexpected end of data",
                null,
                "in/cut.json",
                Map.of());
    }

    @Test
    void filesOfAPatternAreReadInTheirOrder() throws Exception {
        write("in/2.csv", "a,b\n3,4\n");
        write("in/1.csv", "a,b\n1,2\n");
        write("in/.hidden.csv", "a,b\n9,9\n");
        write("in/deep/3.csv", "a,b\n5.5,6\n");

        assertThat(tap("in/*.csv")).containsExactly("1|2", "3|4");
        assertThat(tap(null, "in/**/[13].csv", Map.of("filename", true)))
                .containsExactly("1.0|2|in/1.csv", "5.5|6|in/deep/3.csv");
    }

    @Test
    void filesOfOtherColumnsAreReadTogetherWhenThatIsWanted() throws Exception {
        write("in/1.csv", "a,b\n1,2\n");
        write("in/2.csv", "b;c\n3;x\n");

        assertFails(
                "in/2.csv: has the columns b, c, and in/1.csv has a, b. Set params.union_by_name to true to read them together",
                null,
                "in/*.csv",
                Map.of());
        assertThat(tap(null, "in/*.csv", Map.of("union_by_name", true))).containsExactly("1|2|null", "null|3|x");
    }

    @Test
    void partsOfAHiveFolderAreColumns() throws Exception {
        write("in/y=2023/a.csv", "t\na\n");
        write("in/y=2024/a.csv", "t\nb\n");

        assertThat(tap("select t, y from x where y = 2024", "in/*/*.csv", Map.of()))
                .containsExactly("b|2024");
    }

    @Test
    void fieldsNameTheColumnsOfAFileWithoutHeader() throws Exception {
        write("in/a.csv", "1,x\n");
        TapStage tap = new DeclaredTap(
                run.tap(null, "in/a.csv", Map.of("header", false)),
                List.of(new DeclaredColumn("n", "INTEGER"), new DeclaredColumn("t", "VARCHAR")));

        assertThat(read(run, table.tap(tap), "select n, t, typeof(n) from t")).containsExactly("1|x|INTEGER");
        assertThatThrownBy(() -> table.tap(declared("in/a.csv", "zip", "VARCHAR")))
                .hasMessage("fields: 'zip' is no column of in/a.csv. It has 1, x");
    }

    @Test
    void brokenLinesArePassedOverOnlyWhenThatIsWanted() throws Exception {
        write("in/bad.csv", "a,b\n1,2\n3,4,5\n6,7\n");

        assertThat(tap(null, "in/bad.csv", Map.of("ignore_errors", true))).containsExactly("1|2", "6|7");
    }

    @Test
    void anEmptyFileNeedsDeclaredColumns() throws Exception {
        write("in/e.csv", "");
        assertFails(
                "in/e.csv: is empty, without even a header. Declare its columns in fields", null, "in/e.csv", Map.of());
        assertThat(read(run, table.tap(declared("in/e.csv", "a", "BIGINT")))).isEmpty();
    }

    @Test
    void aRangeOfRowsIsRead() throws Exception {
        write("in/a.csv", "id\n1\n2\n\n3\n");
        var range = new TapStage.Range("id", Optional.of(1L), Optional.of(2L));
        assertThat(read(run, table.tap(run.tap(null, "in/a.csv", range)))).containsExactly("2");
    }

    @Test
    void whatHasNoPlaceInABatchIsRefusedOrCastWithoutLoss() throws Exception {
        write("in/a.csv", "a\n1\n");
        assertThat(read(
                        run,
                        table.tap(run.tap(
                                "select 170141183460469231731687303715884105::hugeint as h, 'x'::enum('x') as e, timestamp_s '2024-01-01' as s,"
                                        + " timestamp_ns '2024-01-01 00:00:00.000001' as n, null as z from x",
                                "in/a.csv",
                                Map.of())),
                        "select h, e, s::varchar, n::varchar, z, typeof(h), typeof(s) from t"))
                .containsExactly(
                        "170141183460469231731687303715884105|x|2024-01-01 00:00:00|2024-01-01 00:00:00.000001|null|DECIMAL(38,0)|TIMESTAMP");
        assertFails(
                "the column 'b' has the type BIT, which has no place in a batch. Cast it in the query",
                "select '1'::bit as b from x",
                "in/a.csv",
                Map.of());
        assertFails(
                "in/a.csv: the column 'n' has nanoseconds, which would be lost. Round them in the query",
                "select timestamp_ns '2024-01-01 00:00:00.000000001' as n from x",
                "in/a.csv",
                Map.of());
    }

    @Test
    void whatAServerAnswersIsReadLikeAFile() throws Exception {
        ReadRequest request = new ReadRequest(Format.CSV, Map.of(), List.of(), Optional.empty(), Optional.empty());
        try (var answer =
                new java.io.ByteArrayInputStream("a,b\n1,2\n3\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
            assertThatThrownBy(() -> read(run, TabularFiles.read(run, request, answer, "http://localhost/x")))
                    .hasMessage("http://localhost/x, line 3: has 1 field where 2 are expected");
        }
    }

    @Test
    void aRunThatIsCancelledEndsTheReading() throws Exception {
        sink("x.parquet", "select range as n from range(1000000)");
        try (BatchReader reader = table.tap(run.tap(null, "x.parquet", Map.of()))) {
            run.cancel();
            assertThatThrownBy(reader::next).hasMessage("the run was cancelled");
        }
    }

    @Test
    void theColumnsAreThoseThatEverySystemMapsItsTypesTo() throws Exception {
        write("in/a.csv", "a\n1\n");
        String query =
                "select true as b, uuid '0ebc8248-0662-4bba-ab21-00ab3f5805ad' as u, '{}'::json as j, now() as n from x";
        try (BatchReader reader = table.tap(run.tap(query, "in/a.csv", Map.of()))) {
            assertThat(reader.schema().getFields())
                    .containsExactly(
                            Columns.column("b", Columns.BOOL),
                            Columns.uuid("u"),
                            Columns.json("j"),
                            Columns.column("n", Columns.INSTANT));
            try (var batch = reader.next()) {
                assertThat(batch).extracting(VectorSchemaRoot::getSchema).isEqualTo(reader.schema());
            }
        }
        assertThat(tap(query.replace(", now() as n", ""), "in/a.csv", Map.of()))
                .containsExactly("true|0ebc8248-0662-4bba-ab21-00ab3f5805ad|{}");
        assertFails(
                "the column 'l' has the type UUID[], which has no place in a batch. Cast it in the query",
                "select [uuid()] as l from x",
                "in/a.csv",
                Map.of());
    }

    @Test
    void filesThatCanBeReadAreTables() throws Exception {
        write("in/a.csv", "id,name\n1,x\n");
        write("in/deep/b.json", "[{\"id\": 1, \"s\": {\"d\": [1.5]}}]");
        write("in/notes.txt", "x");
        write("in/.hidden.csv", "x");
        Files.createSymbolicLink(root.resolve("linked"), temp);
        sink("c.parquet", "select 1.50::decimal(5,2) as d, uuid() as u");

        assertThat(table.tables())
                .containsExactly(
                        new SchemaSource.Table("c.parquet", "Parquet"),
                        new SchemaSource.Table("in/a.csv", "CSV"),
                        new SchemaSource.Table("in/deep/b.json", "JSON"));
        assertThat(table.columns("in/a.csv"))
                .containsExactly(
                        new SchemaSource.Column("id", "BIGINT", true, null),
                        new SchemaSource.Column("name", "VARCHAR", true, null));
        assertThat(table.columns("c.parquet"))
                .extracting(SchemaSource.Column::type)
                .containsExactly("DECIMAL(5,2)", "UUID");
        assertThat(table.columns("in/**/*.json"))
                .extracting(SchemaSource.Column::type)
                .containsExactly("BIGINT", "STRUCT(d DOUBLE[])");
        assertThat(table.columns("in/none.csv")).isEmpty();
        assertThatThrownBy(() -> table.columns("in"))
                .hasMessage("'in' is a folder. Write a pattern such as in/*.parquet");
    }

    @Test
    void readingUsesNoMoreMemoryThanTheRunMay() throws Exception {
        write("in/a.csv", "a\n1\n");
        run.memory(100L << 20);

        assertThat(tap("select current_setting('memory_limit') from x", "in/a.csv", Map.of()))
                .containsExactly("100.0 MiB");
    }
}
