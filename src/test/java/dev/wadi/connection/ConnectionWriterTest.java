package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.config.Place;
import dev.wadi.config.Problems;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionWriterTest {

    static final ConnectionDefinition.Origin ORIGIN = ConnectionDefinition.Origin.at(Place.of("test"));

    static ConnectionDefinition connection(String yaml) {
        ConnectionFile file = ConnectionFiles.read("c.yaml", yaml);
        assertThat(file.problems()).isEmpty();
        return file.definitions().get(0);
    }

    /** Absent is the same as empty, but for passwords. */
    static ConnectionDefinition plain(ConnectionDefinition definition, boolean described) {
        return new ConnectionDefinition(
                definition.connId(),
                definition.connType(),
                described ? orNull(definition.description()) : null,
                orNull(definition.host()),
                orNull(definition.login()),
                definition.password(),
                definition.port(),
                orNull(definition.schema()),
                definition.extra(),
                ORIGIN);
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    static Stream<Arguments> written() {
        return Stream.of(
                Arguments.of(
                        "W01",
                        "c: {conn_type: mysql, host: myhost.com, login: myname, password: mypassword, extra: {this_param: some val, that_param: other val*}}",
                        "mysql://myname:mypassword@myhost.com/?this_param=some+val&that_param=other+val%2A"),
                Arguments.of(
                        "W02",
                        "c: {conn_type: scheme, host: host/location, login: user, password: password, port: 1234, schema: schema, extra: {my_val: [list, of, values], extra: [{nested: 1}]}}",
                        "scheme://user:password@host%2Flocation:1234/schema?__extra__=%7B%22my_val%22%3A+%5B%22list%22%2C+%22of%22%2C+%22values%22%5D%2C+%22extra%22%3A+%5B%7B%22nested%22%3A+1%7D%5D%7D"),
                Arguments.of("W03", "c: {conn_type: google_cloud_platform}", "google-cloud-platform://"),
                Arguments.of("W04", "c: {conn_type: x, login: '', password: ''}", "x://:@"),
                Arguments.of("W07", "c: {conn_type: x, password: \"p~-._!*()'\"}", "x://:p~-._%21%2A%28%29%27@"),
                Arguments.of("W08", "c: {conn_type: x, extra: {a: 1}}", "x:///?__extra__=%7B%22a%22%3A+1%7D"),
                Arguments.of(
                        "W11",
                        "c: {conn_type: http, host: 'https://host', port: 443, schema: x}",
                        "http://https://host:443/x"),
                Arguments.of("W12", "c: {conn_type: http, host: 'http://host'}", "http://http%3A%2F%2Fhost"),
                Arguments.of(
                        "IPv6",
                        "c: {conn_type: postgres, host: '::1', port: 5432, schema: db}",
                        "postgres://[::1]:5432/db"),
                Arguments.of("IPv6 with a zone", "c: {conn_type: x, host: 'fe80::1%eth0'}", "x://[fe80::1%25eth0]"),
                Arguments.of("IPv6 in brackets", "c: {conn_type: x, host: '[::1]'}", "x://%5B%3A%3A1%5D"),
                Arguments.of("only a port", "c: {conn_type: type, port: 5432}", "type://@:5432"),
                Arguments.of("port 0", "c: {conn_type: type, host: h, port: 0}", "type://h:0"),
                Arguments.of("capitals in the host", "c: {conn_type: sqlite, host: MyDb.DB}", "sqlite://%4DyDb.DB"),
                Arguments.of(
                        "capitals after a protocol",
                        "c: {conn_type: http, host: 'https://Host'}",
                        "http://https%3A%2F%2FHost"),
                Arguments.of(
                        "a path after a protocol",
                        "c: {conn_type: http, host: 'https://Host/Path'}",
                        "http://https://Host%2FPath"),
                Arguments.of(
                        "a key named __extra__",
                        "c: {conn_type: x, extra: {__extra__: a}}",
                        "x:///?__extra__=%7B%22__extra__%22%3A+%22a%22%7D"),
                Arguments.of(
                        "what only Wadi understands",
                        "c: {conn_type: x, host: h, extra: {a: b, wadi: {pool: {}}}}",
                        "x://h/?a=b"),
                Arguments.of(
                        "not ASCII",
                        "c: {conn_type: x, host: h, password: é, extra: {a: [é]}}",
                        "x://:%C3%A9@h/?__extra__=%7B%22a%22%3A+%5B%22%5Cu00E9%22%5D%7D"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("written")
    void uris(String number, String yaml, String uri) {
        assertThat(ConnectionWriter.uri(connection(yaml))).as(number).isEqualTo(uri);
    }

    /** Every connection that any of the tables of cases gives. */
    static Stream<Arguments> everyCase() {
        List<Arguments> all = new ArrayList<>();
        AirflowUriTest.cases().forEach(one -> AirflowUriTest.parse(one.uri(), new Problems())
                .ifPresent(definition -> all.add(Arguments.of(one.number(), definition))));
        AirflowFilesTest.cases().forEach(one -> ConnectionFiles.read(one.file(), one.text())
                .definitions()
                .forEach(definition -> all.add(Arguments.of(one.number(), definition))));
        AirflowJsonTest.connections().forEach(definition -> all.add(Arguments.of("J", definition)));
        written()
                .forEach(arguments -> all.add(Arguments.of(
                        arguments.get()[0], connection((String) arguments.get()[1]))));
        assertThat(all).hasSizeGreaterThan(90);
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyCase")
    void everyCaseComesBackFromTheMapForm(String number, ConnectionDefinition definition) {
        String yaml = ConnectionWriter.yaml(List.of(definition));
        assertThat(plain(connection(yaml), true)).as(number + "\n" + yaml).isEqualTo(plain(definition, true));
    }

    private static ConnectionDefinition forAirflow(ConnectionDefinition definition, boolean described) {
        ConnectionDefinition plain = plain(definition, described);
        return new ConnectionDefinition(
                plain.connId(),
                plain.connType(),
                plain.description(),
                plain.host(),
                plain.login(),
                plain.password(),
                plain.port(),
                plain.schema(),
                DefinitionFields.airflowExtra(plain),
                ORIGIN);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyCase")
    void everyCaseComesBackFromAUri(String number, ConnectionDefinition definition) {
        String uri = ConnectionWriter.uri(definition);
        Problems problems = new Problems();
        ConnectionDefinition read = new DefinitionReader(definition.connId(), Place.of("URI"), problems)
                .uri(uri, Place.of("URI"))
                .orElseThrow(() -> new AssertionError(problems.sorted()));
        assertThat(plain(read, false)).as(number + " " + uri).isEqualTo(forAirflow(definition, false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyCase")
    void everyCaseComesBackFromJsonAndFromEnvLines(String number, ConnectionDefinition definition) {
        ConnectionDefinition expected = forAirflow(definition, true);
        for (ConnectionFile file : List.of(
                ConnectionFiles.read("c.json", ConnectionWriter.json(List.of(definition))),
                ConnectionFiles.read("c.env", ConnectionWriter.envJson(List.of(definition))))) {
            assertThat(file.isRejected()).as(number).isFalse();
            assertThat(plain(file.definitions().get(0), true)).as(number).isEqualTo(expected);
        }
        ConnectionFile uris = ConnectionFiles.read("c.env", ConnectionWriter.envUris(List.of(definition)));
        assertThat(plain(uris.definitions().get(0), false)).as(number).isEqualTo(forAirflow(definition, false));
    }

    @Test
    void anythingAtAllComesBackFromEveryForm() {
        Random random = new Random(20_240_501);
        for (int i = 0; i < 3000; i++) {
            ConnectionDefinition definition = anything(random);
            everyCaseComesBackFromTheMapForm("seeded " + i, definition);
            everyCaseComesBackFromAUri("seeded " + i, definition);
            everyCaseComesBackFromJsonAndFromEnvLines("seeded " + i, definition);
        }
    }

    private static ConnectionDefinition anything(Random random) {
        Map<String, @Nullable Object> extra = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            extra.put(text(random), value(random, 0));
        }
        return new ConnectionDefinition(
                "c" + random.nextInt(9),
                List.of("http", "google_cloud_platform", "x").get(random.nextInt(3)),
                text(random),
                random.nextInt(4) == 0 ? "https://" + text(random) : text(random),
                text(random),
                random.nextInt(5) == 0 ? null : text(random),
                random.nextBoolean() ? null : Integer.toString(random.nextInt(65536)),
                text(random),
                extra,
                ORIGIN);
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 2 ? 6 : 8)) {
            case 0 -> (long) random.nextInt();
            case 1 -> random.nextBoolean();
            case 2 -> null;
            case 3 -> new BigDecimal("1.50").add(BigDecimal.valueOf(random.nextInt(100)));
            case 4 -> new BigInteger("12345678901234567890");
            case 5 -> text(random);
            case 6 -> new ArrayList<>(java.util.Arrays.asList(value(random, depth + 1), value(random, depth + 1)));
            default -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                map.put(text(random), value(random, depth + 1));
                yield map;
            }
        };
    }

    private static String text(Random random) {
        String alphabet = "aZ09 :/@%#?&=+;'\"\\[]{}<>|-_.~!*(),é😀\u00A0\u2028\n\u0085\t\r\u0001`$^";
        int[] points = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(7); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    @Test
    void theMapFormIsReadable() {
        String text =
                """
                my_postgres_conn:
                  conn_type: postgres
                  description: the warehouse of 2024
                  host: db.example.com
                  port: 5432
                  login: app
                  password: "{{env:PGPASSWORD}}"
                  schema: sales
                  extra:
                    sslmode: require
                    wadi:
                      pool:
                        maximumPoolSize: 10
                    hosts:
                      - a
                      - b: 1
                        c: []
                    key: |
                      -----BEGIN PRIVATE KEY-----
                      MIIEvg==
                      -----END PRIVATE KEY-----
                    rate: 1.50
                    account: "0123"
                    answer: "yes"
                    nothing: null
                """;
        assertThat(ConnectionWriter.yaml(ConnectionFiles.read("c.yaml", text).definitions()))
                .isEqualTo(text);
        assertThat(ConnectionWriter.yaml(List.of())).isEqualTo("{}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "No",
                "on",
                "y",
                "~",
                "null",
                "1",
                "0x1",
                "1:30",
                "1_000",
                "2020-01-01",
                "=",
                "<<",
                "",
                " x",
                "x ",
                "a: b",
                "a #b",
                "#a",
                "- a",
                "@a",
                "`a",
                "%a",
                "!a",
                "&a",
                "*a",
                "?",
                "|",
                ">",
                "{",
                "[",
                ",",
                "true",
                ".inf",
                ".5",
                "+1",
                "1e3",
                "\n",
                "a\n",
                "a\nb",
                "a\n\nb\n",
                " a\nb",
                "a\nb\n\n",
                "\u0085",
                "\u2028",
                "\uFEFFa",
                "é",
                "😀",
                "---",
                "...",
                "a\tb",
                "\ta",
                "a\r\nb",
                "0o17",
                "None",
                "inf",
                "NaN"
            })
    void textIsTheSameInYaml11AsAirflowReadsIt(String text) {
        ConnectionDefinition definition =
                new ConnectionDefinition("c", "x", text, null, null, text, null, null, Map.of(text, text), ORIGIN);
        String yaml = ConnectionWriter.yaml(List.of(definition));
        Map<String, Map<?, ?>> file = new org.yaml.snakeyaml.Yaml().load(yaml);
        Map<?, ?> old = Objects.requireNonNull(file.get("c"));
        assertThat(old.get("password")).as(yaml).isEqualTo(text);
        assertThat(old.get("extra")).as(yaml).isEqualTo(Map.of(text, text));
        assertThat(connection(yaml).password()).isEqualTo(text);
    }

    @Test
    void jsonIsAsAirflowExportsIt() {
        assertThat(ConnectionWriter.json(
                        List.of(connection("c: {conn_type: x, port: 1, extra: {a: {b: é}, wadi: {drain: 5}}}"))))
                .isEqualTo(
                        """
                        {
                          "c": {
                            "conn_type": "x",
                            "description": null,
                            "login": null,
                            "password": null,
                            "host": null,
                            "port": 1,
                            "schema": null,
                            "extra": "{\\"a\\": {\\"b\\": \\"\\\\u00E9\\"}}"
                          }
                        }
                        """);
    }

    @Test
    void envLinesHoldUrisOrJson() {
        List<ConnectionDefinition> definitions = ConnectionFiles.read(
                        "c.yaml", "a: http://h\nb: {conn_type: x, port: 5, extra: {c: 1}}\n")
                .definitions();
        assertThat(ConnectionWriter.envUris(definitions))
                .isEqualTo("a=http://h\nb=x://@:5/?__extra__=%7B%22c%22%3A+1%7D\n");
        assertThat(ConnectionWriter.envJson(definitions))
                .isEqualTo(
                        """
                a={"conn_type": "http", "host": "h"}
                b={"conn_type": "x", "port": 5, "extra": {"c": 1}}
                """);
        assertThat(ConnectionWriter.variable("my_pg")).isEqualTo("AIRFLOW_CONN_MY_PG");
    }

    @Test
    void whatAUriCannotHoldIsAProblem() {
        assertThatThrownBy(() -> ConnectionWriter.uri(connection("c: {conn_type: x, port: '{{env:PORT}}'}")))
                .hasMessage("c.yaml:1:25: c.port: the port is not a number, and a URI holds numbers only."
                        + " Use the JSON form for this connection.");
        assertThatThrownBy(() -> ConnectionWriter.envUris(List.of(connection("'#c': http://h"))))
                .hasMessage(
                        "c.yaml:1:1: #c: would be a comment in a .env file. Choose another conn_id, or another format.");
    }

    @Test
    void jupySqlGetsTheSqlConnections() {
        List<ConnectionDefinition> definitions = ConnectionFiles.read(
                        "c.yaml",
                        """
                my_pg: {conn_type: postgres, host: db, port: 5432, login: app, password: 'p%ss;w#rd', schema: sales, extra: {sslmode: require, connect_timeout: 10, options: "-c search_path='a'", cursor: dictcursor, wadi: {drain: 1}}}
                my_mysql: {conn_type: mysql, host: h, login: u, extra: {charset: utf8mb4, ssl: {ca: /ca.pem}, ssl_mode: VERIFY_IDENTITY}}
                lite: sqlite:///tmp/x.db
                lite_ro: {conn_type: sqlite, host: /tmp/x.db, extra: {mode: ro}}
                relative: sqlite://rel/x.db
                duck: {conn_type: duckdb, host: /tmp/x.duckdb}
                mail: smtp://h
                """)
                .definitions();
        assertThat(ConnectionWriter.jupysql(definitions))
                .isEqualTo(
                        """
                [my_pg]
                drivername = postgresql
                username = app
                password = p%%ss;w#rd
                host = db
                port = 5432
                database = sales
                query = {'sslmode': 'require', 'connect_timeout': '10', 'options': '-c search_path=\\'a\\''}

                [my_mysql]
                drivername = mysql+pymysql
                username = u
                host = h
                query = {'charset': 'utf8mb4', 'ssl_ca': '/ca.pem', 'ssl_verify_cert': 'true', 'ssl_verify_identity': 'true'}

                [lite]
                drivername = sqlite
                database = /tmp/x.db

                [lite_ro]
                drivername = sqlite
                database = file:/tmp/x.db
                query = {'mode': 'ro', 'uri': 'true'}

                [relative]
                drivername = sqlite
                database = rel/x.db

                [duck]
                drivername = duckdb
                database = /tmp/x.duckdb
                """);
        assertThatThrownBy(() ->
                        ConnectionWriter.jupysql(List.of(connection("c: {conn_type: postgres, password: \"a\\nb\"}"))))
                .hasMessage(
                        "c.yaml:1:36: c.password: has spaces around it or several lines, which an ini file cannot hold."
                                + " Leave this connection out, or change it.");
        assertThatThrownBy(() -> ConnectionWriter.jupysql(List.of(connection("DEFAULT: {conn_type: postgres}"))))
                .hasMessage("c.yaml:1:1: DEFAULT: a section named DEFAULT would count for all others."
                        + " Leave this connection out, or change it.");
    }

    @Test
    void pipGetsThePackageIndexes() {
        List<ConnectionDefinition> definitions = ConnectionFiles.read(
                        "c.yaml",
                        """
                one: {conn_type: package_index, host: 'https://old:cred@pkgs.example.com/simple', login: a@b, password: 'p/w:?#%'}
                two: {conn_type: package-index, host: 'https://two.example.com:8443/simple/', password: ignored}
                three: {conn_type: package_index, host: 'https://three.example.com/', login: token}
                mail: smtp://h
                """)
                .definitions();
        assertThat(ConnectionWriter.pip(definitions))
                .isEqualTo(
                        """
                [global]
                index-url = https://a%40b:p%2Fw%3A%3F%23%25@pkgs.example.com/simple
                extra-index-url =
                    https://two.example.com:8443/simple/
                    https://token@three.example.com/
                """);
        assertThat(ConnectionWriter.pipVariables(definitions))
                .containsEntry("PIP_INDEX_URL", "https://a%40b:p%2Fw%3A%3F%23%25@pkgs.example.com/simple")
                .containsEntry(
                        "PIP_EXTRA_INDEX_URL", "https://two.example.com:8443/simple/ https://token@three.example.com/");
        assertThat(ConnectionWriter.pipVariables(List.of())).isEmpty();
        assertThatThrownBy(() -> ConnectionWriter.pip(
                        List.of(connection("c: {conn_type: package_index, host: pkgs.example.com/simple}"))))
                .hasMessage("c.yaml:1:37: c.host: must be the URL of the index."
                        + " Write it with its https://, such as https://example.com/simple.");
    }

    @Test
    void placeholdersAreResolvedForWhatLeavesTheHouse() {
        ConnectionDefinition written = connection(
                "c: {conn_type: x, port: '{{env:PORT}}', password: '{{env:PW}}', extra: {a: [{b: '{{env:PW}}'}]}}");
        Problems problems = new Problems();
        Placeholders placeholders = Placeholders.of(Map.of("PORT", "5", "PW", "p/w"));
        ConnectionDefinition resolved =
                new DefinitionResolver(placeholders, problems).resolve(written).orElseThrow();
        assertThat(ConnectionWriter.uri(resolved))
                .isEqualTo("x://:p%2Fw@:5/?__extra__=%7B%22a%22%3A+%5B%7B%22b%22%3A+%22p%2Fw%22%7D%5D%7D");
        assertThat(new DefinitionResolver(Placeholders.of(Map.of()), problems).resolve(written))
                .isEmpty();
        assertThat(problems.sorted()).hasSize(3);
        assertThat(problems.sorted().get(0))
                .hasToString(
                        "c.yaml:1:25: c.port: the environment variable 'PORT' is not set. Set it before the start.");
    }
}
