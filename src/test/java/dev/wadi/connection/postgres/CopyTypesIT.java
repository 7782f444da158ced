package dev.wadi.connection.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.SinkMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type comes through unchanged, both as batches and as bytes. */
class CopyTypesIT extends CopyFixture {

    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry("boolean", List.of("true", "false")),
            Map.entry("smallint", List.of("-32768", "32767", "0")),
            Map.entry("integer", List.of("-2147483648", "2147483647", "0")),
            Map.entry("bigint", List.of("-9223372036854775808", "9223372036854775807", "0")),
            Map.entry("oid", List.of("0", "4294967295")),
            Map.entry("real", List.of("NaN", "Infinity", "-Infinity", "-0", "1e-45", "3.4028235e38")),
            Map.entry("double precision", List.of("NaN", "Infinity", "-Infinity", "-0", "5e-324", "0.1")),
            Map.entry(
                    "numeric(12,2)", List.of("0", "0.01", "-0.01", "9999999999.99", "-9999999999.99", "10000", "1.50")),
            Map.entry(
                    "numeric(38,0)",
                    List.of("99999999999999999999999999999999999999", "-1", "0", "100000000000000000000")),
            Map.entry(
                    "numeric(38,38)",
                    List.of("0.99999999999999999999999999999999999999", "0.00000000000000000000000000000000000001")),
            Map.entry("numeric(5,-2)", List.of("1234500", "-100")),
            Map.entry("numeric(2,5)", List.of("0.00012", "-0.00099")),
            Map.entry("numeric(40,3)", List.of("1234567890123456789012345678901234567.125", "0.001")),
            Map.entry(
                    "numeric",
                    List.of(
                            "0",
                            "0.00",
                            "1.500",
                            "-0.000000000000000000000000000001",
                            "NaN",
                            "Infinity",
                            "-Infinity",
                            "123456789012345678901234567890123456789012345678901234567890.5",
                            "1e300",
                            "10000",
                            "100000000")),
            Map.entry("text", List.of("", "plain", "é😀\u0001\t\n\\N\"'", "x".repeat(100_000))),
            Map.entry("varchar(10)", List.of("", "ten chars.")),
            Map.entry("char(5)", List.of("ab", "")),
            Map.entry("name", List.of("pg_class")),
            Map.entry("bytea", List.of("\\x", "\\x00ff5c")),
            Map.entry(
                    "date",
                    List.of(
                            "infinity",
                            "-infinity",
                            "4713-01-01 BC",
                            "5874897-12-31",
                            "1899-12-31",
                            "1970-01-01",
                            "1582-10-10")),
            Map.entry("time", List.of("00:00:00", "23:59:59.999999", "24:00:00")),
            Map.entry("time(0)", List.of("12:34:56")),
            Map.entry(
                    "timestamp",
                    List.of(
                            "infinity",
                            "-infinity",
                            "4713-01-01 00:00:00 BC",
                            "1899-12-31 23:59:59.999999",
                            "9999-12-31 23:59:59.999999",
                            "290000-01-01 00:00:00")),
            Map.entry("timestamp(3)", List.of("1899-12-31 23:59:59.999")),
            Map.entry(
                    "timestamptz",
                    List.of(
                            "infinity",
                            "-infinity",
                            "4713-01-01 00:00:00+00 BC",
                            "1899-12-31 23:59:59.999999+05:30",
                            "2026-03-29 02:30:00 Europe/Berlin")),
            Map.entry(
                    "interval",
                    List.of(
                            "0",
                            "1 year 2 mons -3 days 04:05:06.000007",
                            "-178000000 years",
                            "2562047:47:16.854775",
                            "-1 day +1 microsecond")),
            Map.entry("uuid", List.of("00000000-0000-0000-0000-000000000000", "f81d4fae-7dec-11d0-a765-00a0c91e6bf6")),
            Map.entry("json", List.of("{\"b\" : 1, \"a\": [null, 1e400], \"b\": \"é\"}", "null", "1")),
            Map.entry("jsonb", List.of("{\"b\" : 1, \"a\": [null, \"😀\"]}", "null", "1")),
            Map.entry("integer[]", List.of("{}", "{1,NULL,-3}", "{2147483647}")),
            Map.entry("text[]", List.of("{}", "{NULL}", "{\"\",\"a,b\",é}")),
            Map.entry("numeric(10,2)[]", List.of("{1.50,NULL,-0.01}")),
            Map.entry("numeric[]", List.of("{1.50,NULL,NaN}")),
            Map.entry("timestamptz[]", List.of("{infinity,2026-01-01 00:00:00+00}")),
            Map.entry("uuid[]", List.of("{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}")),
            Map.entry("boolean[]", List.of("{t,f,NULL,t,t,t,t,t,t,f}")),
            Map.entry("jsonb[]", List.of("{\"{\\\"a\\\": 1}\",NULL}")),
            Map.entry("bytea[]", List.of("{\"\\\\x00ff\",NULL}")),
            Map.entry("mood", List.of("sad", "very happy")),
            Map.entry("mood[]", List.of("{sad,\"very happy\",NULL}")),
            Map.entry("\"Odd Mood\"", List.of("x")),
            Map.entry("price", List.of("1.50", "0")),
            Map.entry("price[]", List.of("{1.50,NULL}")));

    static List<String> types() {
        return VALUES.keySet().stream().sorted().toList();
    }

    private void fill(String type) {
        execute("create type mood as enum ('sad', 'very happy')");
        execute("create type \"Odd Mood\" as enum ('x')");
        execute("create domain positive as numeric(8,2)");
        execute("create domain price as positive check (value >= 0)");
        execute("create table source (id int, v " + type + ")");
        execute("create table target (id int, v " + type + ")");
        execute("insert into source values (0, null)");
        int id = 0;
        for (String value : VALUES.getOrDefault(type, List.of())) {
            id++;
            execute("insert into source values (" + id + ", '" + value.replace("'", "''") + "'::" + type + ")");
        }
        execute("insert into source values (1000, null)");
    }

    private List<String> rows(String table) {
        return query("select id || ' ' || coalesce(v::text, 'NULL') from " + table + " order by id");
    }

    @ParameterizedTest
    @MethodSource("types")
    void itComesThroughUnchangedAsBatchesAndAsBytes(String type) throws Exception {
        fill(type);
        decoded("select id, v from source order by id", into("target", SinkMode.APPEND));
        assertThat(rows("target")).isEqualTo(rows("source"));
        execute("truncate target");
        relayed("select id, v from source order by id", into("target", SinkMode.APPEND));
        assertThat(rows("target")).isEqualTo(rows("source"));
        decoded("select id, v from source order by id", into("made", SinkMode.APPEND));
        if (!type.equals("char(5)")) { // as text it has its spaces
            assertThat(rows("made")).isEqualTo(rows("source"));
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatHasNoPlaceIsRefusedWithTheColumn(String type, String value) {
        assertThatThrownBy(() -> tapQuery("select 1 as id, '" + value + "'::" + type + " as v"))
                .hasMessage("connection 'warehouse': column 'v' is of the type " + type
                        + ", which has no place in batches. Cast it in the query, such as \"v\"::text");
    }

    static List<Arguments> refused() {
        return List.of(
                Arguments.of("money", "1"),
                Arguments.of("inet", "127.0.0.1"),
                Arguments.of("point", "(1,2)"),
                Arguments.of("time with time zone", "12:00+00"),
                Arguments.of("int4range", "[1,2)"),
                Arguments.of("tsvector", "a"),
                Arguments.of("bit varying", "1"),
                Arguments.of("inet[]", "{}"));
    }

    @Test
    void valuesWithoutPlaceFailWithTheColumn() throws Exception {
        assertFails(
                "select 'NaN'::numeric(10,2) as amount",
                "column 'amount': NaN has no place in a decimal column. Cast it in the query, such as to double precision");
        assertFails(
                "select array[[1,2],[3,4]] as grid",
                "column 'grid': an array of 2 dimensions has no place in batches. Cast it in the query, such as to_json(…)");
        assertFails(
                "select '294276-12-31'::timestamp as far",
                "column 'far': a timestamp after the year 294246 has no place in batches");
        assertFails(
                "select '300 years'::interval + '2562048 hours'::interval as long",
                "column 'long': an interval of more than 292 years in hours, or an infinite one, has no place in batches");
    }

    private void assertFails(String query, String message) throws Exception {
        try (BatchReader rows = tapQuery(query)) {
            assertThatThrownBy(rows::next).hasMessage("connection 'warehouse': " + message);
        }
    }
}
