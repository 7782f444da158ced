package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers are those of the conformance cases that were tried with Airflow itself. */
class AirflowUriTest {

    /** A connection as one line, so that a difference is seen at once; {@code ∅} is null. */
    static String line(ConnectionDefinition definition) {
        return Stream.of(
                                definition.connType(),
                                definition.login(),
                                definition.password(),
                                definition.host(),
                                definition.port(),
                                definition.schema())
                        .map(field -> field == null ? "∅" : "‹" + field + "›")
                        .collect(Collectors.joining(" "))
                + (definition.extra().isEmpty() ? "" : " " + definition.extra());
    }

    record Case(String number, String uri, String expected) {
        @Override
        public String toString() {
            return number;
        }
    }

    private static Case ok(
            String number,
            String uri,
            String type,
            @Nullable String login,
            @Nullable String password,
            String host,
            @Nullable Integer port,
            String schema,
            @Nullable Object... extra) {
        java.util.Map<String, @Nullable Object> map = new java.util.LinkedHashMap<>();
        for (int i = 0; i < extra.length; i += 2) {
            map.put(String.valueOf(extra[i]), extra[i + 1]);
        }
        String text = port == null ? null : port.toString();
        ConnectionDefinition definition = new ConnectionDefinition(
                "c",
                type,
                null,
                host,
                login,
                password,
                text,
                schema,
                map,
                ConnectionDefinition.Origin.at(Place.of("URI")));
        return new Case(number, uri, line(definition));
    }

    private static Case refused(String number, String uri, String problem) {
        return new Case(number, uri, problem);
    }

    static final String NOT_A_PORT = "what follows the host is not a port from 0 to 65535."
            + " Write %40 for @, %3A for :, %2F for /, %3F for ? and %23 for # in its parts.";
    static final String NOT_A_URI = "is not a connection URI, which begins with its type and ://."
            + " Write it as type://login:password@host:port/schema.";
    static final String BRACKETS =
            "square brackets may hold an IPv6 address only. Write %5B for [ and %5D for ] elsewhere.";
    static final String NOT_A_PROTOCOL =
            "holds a second :// that does not follow a protocol. Write %3A%2F%2F for :// in its parts.";

    static Stream<Case> cases() {
        return Stream.of(credentials(), places(), queries(), forms()).flatMap(cases -> cases);
    }

    private static Stream<Case> credentials() {
        return Stream.of(
                ok("U01", "postgresql://u:p@h:5432/db", "postgres", "u", "p", "h", 5432, "db"),
                ok("U02", "postgres://u:p@h:5432/db", "postgres", "u", "p", "h", 5432, "db"),
                ok("U03", "postgresql+psycopg2://u:p@h/db", "postgresql+psycopg2", "u", "p", "h", null, "db"),
                ok(
                        "U04",
                        "my-conn-type://my-login:my-password@my-host:5432/my-schema?param1=val1&param2=val2",
                        "my_conn_type",
                        "my-login",
                        "my-password",
                        "my-host",
                        5432,
                        "my-schema",
                        "param1",
                        "val1",
                        "param2",
                        "val2"),
                ok("U05", "Package-Index://h", "package_index", null, null, "h", null, ""),
                ok(
                        "U06",
                        "POSTGRES://U:P@HOST.Example.COM:5432/DB",
                        "postgres",
                        "U",
                        "P",
                        "host.example.com",
                        5432,
                        "DB"),
                ok(
                        "U07",
                        "postgres://u:p%40ss%3Aw%2Fo%25rd%3F%23@h/db",
                        "postgres",
                        "u",
                        "p@ss:w/o%rd?#",
                        "h",
                        null,
                        "db"),
                ok("U09", "postgres://u:p:w@h/db", "postgres", "u", "p:w", "h", null, "db"),
                ok("U10", "postgres://u%3Ax:p@h/db", "postgres", "u:x", "p", "h", null, "db"),
                ok("U11", "postgres://u:p+w@h/db", "postgres", "u", "p+w", "h", null, "db"),
                ok("U13", "postgres://u:%ZZ@h/db", "postgres", "u", "%ZZ", "h", null, "db"),
                ok("U14", "postgres://u:%C3%A9@h/db", "postgres", "u", "é", "h", null, "db"),
                ok("U15", "postgres://u:%FF@h/db", "postgres", "u", "\uFFFD", "h", null, "db"),
                ok("U16", "postgres://u:p%5Bw%5D@h/db", "postgres", "u", "p[w]", "h", null, "db"),
                refused("U17", "postgres://u:p[w@h/db", BRACKETS),
                refused("U18a", "postgres://u:pa/ss@h:5432/db", NOT_A_PORT),
                refused("U18b", "postgres://u:pa#ss@h:5432/db", NOT_A_PORT),
                refused("U18c", "postgres://u:pa?ss@h:5432/db", NOT_A_PORT),
                ok("U19", "postgres://u:@h/db", "postgres", "u", "", "h", null, "db"),
                ok("U20", "postgres://:pw@h/db", "postgres", "", "pw", "h", null, "db"),
                ok("U21", "postgres://u@h/db", "postgres", "u", null, "h", null, "db"));
    }

    private static Stream<Case> places() {
        return Stream.of(
                ok("U22", "postgres://", "postgres", null, null, "", null, ""),
                ok("U23", "postgres:///db", "postgres", null, null, "", null, "db"),
                ok("U24", "postgres://u:p@:5432/db", "postgres", "u", "p", "", 5432, "db"),
                ok("U26", "postgres://h:/db", "postgres", null, null, "h", null, "db"),
                ok("U27", "postgres://h:0/db", "postgres", null, null, "h", 0, "db"),
                refused("U28a", "postgres://h:99999/db", NOT_A_PORT),
                refused("U28b", "postgres://h:port/db", NOT_A_PORT),
                refused("U28c", "postgres://h:-5/db", NOT_A_PORT),
                refused("U28d", "postgres://h:+5/db", NOT_A_PORT),
                refused("U28e", "postgres://h: 5/db", NOT_A_PORT),
                ok("U30a", "postgres://h/a/b", "postgres", null, null, "h", null, "a/b"),
                ok("U30b", "postgres://h/a%2Fb", "postgres", null, null, "h", null, "a/b"));
    }

    private static Stream<Case> queries() {
        return Stream.of(
                ok(
                        "U32",
                        "postgres://h/db?sslmode=require&keepalives=1",
                        "postgres",
                        null,
                        null,
                        "h",
                        null,
                        "db",
                        "sslmode",
                        "require",
                        "keepalives",
                        "1"),
                ok("U33a", "postgres://h?x=1", "postgres", null, null, "h", null, "", "x", "1"),
                ok("U33b", "postgres://h/?x=1", "postgres", null, null, "h", null, "", "x", "1"),
                ok(
                        "U34",
                        "postgres://h/db?flag=true&n=5&f=1.5",
                        "postgres",
                        null,
                        null,
                        "h",
                        null,
                        "db",
                        "flag",
                        "true",
                        "n",
                        "5",
                        "f",
                        "1.5"),
                ok("U35", "postgres://h/db?a=1&a=2", "postgres", null, null, "h", null, "db", "a", "2"),
                ok(
                        "U37",
                        "postgres://h/db?x=a+b&y=a%2Bb",
                        "postgres",
                        null,
                        null,
                        "h",
                        null,
                        "db",
                        "x",
                        "a b",
                        "y",
                        "a+b"),
                ok("U39", "postgres://h/db?a=1#frag", "postgres", null, null, "h", null, "db", "a", "1"),
                ok(
                        "U40",
                        "postgres://h/db?x=1&__extra__=%7B%22a%22%3A+%7B%22b%22%3A+%5B1%2C2%5D%7D%2C+%22t%22%3A+true%7D",
                        "postgres",
                        null,
                        null,
                        "h",
                        null,
                        "db",
                        "a",
                        Map.of("b", List.of(1L, 2L)),
                        "t",
                        true),
                refused(
                        "U41a",
                        "postgres://h/db?__extra__=notjson",
                        "is not JSON: a word that is not in double quotes. Write an object, or its JSON text in single quotes."),
                refused(
                        "U41b",
                        "postgres://h/db?__extra__=%5B1%5D",
                        "must be the JSON text of an object. Write an object, or its JSON text in single quotes."),
                ok("U42", "postgres://h/db?__extra__=", "postgres", null, null, "h", null, "db"),
                ok(
                        "blank value",
                        "postgres://h/db?a=&b&=c&&",
                        "postgres",
                        null,
                        null,
                        "h",
                        null,
                        "db",
                        "a",
                        "",
                        "b",
                        "",
                        "",
                        "c"),
                ok(
                        "semicolons are data",
                        "postgres://h/db?a=1;b=2",
                        "postgres",
                        null,
                        null,
                        "h",
                        null,
                        "db",
                        "a",
                        "1;b=2"));
    }

    private static Stream<Case> forms() {
        return Stream.of(
                ok("U45", " postgres://h/db", "postgres", null, null, "h", null, "db"),
                refused(
                        "U46",
                        "package_index://u:t@h",
                        "the type of a URI may not hold '_', was 'package_index'. Write package-index://."),
                refused("U47", "not a uri", NOT_A_URI),
                refused("U48a", "1a://h", NOT_A_URI),
                refused("U48b", "jdbc:postgresql://h/db", NOT_A_URI),
                ok("U49", "http://https%3A%2F%2Fhost", "http", null, null, "https://host", null, ""),
                ok(
                        "U51",
                        "http://https://u:p@Host.Example:8443/x",
                        "http",
                        "u",
                        "p",
                        "https://host.example",
                        8443,
                        "x"),
                refused("U52a", "http://u:p@https://host", NOT_A_PROTOCOL),
                refused("U52b", "http://a:b://host", NOT_A_PROTOCOL),
                ok("U54", "http://http%3A%2F%2Fhost", "http", null, null, "http://host", null, ""),
                refused(
                        "U55",
                        "http://http://host",
                        "the protocol of the host is the same as the type, and Airflow loses the host. Write http://http%3A%2F%2F and the host."),
                ok("U56", "https://server.com:443/foo/bar", "https", null, null, "server.com", 443, "foo/bar"),
                ok(
                        "U57",
                        "http://user:pw@service.com:80/https?headers=header",
                        "http",
                        "user",
                        "pw",
                        "service.com",
                        80,
                        "https",
                        "headers",
                        "header"),
                ok(
                        "U59",
                        "type://protocol://user:pass@host:123?param=value",
                        "type",
                        "user",
                        "pass",
                        "protocol://host",
                        123,
                        "",
                        "param",
                        "value"),
                ok(
                        "U60",
                        "aws://AKIA:sec%2Fret%2Bkey@/?region_name=eu-west-1",
                        "aws",
                        "AKIA",
                        "sec/ret+key",
                        "",
                        null,
                        "",
                        "region_name",
                        "eu-west-1"),
                ok("U61", "aws://?region_name=us-east-1", "aws", null, null, "", null, "", "region_name", "us-east-1"),
                refused("U62", "aws://k:s@/?endpoint_url=http://localhost:4566", NOT_A_PROTOCOL),
                refused("U63 (a host that Airflow swallows)", "postgres://h/db?x=http://y", NOT_A_PROTOCOL),
                ok(
                        "no host and :// in the query",
                        "aws://?endpoint_url=http://localhost:4566",
                        "aws",
                        null,
                        null,
                        "",
                        null,
                        "",
                        "endpoint_url",
                        "http://localhost:4566"),
                refused(
                        "more than two ://",
                        "http://https://h?x=http://y",
                        "holds :// more than twice. Write %3A%2F%2F for :// in its parts."),
                ok("U64", "http://u:p%3A%2F%2F@h", "http", "u", "p://", "h", null, ""),
                ok("U65", "sqlite://%2Ftmp%2Fx.db", "sqlite", null, null, "/tmp/x.db", null, ""),
                ok("U66a", "sqlite://MyDb.DB", "sqlite", null, null, "mydb.db", null, ""),
                ok("U66b", "sqlite://%2Ftmp%2FMyDb.DB", "sqlite", null, null, "/tmp/MyDb.DB", null, ""),
                ok("U67", "sqlite:///tmp/x.db", "sqlite", null, null, "", null, "tmp/x.db"),
                refused("U68a", "sqlite://:memory:", NOT_A_PORT),
                ok("U68b", "sqlite://%3Amemory%3A", "sqlite", null, null, ":memory:", null, ""),
                ok("U71", "postgres://%5B%3A%3A1%5D:5432/db", "postgres", null, null, "[::1]", 5432, "db"),
                ok(
                        "IPv6 in brackets",
                        "postgres://u:p@[2001:DB8::1]:5432/db",
                        "postgres",
                        "u",
                        "p",
                        "2001:db8::1",
                        5432,
                        "db"),
                ok("IPv6 with a zone", "postgres://[fe80::1%25eth0]", "postgres", null, null, "fe80::1%eth0", null, ""),
                refused("brackets around a name", "postgres://[localhost]:5432/db", BRACKETS),
                refused("brackets and a name", "postgres://a[::1]/db", BRACKETS),
                refused("a name after brackets", "postgres://[::1]a/db", BRACKETS),
                ok(
                        "U74",
                        "smtp://user@example.com:p@smtp.example.com:587",
                        "smtp",
                        "user@example.com",
                        "p",
                        "smtp.example.com",
                        587,
                        ""),
                ok(
                        "U76",
                        "mysql://u:p@h?ssl=%7B%22ca%22%3A+%22%2Fx%22%7D",
                        "mysql",
                        "u",
                        "p",
                        "h",
                        null,
                        "",
                        "ssl",
                        "{\"ca\": \"/x\"}"),
                ok(
                        "U77",
                        "google-cloud-platform://?key_path=%2Fkeys%2Fkey.json&num_retries=5",
                        "google_cloud_platform",
                        null,
                        null,
                        "",
                        null,
                        "",
                        "key_path",
                        "/keys/key.json",
                        "num_retries",
                        "5"),
                ok(
                        "tabs and line breaks are dropped",
                        "\n postgres://h\t/d\r\nb",
                        "postgres",
                        null,
                        null,
                        "h",
                        null,
                        "db"),
                ok("an encoded lower-case letter keeps what follows", "x://%48OST", "x", null, null, "HOST", null, ""));
    }

    static Optional<ConnectionDefinition> parse(String uri, Problems problems) {
        return new DefinitionReader("c", Place.of("URI"), problems).uri(uri, Place.of("URI"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void uris(Case expected) {
        Problems problems = new Problems();
        Optional<ConnectionDefinition> parsed = parse(expected.uri(), problems);
        String result = parsed.map(AirflowUriTest::line).orElseGet(() -> problems.sorted().stream()
                .filter(Problem::isError)
                .map(problem -> problem.what() + ". " + problem.fix() + ".")
                .collect(Collectors.joining()));
        assertThat(result).isEqualTo(expected.expected());
        assertThat(problems.hasErrors()).isEqualTo(parsed.isEmpty());
    }

    @Test
    void aHostThatWasLoweredIsAWarning() {
        Problems problems = new Problems();
        assertThat(parse("sqlite://MyDb.DB", problems)).isPresent();
        assertThat(problems.sorted().toString())
                .isEqualTo(
                        "[URI: warning: c.host: is read in lower case, 'mydb.db', as Airflow reads the hosts of URIs."
                                + " Write it in lower case, or write fields instead of a URI to keep its case.]");
        Problems none = new Problems();
        assertThat(parse("sqlite://%2Ftmp%2FMyDb.DB", none)).isPresent();
        assertThat(none.sorted()).isEmpty();
    }

    @Test
    void aSpaceAtTheEndIsAWarning() {
        Problems problems = new Problems();
        assertThat(parse("postgres://h/db ", problems).orElseThrow().schema()).isEqualTo("db ");
        assertThat(problems.sorted().toString())
                .isEqualTo("[URI: warning: c: the URI ends in a space, which counts. Remove it.]");
    }

    @Test
    void allFieldsAreAtThePlaceOfTheUri() {
        ConnectionFile file = ConnectionFiles.read("c.yaml", "a: http://h\n");
        assertThat(file.definitions().get(0).origin().place()).hasToString("c.yaml:1:1");
        assertThat(file.definitions().get(0).origin().of("extra.x")).hasToString("c.yaml:1:4");
    }
}
