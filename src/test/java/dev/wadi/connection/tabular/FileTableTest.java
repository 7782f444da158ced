package dev.wadi.connection.tabular;

import static dev.wadi.connection.tabular.TestingRows.read;
import static dev.wadi.connection.tabular.TestingRows.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.DeclaredColumn;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.TapStage;
import dev.wadi.testing.TestingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Taps of files. */
class FileTableTest {

    @TempDir
    Path temp = Path.of("");

    private final TestingRun run = new TestingRun();
    private Path root = Path.of("");
    private FileTable table = new FileTable(Path.of(""), Optional.empty());

    @BeforeEach
    void makeFolder() throws IOException {
        root = Files.createDirectories(temp.resolve("root/in")).getParent();
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

    private List<String> tap(String query, String locator, Map<String, Object> params) throws Exception {
        return read(run, table.tap(run.tap(query, locator, params)));
    }

    private void assertFails(String message, String query, String locator, Map<String, Object> params) {
        assertThatThrownBy(() -> tap(query, locator, params)).hasMessage(message);
    }

    @Test
    void aCsvFileIsReadWithItsTypes() throws Exception {
        write("in/orders.csv", "id,customer,amount,at\n1,ann,10.50,2024-01-03T09:00:00\n2,bob,,2024-01-15T10:30:00\n");

        assertThat(read(
                        run,
                        table.tap(run.tap(null, "in/orders.csv", Map.of())),
                        "select id, customer, amount, at::varchar, typeof(amount) from t"))
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
            reader.next().close();
        }
    }
}
