package dev.wadi.connection.tabular;

import static dev.wadi.connection.tabular.TestingRows.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.batch.Columns;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.DeclaredColumn;
import dev.wadi.spi.TapStage;
import dev.wadi.testing.TestingRun;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No number of a JSON file is rounded without a word. */
class JsonNumbersTest {

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

    private void write(String name, String text) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), text);
    }

    private TapStage tap(String locator, DeclaredColumn... fields) {
        return new DeclaredTap(run.tap(null, locator, Map.of()), List.of(fields));
    }

    private List<String> values(TapStage tap, String sql) throws Exception {
        return read(run, table.tap(tap), sql);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9223372036854775807|9223372036854775807|BIGINT",
                "-9223372036854775808|-9223372036854775808|BIGINT",
                "18446744073709551615|18446744073709551615|DECIMAL(38,0)",
                "18446744073709551616|18446744073709551616|DECIMAL(38,0)",
                "-9223372036854775809|-9223372036854775809|DECIMAL(38,0)",
                "12345678901234567890123456789012345678|12345678901234567890123456789012345678|DECIMAL(38,0)",
                "1234567890.123456789|1234567890.123456789|DECIMAL(38,9)",
                "0.10000000000000001|0.10000000000000001|DECIMAL(38,17)",
                "9007199254740993.0|9007199254740993|DECIMAL(38,0)",
                "1.5e300|1.5e300|DOUBLE",
                "0.1|0.1|DOUBLE",
                "0.30000000000000004|0.30000000000000004|DOUBLE",
                "2.2250738585072014e-308|2.2250738585072014e-308|DOUBLE",
                "1.50000000000000000000|1.5|DOUBLE",
            })
    void aNumberArrivesAsItIs(String written, String value, String type) throws Exception {
        write("in/a.json", "[{\"n\": " + written + ", \"t\": \"x\"}]");

        assertThat(values(tap("in/a.json"), "select typeof(n) from t")).containsExactly(type);
        if (!type.equals("DOUBLE")) {
            assertThat(values(tap("in/a.json"), "select n::varchar from t")).containsExactly(value);
        }
    }

    @Test
    void aLongNumberThatComesLateMakesTheColumnExact() throws Exception {
        write(
                "in/a.jsonl",
                "{\"n\": 1, \"d\": 0.1}\n".repeat(50_000)
                        + "{\"n\": 0.5, \"d\": 9007199254740993}\n{\"n\": 9007199254740993, \"d\": null}\n");

        assertThat(
                        values(
                                tap("in/a.jsonl"),
                                "select sum(n)::varchar, typeof(n), max(d)::varchar, sum(d)::varchar, count(*) from t group by typeof(n)"))
                .containsExactly("9007199254790993.5|DECIMAL(38,1)|9007199254740993.0|9007199254745993.0|50002");
    }

    @Test
    void numbersInsideStructuresAndArraysAreExactToo() throws Exception {
        write(
                "in/a.json",
                "{\"id\": 1, \"s\": {\"k\": [1.5, 12345678901234567.89], \"a b\": true}}\n"
                        + "{\"id\": 2, \"s\": {\"k\": [], \"a b\": null}}");

        assertThat(values(tap("in/a.json"), "select id, s.k::varchar, typeof(s) from t"))
                .containsExactly(
                        "1|[1.50, 12345678901234567.89]|STRUCT(k DECIMAL(38,2)[], \"a b\" BOOLEAN)",
                        "2|[]|STRUCT(k DECIMAL(38,2)[], \"a b\" BOOLEAN)");
    }

    @Test
    void declaredDecimalsAreExactAndTextKeepsEachDigit() throws Exception {
        write(
                "in/a.jsonl",
                "{\"d\": 0.1, \"t\": 1.10, \"h\": 170141183460469231731687303715884105727}\n"
                        + "{\"d\": 12345678901234567890.123456789012345678, \"t\": 1e-400, \"h\": -1}\n");

        assertThat(values(
                        tap("in/a.jsonl", new DeclaredColumn("d", "numeric(38,18)"), new DeclaredColumn("t", "text")),
                        "select d::varchar, t, typeof(d) from t"))
                .containsExactly(
                        "0.100000000000000000|1.10|DECIMAL(38,18)",
                        "12345678901234567890.123456789012345678|1e-400|DECIMAL(38,18)");
    }

    @Test
    void aColumnThatIsDeclaredADoubleIsOne() throws Exception {
        write("in/a.jsonl", "{\"d\": 1234567890.123456789}\n");

        assertThat(values(tap("in/a.jsonl", new DeclaredColumn("d", "DOUBLE")), "select d, typeof(d) from t"))
                .containsExactly("1.2345678901234567E9|DOUBLE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1e400||the column 'n' holds numbers of more digits than a DOUBLE has, which together need more than the 38 digits of a decimal. Declare it in fields: as VARCHAR to keep each digit, or as DOUBLE to round",
                "0.1234567890123456789, \"m\": 1}, {\"n\": 1e30||the column 'n' holds numbers of more digits than a DOUBLE has, which together need more than the 38 digits of a decimal. Declare it in fields: as VARCHAR to keep each digit, or as DOUBLE to round",
                "1.239|DECIMAL(5,2)|the column 'n' is declared DECIMAL(5,2), and holds numbers of 3 decimals. Declare a type that has them",
                "1.5|BIGINT|the column 'n' is declared BIGINT, and holds numbers of 1 decimals. Declare a type that has them",
                "[{\"a\": 1.2345678901234567890}, \"x\"]|JSON|the column 'n' is read as JSON, and holds numbers of more digits than a DOUBLE has. Declare what is in it in fields, such as STRUCT(a DECIMAL(38,18))",
                "[1e1234567890123]||the column 'n' holds numbers of more digits than a DOUBLE has, which together need more than the 38 digits of a decimal. Declare it in fields: as VARCHAR to keep each digit, or as DOUBLE to round",
            })
    void whatWouldBeRoundedIsRefused(String written, @org.jspecify.annotations.Nullable String type, String message)
            throws Exception {
        write("in/a.json", "[{\"n\": " + written + "}]");
        DeclaredColumn[] fields =
                type == null ? new DeclaredColumn[0] : new DeclaredColumn[] {new DeclaredColumn("n", type)};

        assertThatThrownBy(() -> values(tap("in/a.json", fields), "select * from t"))
                .hasMessage(message);
    }

    @Test
    void aSampleDoesNotDecide() throws Exception {
        write("in/a.jsonl", "{\"n\": 1}\n".repeat(5000) + "{\"n\": 1.5, \"late\": \"x\"}\n");

        assertThat(read(
                        run,
                        table.tap(run.tap(null, "in/a.jsonl", Map.of("sample_size", 10))),
                        "select max(n), max(late) from t"))
                .containsExactly("1.5|x");
    }

    @Test
    void filesKeepTheirNamesAndTheColumnsOfTheirFolders() throws Exception {
        write("in/y=2023/a.json", "{\"n\": 1234567890.123456789, \"day\": \"2024-02-29\"}");
        write("in/y=2024/b.json", "{\"n\": 2, \"day\": \"2024-02-28\"}");

        assertThat(read(
                        run,
                        table.tap(run.tap(null, "in/**/*.json", Map.of("filename", true))),
                        "select n::varchar, day, y, filename from t order by n"))
                .containsExactly(
                        "2.000000000|2024-02-28|2024|in/y=2024/b.json",
                        "1234567890.123456789|2024-02-29|2023|in/y=2023/a.json");
    }

    @Test
    void aCompressedFileIsReadToo() throws Exception {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(root.resolve("a.jsonl.gz")))) {
            out.write("{\"n\": 1234567890.123456789}\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(values(tap("a.jsonl.gz"), "select n::varchar from t")).containsExactly("1234567890.123456789");
    }

    @Test
    void theColumnsOfABatchSayIt() throws Exception {
        write("in/a.json", "{\"n\": 1234567890.123456789}");
        try (BatchReader reader = table.tap(tap("in/a.json"))) {
            assertThat(reader.schema().getFields()).containsExactly(Columns.decimal("n", 38, 9));
        }
    }

    @Test
    void whatIsBrokenBehindALongNumberIsNamed() throws Exception {
        write("in/cut.json", "[{\"a\": 1234567890.123456789}, {\"a\": 2");

        assertThatThrownBy(() -> values(tap("in/cut.json"), "select * from t"))
                .hasMessageStartingWith("in/cut.json: Malformed JSON");
    }
}
