package dev.wadi.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.spi.BatchReader;
import dev.wadi.testing.TestingRun;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowTextTest {

    private final TestingRun run = new TestingRun();

    @AfterEach
    void nothingIsLeft() throws Exception {
        run.close();
    }

    /** What to do with the only row of a query. */
    private interface Use {
        String of(RowText text, Map<String, @Nullable Object> row);
    }

    private String use(String query, Use use) throws Exception {
        try (BatchReader reader = DuckDb.query(run.duckdb(), query, run.allocator());
                Rows.Cursor rows = Rows.iterate(reader)) {
            return use.of(new RowText(reader.schema()), rows.next());
        }
    }

    private String json(String query) throws Exception {
        return use(query, (text, row) -> text.json(row).toString());
    }

    private String csv(String query) throws Exception {
        return use(query, (text, row) -> text.csvHeader() + "\n" + text.csv(row));
    }

    @Test
    void jsonHasAllDigitsAndBytesInBase64() throws Exception {
        assertThat(json("select 1.50::decimal(5,2) as n, timestamp '2026-01-31 10:00:00' as t, '\\x00\\xFF'::blob as b,"
                        + " null::int as o"))
                .isEqualTo("{\"n\":1.50,\"t\":\"2026-01-31T10:00\",\"b\":\"AP8=\",\"o\":null}");
        assertThat(RowText.node(Columns.json("j"), "{\"a\": 0.12345678901234567890123}"))
                .hasToString("{\"a\":0.12345678901234567890123}");
    }

    @Test
    void structuresListsAndMapsAreNested() throws Exception {
        String query =
                "select {'a': [1, null], 'd': date '2026-01-31'} as s, map {'k': {'x': 1}} as m, map {7: 'seven'} as i";
        assertThat(json(query))
                .isEqualTo(
                        "{\"s\":{\"a\":[1,null],\"d\":\"2026-01-31\"},\"m\":{\"k\":{\"x\":1}},\"i\":{\"7\":\"seven\"}}");
    }

    @Test
    void csvQuotesWhatMustBeQuotedAndAnEmptyText() throws Exception {
        assertThat(csv("select 'a, \"b\"' as \"x,y\", '' as e, null as n, ['q'] as l, 1.50::decimal(5,2) as d"))
                .isEqualTo("\"x,y\",e,n,l,d\n\"a, \"\"b\"\"\",\"\",,\"[\"\"q\"\"]\",1.50");
    }

    @Test
    void whatJsonDoesNotHaveIsRefusedInJsonAndShownElsewhere() throws Exception {
        String query = "select {'a': 'nan'::double} as s, 'infinity'::double as d";
        assertThatThrownBy(() -> json(query))
                .hasMessage("the column 's' holds NaN or infinity, which JSON does not have");
        assertThat(csv(query)).isEqualTo("s,d\n\"{\"\"a\"\":\"\"NaN\"\"}\",Infinity");
    }
}
