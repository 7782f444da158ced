package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.Field;
import dev.wadi.spi.Ignores;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.Refuses;
import dev.wadi.spi.Setting;
import dev.wadi.spi.SettingProblems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What files say becomes a settings record, and what is wrong with it is said with its place. */
class SettingsBindingTest {

    enum Mode {
        FAST_LANE,
        VERIFY_FULL,
        NATIVE {
            @Override
            public String toString() {
                return "own";
            }
        }
    }

    record Pool(
            @Setting(description = "Most.", min = 1, max = 99, defaultValue = "10", key = "maximumPoolSize")
                    int maximumPoolSize,
            @Setting(description = "Its secret.", secret = true) @Nullable String secret) {}

    record Certificates(
            @Setting(description = "A file.") @Nullable String ca,
            @Setting(description = "A number.", min = 0, max = 3, defaultValue = "2") int depth) {}

    @Refuses(
            keys = {"autoDeserialize", "init_script"},
            because = "would run code",
            instead = "Remove it at once")
    @Refuses(fields = Field.LOGIN, because = "is not used for signing in")
    @Ignores(keys = "cursor", because = "chooses a class of Python")
    record Form(
            @Setting(field = Field.HOST, description = "Where.", required = true, example = "db.example.com")
                    String host,
            @Setting(field = Field.PORT, description = "Port.", min = 1, max = 65535, defaultValue = "5432") int port,
            @Setting(field = Field.PASSWORD, description = "Password.", secret = true) @Nullable String password,
            @Setting(description = "On.") boolean verify,
            @Setting(description = "On.", defaultValue = "true") boolean keepAlive,
            @Setting(description = "Maybe.") @Nullable Boolean maybe,
            @Setting(description = "Time.", defaultValue = "30s", min = 1, max = 60) Duration timeout,
            @Setting(description = "Mode.", aliases = "ssl_mode", defaultValue = "fast-lane") Mode mode,
            @Setting(description = "Ratio.") @Nullable Double ratio,
            @Setting(description = "Big.") @Nullable Long big,
            @Setting(description = "Least.", min = 5) @Nullable Integer least,
            @Setting(description = "Names.") @Nullable List<String> names,
            @Setting(description = "Headers.") @Nullable Map<String, Object> headers,
            @Setting(description = "Deep.", key = "service_config.s3.endpoint_url") @Nullable String endpoint,
            @Setting(description = "Certificates.") @Nullable Certificates tls,
            @Setting(description = "Token.", secret = true) @Nullable Integer token,
            @Setting(field = Field.WADI, description = "Pool.") @Nullable Pool pool) {}

    record Loose(
            @Setting(description = "On.") boolean verify,
            @Setting(field = Field.LEFTOVERS, description = "Headers.") Map<String, Object> headers) {}

    @Refuses(keys = "backdoor", because = "would let anyone in")
    record Shared(
            @Setting(description = "On.", defaultValue = "true") boolean verify,
            @Setting(description = "Who.") @Nullable String userAgent) {}

    record Whole(
            @Setting(field = Field.HOST, description = "Where.") String host,
            Shared shared,
            @Setting(description = "Last.") @Nullable Integer last) {}

    private static class FormType<S extends Record> implements ConnectionType<S> {

        private final Class<S> settings;

        FormType(Class<S> settings) {
            this.settings = settings;
        }

        @Override
        public String name() {
            return "form";
        }

        @Override
        public String title() {
            return "Form";
        }

        @Override
        public Class<S> settings() {
            return settings;
        }

        @Override
        public void check(S settings, SettingProblems problems) {
            if (settings instanceof Form form && form.host().contains("?")) {
                problems.problem("host", "must be a host, was " + form.host(), "Change it");
            }
        }

        @Override
        public OpenConnection open(S settings, ConnectionContext context) {
            throw new UnsupportedOperationException();
        }
    }

    private static final FormType<Form> FORM = new FormType<>(Form.class);

    private final Problems problems = new Problems();
    private final DefinitionBinder binder = new DefinitionBinder(Placeholders.of(Map.of("SECRET", "hunter2")));

    private static ConnectionDefinition definition(String yaml) {
        ConnectionFile file = ConnectionFiles.read("form.yaml", yaml);
        assertThat(file.problems()).isEmpty();
        return file.definitions().get(0);
    }

    private Optional<Form> bind(String yaml) {
        return binder.bind(FORM, definition(yaml), problems);
    }

    /** A connection with one line of extra. */
    private static String extra(String line) {
        return """
                my_form:
                  conn_type: form
                  host: h
                  extra:
                    %s
                """
                .formatted(line);
    }

    private Form bound(String line) {
        Optional<Form> form = bind(extra(line));
        assertThat(said()).isEmpty();
        return form.orElseThrow();
    }

    private List<String> said() {
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    @Test
    void whatIsAbsentHasItsDefault() {
        Form form = bound("{}");
        assertThat(form)
                .isEqualTo(new Form(
                        "h",
                        5432,
                        null,
                        false,
                        true,
                        null,
                        Duration.ofSeconds(30),
                        Mode.FAST_LANE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "'true'", "'True'", "TRUE", "yes", "'Yes'", "on", "1", "'1'", "' true '"})
    void booleansMayBeWords(String written) {
        assertThat(bound("verify: " + written).verify()).isTrue();
        assertThat(bound("maybe: " + written).maybe()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "'false'", "'False'", "no", "off", "0", "'0'"})
    void aWordThatIsNotEmptyIsNotTrueForThat(String written) {
        assertThat(bound("keep_alive: " + written).keepAlive()).isFalse();
    }

    @Test
    void theUriFormGivesWords() {
        Form form = bind("my_form: form://h:7/?verify=True&timeout=5&least=6&names=a%2Cb&big=9007199254740993\n")
                .orElseThrow();
        assertThat(said()).isEmpty();
        assertThat(form.port()).isEqualTo(7);
        assertThat(form.verify()).isTrue();
        assertThat(form.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(form.least()).isEqualTo(6);
        assertThat(form.names()).containsExactly("a", "b");
        assertThat(form.big()).isEqualTo(9007199254740993L);
    }

    @Test
    void theOldPrefixOfAirflowIsKnown() {
        assertThat(bound("extra__form__verify: true").verify()).isTrue();
        assertThat(bound("{extra__form__verify: '', verify: true}").verify()).isTrue();
    }

    @Test
    void theOwnKeyWinsOverAliasesAndPrefixes() {
        assertThat(bound("{extra__form__mode: own, ssl_mode: own, mode: verify-full}")
                        .mode())
                .isEqualTo(Mode.VERIFY_FULL);
        assertThat(bound("{extra__form__mode: own, ssl_mode: verify-full}").mode())
                .isEqualTo(Mode.VERIFY_FULL);
    }

    @ParameterizedTest
    @CsvSource({
        "verify-full,VERIFY_FULL",
        "verify_full,VERIFY_FULL",
        "VERIFY_FULL,VERIFY_FULL",
        "Verify-Full,VERIFY_FULL",
        "own,NATIVE",
        "OWN,NATIVE"
    })
    void choicesMayBeSpeltInSeveralWays(String written, Mode mode) {
        assertThat(bound("mode: " + written).mode()).isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource({"5,5000", "1.5,1500", "'1500ms',1500", "'30s',30000", "'1m',60000", "'2 s',2000"})
    void timesAreSecondsOrHaveAUnit(String written, long millis) {
        assertThat(bound("timeout: " + written).timeout()).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void listsAndObjectsMayBeJsonText() {
        assertThat(bound("names: '[\"a,b\", \"c\"]'").names()).containsExactly("a,b", "c");
        assertThat(bound("names: [a, 1, true]").names()).containsExactly("a", "1", "true");
        assertThat(bound("headers: '{\"a\": 1}'").headers()).isEqualTo(Map.of("a", 1));
        assertThat(bound("tls: '{\"ca\": \"/ca.pem\", \"depth\": \"1\"}'").tls())
                .isEqualTo(new Certificates("/ca.pem", 1));
        assertThat(bound("tls: {ca: /ca.pem}").tls()).isEqualTo(new Certificates("/ca.pem", 2));
    }

    @Test
    void aDottedKeyGoesIntoObjects() {
        assertThat(bound("service_config: {s3: {endpoint_url: 'http://s3'}}").endpoint())
                .isEqualTo("http://s3");
        assertThat(bound("service_config.s3.endpoint_url: 'http://s3'").endpoint())
                .isEqualTo("http://s3");
    }

    @Test
    void besideADottedKeyOthersAreUnknown() {
        bind(extra("service_config: {s3: {endpoint_url: 'http://s3', region: x}, sqs: {endpoint_url: y}}"));
        assertThat(said())
                .containsExactly(
                        "form.yaml:5:62: warning: my_form.extra.service_config.s3.region: unknown key of a connection of"
                                + " type 'form'. It is kept and has no effect here.",
                        "form.yaml:5:71: warning: my_form.extra.service_config.sqs: unknown key of a connection of type"
                                + " 'form'. It is kept and has no effect here.");
    }

    @Test
    void whatIsMissingIsAProblem() {
        assertThat(bind("my_form:\n  conn_type: form\n")).isEmpty();
        assertThat(said())
                .containsExactly("form.yaml:1:1: my_form.host: is missing. Set it, for example db.example.com.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    verify: maybe              | verify: must be true or false, was maybe. Change it, or remove the line.
                    timeout: soon              | timeout: must be a number of seconds, or a time such as 500ms, 30s or 5m, was soon. Change it, or remove the line to use 30s.
                    timeout: 61                | timeout: must be between 1 and 60, was 61. Change it, or remove the line to use 30s.
                    timeout: 60.5              | timeout: must be between 1 and 60, was 60.5. Change it, or remove the line to use 30s.
                    timeout: 500ms             | timeout: must be between 1 and 60, was 500ms. Change it, or remove the line to use 30s.
                    timeout: 99999999999999999999999h | timeout: must be between 1 and 60, was 99999999999999999999999h. Change it, or remove the line to use 30s.
                    mode: slow                 | mode: must be one of fast-lane, verify-full, own, was slow. Change it, or remove the line to use fast-lane.
                    ratio: x                   | ratio: must be a number, was x. Change it, or remove the line.
                    big: 1.5                   | big: must be a whole number, was 1.5. Change it, or remove the line.
                    big: 99999999999999999999  | big: must be at most 9223372036854775807, was 99999999999999999999. Change it, or remove the line.
                    least: 4                   | least: must be at least 5, was 4. Change it, or remove the line.
                    least: 3000000000          | least: must be between 5 and 2147483647, was 3000000000. Change it, or remove the line.
                    least: true                | least: must be a number, was true. Change it, or remove the line.
                    headers: x                 | headers: must be an object, or its JSON text, was x. Change it, or remove the line.
                    headers: [x]               | headers: must be an object, or its JSON text, was a list or an object. Change it, or remove the line.
                    names: {a: b}              | names: must be a list, or text parted by commas, was a list or an object. Change it, or remove the line.
                    names: '[x'                | names: must be a list, or text parted by commas, was [x. Change it, or remove the line.
                    names: [[a]]               | names: must be a list, or text parted by commas, was a list or an object. Change it, or remove the line.
                    token: hunter2             | token: must be a number. Change it, or remove the line.
                    tls: {depth: 4}            | tls.depth: must be between 0 and 3, was 4. Change it, or remove the line to use 2.
                    """)
    void whatDoesNotFitIsAProblem(String line, String problem) {
        assertThat(bind(extra(line))).isEmpty();
        assertThat(said()).hasSize(1).first().asString().endsWith(": my_form.extra." + problem);
        assertThat(said().get(0)).startsWith("form.yaml:5:");
    }

    @Test
    void numbersThatAreAbsurdlyLongAreRefusedAtOnce() {
        assertThat(bind(extra("big: 1e999999999"))).isEmpty();
        assertThat(bind(extra("timeout: " + "9".repeat(5000)))).isEmpty();
    }

    @Test
    void allProblemsAreSaidAtOnceWithTheirPlaces() {
        assertThat(
                        bind(
                                """
                        my_form:
                          conn_type: form
                          host: h
                          port: 0
                          extra:
                            verify: maybe
                            tls:
                              depth: 4
                        """))
                .isEmpty();
        assertThat(said())
                .containsExactly(
                        "form.yaml:4:9: my_form.port: must be between 1 and 65535, was 0. Change it, or remove the line"
                                + " to use 5432.",
                        "form.yaml:6:13: my_form.extra.verify: must be true or false, was maybe. Change it, or remove"
                                + " the line.",
                        "form.yaml:8:14: my_form.extra.tls.depth: must be between 0 and 3, was 4. Change it, or remove"
                                + " the line to use 2.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "autoDeserialize",
                "AUTODESERIALIZE",
                "auto_deserialize",
                "auto-deserialize",
                "auto.deserialize",
                "' autoDeserialize '",
                "'auto%44eserialize'",
                "'%61utoDeserialize'",
                "'auto%2544eserialize'",
                "'auto+Deserialize'",
                "extra__form__autoDeserialize",
                "init_script",
                "initScript",
                "INIT-SCRIPT",
            })
    void aDangerousKeyIsRefusedInAllSpellings(String key) {
        assertThat(bind(extra(key + ": true"))).isEmpty();
        assertThat(said())
                .containsExactly("form.yaml:5:%d: my_form.extra.%s: would run code. Remove it at once."
                        .formatted(5 + key.length() + 2, key.replace("'", "")));
    }

    @Test
    void aDangerousKeyIsRefusedBelowOthers() {
        assertThat(bind(extra("tls: {autoDeserialize: true}"))).isPresent();
        assertThat(said())
                .containsExactly(
                        "form.yaml:5:28: warning: my_form.extra.tls.autoDeserialize: unknown key. It is kept and"
                                + " has no effect here.");
    }

    @Test
    void aFieldThatIsRefusedMustBeEmpty() {
        assertThat(bind("my_form: {conn_type: form, host: h, login: app}\n")).isEmpty();
        assertThat(said()).containsExactly("form.yaml:1:44: my_form.login: is not used for signing in. Remove it.");
    }

    @Test
    void whatMeansNothingHereIsAWarning() {
        Form form =
                bind("""
                        my_form:
                          conn_type: form
                          description: Something of ours
                          host: h
                          schema: s
                          extra:
                            cursor: dictcursor
                            verfiy: true
                            colour: blue
                        """)
                        .orElseThrow();
        assertThat(form.verify()).isFalse();
        assertThat(said())
                .containsExactly(
                        "form.yaml:5:11: warning: my_form.schema: a connection of type 'form' does not use it. Remove"
                                + " it.",
                        "form.yaml:7:13: warning: my_form.extra.cursor: chooses a class of Python. It is kept and has no"
                                + " effect here.",
                        "form.yaml:8:13: warning: my_form.extra.verfiy: unknown key of a connection of type 'form'. Did"
                                + " you mean 'verify'? It is kept and has no effect here.",
                        "form.yaml:9:13: warning: my_form.extra.colour: unknown key of a connection of type 'form'. It"
                                + " is kept and has no effect here.");
    }

    @Test
    void leftoversGoWhereTheTypeWantsThem() {
        Optional<Loose> loose = binder.bind(
                new FormType<>(Loose.class),
                definition("my_form: {conn_type: form, extra: {verify: true, X-Team: blue, n: 1, none: null}}\n"),
                problems);
        assertThat(said()).isEmpty();
        assertThat(loose.orElseThrow()).hasToString("Loose[verify=true, headers={X-Team=blue, n=1}]");
    }

    @Test
    void settingsThatTypesShareStandAtTheirOwnKeys() {
        FormType<Whole> type = new FormType<>(Whole.class);
        assertThat(SettingsForm.of(type).items().stream().map(SettingsForm.Item::path))
                .containsExactly("host", "extra.verify", "extra.user_agent", "extra.last");
        String yaml = "my_form: {conn_type: form, host: h, extra: {user_agent: me, last: 3}}\n";
        assertThat(binder.bind(type, definition(yaml), problems)).contains(new Whole("h", new Shared(true, "me"), 3));
        String wrong = "my_form: {conn_type: form, host: h, extra: {verify: perhaps, back_door: 1}}\n";
        assertThat(binder.bind(type, definition(wrong), problems)).isEmpty();
        assertThat(said())
                .containsExactly(
                        "form.yaml:1:53: my_form.extra.verify: must be true or false, was perhaps. Change it, or remove"
                                + " the line to use true.",
                        "form.yaml:1:73: my_form.extra.back_door: would let anyone in. Remove it.");
    }

    @Test
    void whatIsOursStandsUnderWadi() {
        assertThat(bound("wadi: {pool: {maximumPoolSize: '7'}, drain: 5s, on_failed_swap: stop}")
                        .pool())
                .isEqualTo(new Pool(7, null));
        assertThat(bound("wadi: '{\"pool\": {\"maximumPoolSize\": 7}}'").pool()).isEqualTo(new Pool(7, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    wadi: {dreain: 5s}         | form.yaml:5:20: my_form.extra.wadi.dreain: unknown key. Did you mean 'drain'? It may hold pool, drain, on_failed_swap.
                    wadi: {drain: x}           | form.yaml:5:19: my_form.extra.wadi.drain: must be a number of seconds, or a time such as 500ms, 30s or 5m, was x. Change it, or remove the line to use 60s.
                    wadi: {pool: 5}            | form.yaml:5:18: my_form.extra.wadi.pool: must be an object, or its JSON text, was 5. Change it, or remove the line.
                    wadi: {pool: {maximumPoolSize: 0}} | form.yaml:5:36: my_form.extra.wadi.pool.maximumPoolSize: must be between 1 and 99, was 0. Change it, or remove the line to use 10.
                    wadi: {pool: {maximumPolSize: 5}}  | form.yaml:5:35: my_form.extra.wadi.pool.maximumPolSize: unknown key. Did you mean 'maximumPoolSize'? It may hold maximumPoolSize, secret.
                    wadi: 5                    | form.yaml:5:11: my_form.extra.wadi: must be an object, or its JSON text. Write it as wadi: {…}.
                    """)
    void whatIsOursAndWrongIsAProblem(String line, String problem) {
        assertThat(bind(extra(line))).isEmpty();
        assertThat(said()).containsExactly(problem);
    }

    @Test
    void placeholdersAreResolved() {
        Form form =
                bind("""
                        my_form:
                          conn_type: form
                          host: h
                          password: "{{env:SECRET}}"
                          extra:
                            names: ["a{{env:SECRET}}b"]
                            headers: {deep: [{x: "{{env:SECRET}}"}]}
                        """)
                        .orElseThrow();
        assertThat(form.password()).isEqualTo("hunter2");
        assertThat(form.names()).containsExactly("ahunter2b");
        assertThat(form.headers()).isEqualTo(Map.of("deep", List.of(Map.of("x", "hunter2"))));
    }

    @Test
    void aMissingPlaceholderIsAWarningWhenChecked() {
        binder.check(FORM, definition("my_form: {conn_type: form, host: h, port: '{{env:PORT_X}}'}\n"), problems);
        assertThat(said())
                .containsExactly("form.yaml:1:43: warning: my_form.port: the environment variable 'PORT_X' is not set."
                        + " Set it before the start.");
    }

    @Test
    void aMissingPlaceholderIsAProblemWhenOpened() {
        assertThat(bind("my_form: {conn_type: form, host: '{{env:A_X}}', extra: {headers: {x: ['{{env:B_X}}']}}}\n"))
                .isEmpty();
        assertThat(said())
                .containsExactly(
                        "form.yaml:1:34: my_form.host: the environment variable 'A_X' is not set. Set it before the"
                                + " start.",
                        "form.yaml:1:70: my_form.extra.headers.x: the environment variable 'B_X' is not set. Set it"
                                + " before the start.");
    }

    @Test
    void whatAPlaceholderGaveIsNotShown() {
        assertThat(
                        bind(
                                "my_form: {conn_type: form, host: h, port: '{{env:SECRET}}', extra: {verify: '{{env:SECRET}}'}}\n"))
                .isEmpty();
        assertThat(said())
                .containsExactly(
                        "form.yaml:1:43: my_form.port: must be a number, was {{env:SECRET}}. Change it, or remove the"
                                + " line to use 5432.",
                        "form.yaml:1:77: my_form.extra.verify: must be true or false, was {{env:SECRET}}. Change it, or"
                                + " remove the line.");
    }

    @Test
    void aTypeMaySayMore() {
        assertThat(bind("my_form: {conn_type: form, host: 'h?x'}\n")).isEmpty();
        assertThat(said()).containsExactly("form.yaml:1:34: my_form.host: must be a host, was h?x. Change it.");
    }

    @Test
    void theFormDescribesItself() {
        SettingsForm form = SettingsForm.of(FORM);
        assertThat(form.items().stream().map(SettingsForm.Item::path))
                .containsExactly(
                        "host",
                        "port",
                        "password",
                        "extra.verify",
                        "extra.keep_alive",
                        "extra.maybe",
                        "extra.timeout",
                        "extra.mode",
                        "extra.ratio",
                        "extra.big",
                        "extra.least",
                        "extra.names",
                        "extra.headers",
                        "extra.service_config.s3.endpoint_url",
                        "extra.tls",
                        "extra.token",
                        "extra.wadi.pool");
        assertThat(form.items().get(4).label()).isEqualTo("Keep alive");
        assertThat(form.items().get(7).choices()).containsExactly("fast-lane", "verify-full", "own");
        assertThat(form.items().get(14).nested()).isEqualTo(SettingsForm.of(Certificates.class));
    }
}
