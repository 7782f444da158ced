package dev.wadi.connection.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.testing.TestingConnections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MySqlSettingsTest {

    private final TestingConnections connections = new TestingConnections();

    @AfterEach
    void close() {
        connections.close();
    }

    private List<String> check(String fields) {
        return connections.problems(TestingConnections.json(
                "shop", "{\"conn_type\": \"mysql\"" + (fields.isEmpty() ? "" : ", " + fields) + "}"));
    }

    private List<String> checkExtra(String extra) {
        return check("\"extra\": {" + extra + "}");
    }

    @Test
    void nothingHasToBeSaid() {
        assertThat(check("")).isEmpty();
    }

    @Test
    void whatAirflowFilesSayIsFine() {
        assertThat(check("\"host\": \"db.example.com\", \"port\": \"3307\", \"login\": \"app\", \"password\": \"x\","
                        + " \"schema\": \"sales\", \"extra\": {\"charset\": \"utf-8\", \"cursor\": \"SSCursor\","
                        + " \"ssl_mode\": \"VERIFY_CA\", \"ssl\": {\"ca\": \"/x/ca.pem\"}, \"iam\": \"false\"}"))
                .isEmpty();
    }

    @Test
    void sslMayBeJsonText() {
        assertThat(checkExtra("\"ssl\": \"{\\\"ca\\\": \\\"/x/ca.pem\\\", \\\"cert\\\": \\\"/x/c.pem\\\"}\""))
                .containsExactly("shop.extra.ssl: has a cert and no key. Add the key of the certificate.");
    }

    @Test
    void theOptionsOfTheOtherPythonDriverAreUnderstood() {
        assertThat(checkExtra("\"client\": \"mysql-connector-python\", \"ssl_ca\": \"/x/ca.pem\","
                        + " \"ssl_cert\": \"/x/c.pem\", \"ssl_key\": \"/x/k.pem\", \"ssl_verify_cert\": \"true\","
                        + " \"ssl_verify_identity\": \"True\", \"ssl_cipher\": \"TLS_AES_256_GCM_SHA384\""))
                .containsExactly(
                        "warning: shop.extra.client: chooses a Python driver. It is kept and has no effect" + " here.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db.example.com/sales?autoDeserialize=true",
                "(host=db,allowLoadLocalInfile=true)",
                "address=(host=db)(queryInterceptors=com.mysql.cj.jdbc.interceptors.ServerStatusDiffInterceptor)",
                "db,evil.example.com",
                "db%28host%3D",
                "db?x",
                "db#x",
                "app@db",
                "[::1]",
                "a b"
            })
    void aHostIsOneHost(String host) {
        assertThat(check("\"host\": \"" + host + "\""))
                .containsExactly("shop.host: must be one host name or address, was '" + host + "'. Put the port into"
                        + " port, the database into schema and everything else into extra.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db-1.example_x.com", "10.1.2.3", "::1", "fe80::1:2", "bücher.example"})
    void aHostIsANameOrAnAddress(String host) {
        assertThat(check("\"host\": \"" + host + "\"")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sales?autoDeserialize=true", "sales%3FallowLoadLocalInfile=true", "a/b", "a&b=c"})
    void aDatabaseIsAName(String database) {
        assertThat(check("\"schema\": \"" + database + "\""))
                .containsExactly("shop.schema: must be the name of a database, was '" + database + "'. Put everything"
                        + " else into extra.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "autoDeserialize",
                "AUTODESERIALIZE",
                "auto_deserialize",
                "auto%44eserialize",
                "auto%2544eserialize",
                " autoDeserialize ",
                "queryInterceptors",
                "statementInterceptors",
                "propertiesTransform",
                "detectCustomCollations",
                "socketFactory",
                "exceptionInterceptors",
                "connectionLifecycleInterceptors"
            })
    void whatRunsCodeIsRefusedInEverySpelling(String key) {
        assertThat(checkExtra("\"" + key + "\": \"true\""))
                .containsExactly("shop.extra." + key
                        + ": makes the driver run code that the file or the server chooses." + " Remove it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "allowLoadLocalInfile",
                "allowloadlocalinfile",
                "allow-Load-Local-Infile",
                "%61llowLoadLocalInfile",
                "allowUrlInLocalInfile",
                "allowLoadLocalInfileInPath",
                "local_infile"
            })
    void whatReadsFilesIsRefusedInEverySpelling(String key) {
        assertThat(checkExtra("\"" + key + "\": true"))
                .containsExactly("shop.extra." + key + ": lets the server read files of this machine. Remove it.");
    }

    @Test
    void aSocketFileIsRefused() {
        assertThat(checkExtra("\"unix_socket\": \"/run/mysqld/mysqld.sock\""))
                .containsExactly("shop.extra.unix_socket: is a socket file, which the driver cannot open. Set host and"
                        + " port.");
    }

    @Test
    void tokensOfAwsAreRefused() {
        assertThat(checkExtra("\"iam\": true"))
                .containsExactly("shop.extra.iam: signing in with tokens of AWS is not supported. Use a user with a"
                        + " password, or one that shows a certificate (ssl).");
    }

    @Test
    void wordsThatNobodyKnowsAreProblemsOrWarnings() {
        assertThat(checkExtra("\"charset\": \"utf9\", \"cursor\": \"fastcursor\", \"ssl_mode\": \"sometimes\","
                        + " \"zzz\": 1, \"wadi\": {\"time_zone\": \"Mars\"}"))
                .containsExactly(
                        "shop.extra.ssl_mode: must be one of disabled, preferred, required, verify-ca, verify-identity,"
                                + " was sometimes. Change it, or remove the line.",
                        "warning: shop.extra.zzz: unknown key of a connection of type 'mysql'. It is kept and has no"
                                + " effect here.");
        assertThat(checkExtra("\"charset\": \"utf9\", \"cursor\": \"fastcursor\", \"wadi\": {\"time_zone\": \"Mars\"}"))
                .containsExactly(
                        "shop.extra.charset: 'utf9' is no character set of MySQL that Java has. Remove the line to use"
                                + " utf8mb4.",
                        "warning: shop.extra.cursor: 'fastcursor' is none of sscursor, dictcursor, ssdictcursor. It is"
                                + " kept and has no effect here.",
                        "shop.extra.wadi.time_zone: 'Mars' is no time zone. Use UTC, an offset such as +02:00, or a name"
                                + " such as Europe/Berlin.");
    }

    @Test
    void tlsThatContradictsItselfIsAProblem() {
        assertThat(checkExtra("\"ssl_mode\": \"REQUIRED\", \"ssl_disabled\": true, \"ssl_verify_identity\": true,"
                        + " \"ssl_verify_cert\": true, \"ssl\": {\"ca\": \"/a\", \"cipher\": \"HIGH:!aNULL\"},"
                        + " \"ssl_ca\": \"/b\""))
                .containsExactly(
                        "warning: shop.extra.ssl: names authorities and the server's certificate is not verified. Set"
                                + " ssl_mode to verify-ca or verify-identity.",
                        "shop.extra.ssl.cipher: this Java has no cipher suite named HIGH, !aNULL. Use names such as"
                                + " ECDHE-RSA-AES128-GCM-SHA256, or remove the line.",
                        "shop.extra.ssl_ca: says '/b' and ssl.ca says '/a'. Remove one of them.",
                        "shop.extra.ssl_disabled: is true and ssl_mode is not disabled. Remove one of them.",
                        "shop.extra.ssl_verify_cert: is true and nothing is verified. Remove ssl_disabled and ssl_mode,"
                                + " or set ssl_mode to verify-ca.",
                        "shop.extra.ssl_verify_identity: is true and nothing is verified or less than that. Remove"
                                + " ssl_disabled and ssl_mode, or set ssl_mode to verify-identity.");
    }

    @ParameterizedTest
    @CsvSource({
        "utf8, UTF-8",
        "UTF-8, UTF-8",
        "utf8mb4, UTF-8",
        "latin1, Cp1252",
        "sjis, SJIS",
        "koi8r, KOI8-R",
    })
    void characterSetsHaveJavasNames(String mysql, String java) {
        assertThat(Charsets.java(mysql)).contains(java);
    }

    @ParameterizedTest
    @CsvSource({
        "ECDHE-RSA-AES128-GCM-SHA256, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "ECDHE-ECDSA-AES256-GCM-SHA384, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "ECDHE-RSA-AES256-SHA384, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
        "ECDHE-RSA-AES128-SHA, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
        "DHE-RSA-AES256-SHA256, TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
        "ECDHE-RSA-CHACHA20-POLY1305, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_AES_256_GCM_SHA384, TLS_AES_256_GCM_SHA384",
    })
    void ciphersHaveJavasNames(String openSsl, String java) {
        assertThat(Ciphers.toJava(openSsl)).isEqualTo(java);
    }
}
