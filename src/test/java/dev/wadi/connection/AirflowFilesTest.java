package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problem;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers are those of the conformance cases that were tried with Airflow's file backend. */
class AirflowFilesTest {

    record Case(String number, String file, String text, String expected) {
        @Override
        public String toString() {
            return number;
        }
    }

    private static Case env(String number, String text, String expected) {
        return new Case(number, "c.env", text, expected);
    }

    private static Case json(String number, String text, String expected) {
        return new Case(number, "c.json", text, expected);
    }

    private static Case yaml(String number, String text, String expected) {
        return new Case(number, "c.yaml", text, expected);
    }

    private static final String UNKNOWN =
            "A connection has conn_type, description, host, port, login, password, schema, extra, or uri alone.";
    private static final String MAPPING = "Write a conn_id with the fields of its connection below it, or {} for none.";

    static Stream<Case> cases() {
        return Stream.of(envCases(), jsonCases(), yamlCases()).flatMap(cases -> cases);
    }

    private static Stream<Case> envCases() {
        return Stream.of(
                env("F01", "A=mysql://host_a", "A ‹mysql› ∅ ∅ ‹host_a› ∅ ‹›"),
                env("F02", "\n  # A=mysql://h\n#\n   \nA=mysql://h\n", "A ‹mysql› ∅ ∅ ‹h› ∅ ‹›"),
                env("F03", "A=mysql://h?a=b=c", "A ‹mysql› ∅ ∅ ‹h› ∅ ‹› {a=b=c}"),
                env(
                        "F04",
                        "A=mysql://h\nB=mysql://h\nA=mysql://i\n",
                        "c.env:3:1: A: is defined on line 1 already. Remove one of the two lines."),
                env(
                        "F05",
                        "A\n=mysql://h\nB=\n",
                        """
                        c.env:1:1: a line without =. Write conn_id=URI, or # before a comment.
                        c.env:2:1: the conn_id '' must not be empty. Write conn_id=URI.
                        c.env:3:3: B: has no value. Write its URI or its JSON after the =."""),
                env(
                        "F07 (a space at the end)",
                        "A=mysql://h/db \n",
                        "A ‹mysql› ∅ ∅ ‹h› ∅ ‹db ›\nc.env:1:3: warning: A: the URI ends in a space, which counts. Remove it."),
                env(
                        "F08",
                        "A=\"mysql://h\"",
                        "c.env:1:3: A: is not a connection URI, which begins with its type and ://. Remove the quotes."),
                env("F09", "A={\"conn_type\": \"http\", \"host\": \"h\"}", "A ‹http› ∅ ∅ ‹h› ∅ ∅"),
                env("F10", "", ""),
                env(
                        "export as in shells",
                        "export A=mysql://h",
                        "c.env:1:1: the conn_id 'export A' may hold letters, digits and _ # ! ( ) - . : / \\ only."
                                + " Remove 'export'."),
                env(
                        "the name of a variable",
                        "AIRFLOW_CONN_A=mysql://h",
                        "AIRFLOW_CONN_A ‹mysql› ∅ ∅ ‹h› ∅ ‹›\nc.env:1:1: warning: AIRFLOW_CONN_A: in a file this is the"
                                + " whole conn_id. Write the conn_id without AIRFLOW_CONN_."));
    }

    private static Stream<Case> jsonCases() {
        return Stream.of(
                json("F11", "{\"A\":\"mysql://h\"}", "A ‹mysql› ∅ ∅ ‹h› ∅ ‹›"),
                json("F12 (a list of one)", "{\"A\":[\"mysql://h\"]}", "A ‹mysql› ∅ ∅ ‹h› ∅ ‹›"),
                json(
                        "F13",
                        "{\"A\":[\"mysql://h\",\"mysql://i\"]}",
                        "c.json:1:6: A: is defined 2 times. Leave one of the list."),
                json("F14", "{\"A\":[]}", "c.json:1:6: warning: A: is an empty list and defines nothing. Remove it."),
                json(
                        "F15",
                        """
                        {"A": {"conn_type": "x", "description": "d", "host": "h", "login": "l", "password": "p",
                               "port": 1, "schema": "s", "extra": {"e": 1}},
                         "B": {"uri": "mysql://h"}}""",
                        "A ‹x› ‹l› ‹p› ‹h› ‹1› ‹s› {e=1}\nB ‹mysql› ∅ ∅ ‹h› ∅ ‹›"),
                json(
                        "F17",
                        "{\"A\":{\"conn_type\":\"x\",\"extra_dejson\":{\"a\":{\"b\":null}}}}",
                        "A ‹x› ∅ ∅ ∅ ∅ ∅ {a={b=null}}"),
                json(
                        "F18",
                        "{\"A\":{\"conn_type\":\"x\",\"extra_dejson\":{},\"extra\":{}}}",
                        "c.json:1:38: A.extra_dejson: cannot stand beside extra. Leave one of the two."),
                json("F19a", "{\"A\":{\"conn_type\":\"x\",\"conn_id\":\"A\"}}", "A ‹x› ∅ ∅ ∅ ∅ ∅"),
                json(
                        "F19b",
                        "{\"A\":{\"conn_type\":\"x\",\"conn_id\":\"B\"}}",
                        "c.json:1:33: A.conn_id: must be 'A' as the key above, was 'B'. Remove the line."),
                json(
                        "F20",
                        "{\"A\":{\"conn_type\":\"x\",\"hostt\":\"h\",\"zzz\":1}}",
                        "c.json:1:23: A.hostt: unknown key. Did you mean 'host'? " + UNKNOWN
                                + "\nc.json:1:35: A.zzz: unknown key. " + UNKNOWN),
                json(
                        "F21",
                        "{\"A\":5,\n\"B\":null}",
                        """
                        c.json:1:6: A: must be fields or a URI, was 5. Write its fields below it, or its URI in quotes.
                        c.json:2:5: B: has no value. Write its fields below it, or its URI in quotes."""),
                json("F23a", "[1]", "c.json:1:1: must be a mapping from conn_id to connection. " + MAPPING),
                json("F23b", "", "c.json: is empty. Write {} if nothing is meant."),
                json(
                        "F23c",
                        "{\n\"A\" 1}",
                        "c.json:2:5: is not JSON: unexpected '1'."
                                + " Check quotes, commas and brackets here and on the line before."),
                json(
                        "F24",
                        "{\"A\":{\"conn_type\":\"my-type\"},\"B\":{\"conn_type\":\"postgresql\"}}",
                        "A ‹my_type› ∅ ∅ ∅ ∅ ∅\nB ‹postgres› ∅ ∅ ∅ ∅ ∅"),
                json("F25", "{\"A\":{\"conn_type\":\"x\",\"port\":\"5432\"}}", "A ‹x› ∅ ∅ ∅ ‹5432› ∅"));
    }

    private static Stream<Case> yamlCases() {
        return Stream.of(
                yaml("F23d", "# nothing\n", "c.yaml: is empty. " + MAPPING),
                yaml(
                        "F23e",
                        "A: [\n",
                        "c.yaml:2:1: is not YAML: expected the node content, but found '<stream end>'."
                                + " Check indentation and quotes here and on the line before."),
                yaml("F26", "A: {conn_type: x, password: None, login: null}", "A ‹x› ∅ ‹None› ∅ ∅ ∅"),
                yaml("F27", "A: {conn_type: x, password: 12345}", "A ‹x› ∅ ‹12345› ∅ ∅ ∅"),
                yaml("F28", "1: {conn_type: x}", "1 ‹x› ∅ ∅ ∅ ∅ ∅"),
                new Case(
                        "F30",
                        "c.txt",
                        "A=mysql://h",
                        "c.txt: warning: is not read. Files of connections end in .yaml, .yml, .json or .env."),
                new Case("F31 (capitals in the ending)", "c.YAML", "A: mysql://h", "A ‹mysql› ∅ ∅ ‹h› ∅ ‹›"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void files(Case expected) {
        ConnectionFile file = ConnectionFiles.read(expected.file(), expected.text());
        String result = Stream.concat(
                        file.definitions().stream()
                                .map(definition -> definition.connId() + " " + AirflowUriTest.line(definition)),
                        file.problems().stream().map(Problem::toString))
                .collect(Collectors.joining("\n"));
        assertThat(result).isEqualTo(expected.expected());
    }
}
