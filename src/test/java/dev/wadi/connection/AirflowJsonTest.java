package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers are those of the conformance cases that were tried with Airflow itself. */
class AirflowJsonTest {

    private static final String FIELDS =
            "A connection has conn_type, description, host, port, login, password, schema, extra, or uri alone.";

    private static String read(String json) {
        Problems problems = new Problems();
        Place place = Place.of("AIRFLOW_CONN_C");
        return new DefinitionReader("c", place, problems)
                .text(json, place)
                .map(AirflowUriTest::line)
                .orElseGet(
                        () -> problems.sorted().stream().map(Problem::toString).collect(Collectors.joining(" | ")));
    }

    private static final String CASES =
            """
        J01 → {"conn_type":"postgresql","port":5432,"password":"p@ss/w:%","extra":{"b":true,"nest":{"a":[1,2]}}} → ‹postgres› ∅ ‹p@ss/w:%› ∅ ‹5432› ∅ {b=true, nest={a=[1, 2]}}
        J02 → {"conn_type":"my-type","port":"1234"} → ‹my_type› ∅ ∅ ∅ ‹1234› ∅
        J03 → {"conn_type":"x","port":"abc"} → AIRFLOW_CONN_C: c.port: must be a number from 0 to 65535, was 'abc'. Remove the line to use the default of the type.
        J05a → {"conn_type":"http","extra":"notjson"} → AIRFLOW_CONN_C: c.extra: is not JSON: a word that is not in double quotes. Write an object, or its JSON text in single quotes.
        J05b → {"conn_type":"http","extra":[1,2]} → AIRFLOW_CONN_C: c.extra: must be an object. Write an object, or its JSON text in single quotes.
        J05c → {"conn_type":"http","extra":"[1,2]"} → AIRFLOW_CONN_C: c.extra: must be the JSON text of an object. Write an object, or its JSON text in single quotes.
        J06a → {"conn_type":"http","extra":{}} → ‹http› ∅ ∅ ∅ ∅ ∅
        J06b → {"conn_type":"http","extra":null} → ‹http› ∅ ∅ ∅ ∅ ∅
        J06c → {"conn_type":"http"} → ‹http› ∅ ∅ ∅ ∅ ∅
        J06d → {"conn_type":"http","extra":""} → ‹http› ∅ ∅ ∅ ∅ ∅
        J08 → {"uri":"postgres://u:p@h/db"} → ‹postgres› ‹u› ‹p› ‹h› ∅ ‹db›
        J09 → {"uri":"postgres://u:p@h/db","host":"z"} → AIRFLOW_CONN_C: c.host: cannot be mixed with uri. Put it into the URI, or remove uri.
        J10a → {"conn_type":"http","user":"x"} → AIRFLOW_CONN_C: c.user: unknown key. Did you mean 'login'? %s
        J10b → {"conn_type":"http","conn_id":"c"} → AIRFLOW_CONN_C: c.conn_id: the conn_id is given twice. Remove it from the JSON.
        J10c → {"conn_type":"http","extra__x":"x"} → AIRFLOW_CONN_C: c.extra__x: unknown key. Put it into extra.
        J12 → {} → AIRFLOW_CONN_C: c.conn_type: is missing. Add the type, such as conn_type: postgres.
        J12b1 → [1] → AIRFLOW_CONN_C: c: is not a connection URI, which begins with its type and ://. Write it as type://login:password@host:port/schema.
        J12b2 → 5 → AIRFLOW_CONN_C: c: is not a connection URI, which begins with its type and ://. Write it as type://login:password@host:port/schema.
        blank type → {"conn_type":" "} → AIRFLOW_CONN_C: c.conn_type: is missing. Add the type, such as conn_type: postgres.
        odd type → {"conn_type":"no type"} → AIRFLOW_CONN_C: c.conn_type: 'no type' cannot be a type. Write a type such as postgres. 'wadi connections types' lists them.
        capitals → {"conn_type":"HTTP"} → ‹http› ∅ ∅ ∅ ∅ ∅
        broken → {"conn_type":"http" → AIRFLOW_CONN_C: c: is not JSON: it ends too early. Close what is open: quotes, ] and }.
        uri with description → {"uri":"http://h","description":"d"} → ‹http› ∅ ∅ ‹h› ∅ ‹›
        no uri → {"uri":null} → AIRFLOW_CONN_C: c.uri: has no value. Write the URI, or the fields.
        """;

    /** The connections that are right. */
    static Stream<ConnectionDefinition> connections() {
        return CASES.lines().map(line -> line.split("→", -1)[1].strip()).flatMap(json -> new DefinitionReader(
                        "c", Place.of("JSON"), new Problems())
                .text(json, Place.of("JSON")).stream());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '→', quoteCharacter = '`', textBlock = CASES)
    void json(String number, String json, String expected) {
        assertThat(read(json)).as(number).isEqualTo(expected.replace("%s", FIELDS));
    }
}
