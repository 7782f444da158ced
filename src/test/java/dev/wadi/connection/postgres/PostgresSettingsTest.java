package dev.wadi.connection.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.connection.jdbc.ConnectionText;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresSettingsTest {

    private static List<String> problems(String lines) {
        return ConnectionText.problems("my_pg:\n  conn_type: postgres\n" + lines.indent(2));
    }

    private static List<String> extraProblems(String lines) {
        return problems("extra:\n" + lines.indent(2));
    }

    @Test
    void everyExtraOfLibpqIsKnown() {
        assertThat(
                        problems(
                                """
                                host: db1.example.com,db2.example.com
                                port: 5433
                                login: app
                                password: pa:ss
                                schema: sales
                                extra:
                                  sslmode: verify-full
                                  sslrootcert: /etc/root.crt
                                  sslcert: /etc/client.crt
                                  sslkey: /etc/client.key
                                  sslpassword: secret
                                  sslcrl: /etc/root.crl
                                  application_name: nightly
                                  connect_timeout: "10"
                                  options: -c search_path=x
                                  keepalives: 1
                                  keepalives_idle: "30"
                                  keepalives_interval: 5
                                  keepalives_count: 3
                                  target_session_attrs: read-write
                                  load_balance_hosts: random
                                  client_encoding: UTF-8
                                  channel_binding: require
                                  gssencmode: disable
                                  require_auth: scram-sha-256
                                  iam: "false"
                                  wadi:
                                    pool: {maximumPoolSize: 20}
                                """))
                .isEmpty();
    }

    @Test
    void theyBecomePropertiesOfTheDriver() {
        PostgresSettings settings = new PostgresSettings(
                "db1.example.com, db2.example.com",
                5433,
                "app",
                "pa:ss",
                "sales",
                SslMode.REQUIRE,
                "/etc/root.crt",
                null,
                "/etc/client.crt",
                "/etc/client.key",
                "secret",
                "/etc/root.crl",
                Willingness.REQUIRE,
                Willingness.PREFER,
                "scram-sha-256",
                "nightly",
                Duration.ofSeconds(7),
                "-c search_path=x",
                false,
                30,
                5,
                3,
                SessionAttributes.PREFER_STANDBY,
                HostOrder.RANDOM,
                null,
                false,
                null);
        Map<String, String> expected = new HashMap<>();
        expected.put("PGHOST", "db1.example.com,db2.example.com");
        expected.put("PGPORT", "5433,5433");
        expected.put("PGDBNAME", "sales");
        expected.put("user", "app");
        expected.put("password", "pa:ss");
        expected.put("ApplicationName", "nightly");
        expected.put("options", "-c search_path=x");
        expected.put("requireAuth", "scram-sha-256");
        expected.put("targetServerType", "preferSecondary");
        expected.put("loadBalanceHosts", "true");
        expected.put("gssEncMode", "prefer");
        expected.put("channelBinding", "require");
        expected.put("sslmode", "verify-ca"); // as libpq: require with an authority verifies it
        expected.put("sslfactory", TlsSocketFactory.class.getName());
        expected.put("sslrootcert", "/etc/root.crt");
        expected.put("sslcert", "/etc/client.crt");
        expected.put("sslkey", "/etc/client.key");
        expected.put("sslpassword", "secret");
        expected.put("wadi.sslcrl", "/etc/root.crl");
        expected.put("tcpKeepAlive", "false");
        expected.put("wadi.keepalives_idle", "30");
        expected.put("wadi.keepalives_interval", "5");
        expected.put("wadi.keepalives_count", "3");
        expected.put("socketFactory", KeepAliveSocketFactory.class.getName());
        PostgresProperties properties = new PostgresProperties(settings);
        assertThat(properties.all("my_pg")).isEqualTo(expected);
        assertThat(properties.limits(Duration.ofSeconds(30)))
                .containsEntry("connectTimeout", "7")
                .containsEntry("socketTimeout", "7")
                .containsEntry("sslResponseTimeout", "7000");
        assertThat(properties.limits(Duration.ofMillis(1500))).containsEntry("connectTimeout", "2");
    }

    @ParameterizedTest
    @CsvSource({
        "socketFactory, would load a class that the file names",
        "socketfactoryarg, would load a class that the file names",
        "SOCKET_FACTORY, would load a class that the file names",
        "sslfactory, would load a class that the file names",
        "ssl-factory, would load a class that the file names",
        "sslfactoryarg, would load a class that the file names",
        "sslhostnameverifier, would load a class that the file names",
        "sslpasswordcallback, would load a class that the file names",
        "authenticationPluginClassName, would load a class that the file names",
        "AUTHENTICATION_PLUGIN_CLASS_NAME, would load a class that the file names",
        "connectExecutor, would load a class that the file names",
        "loggerFile, would write a file that the file names",
        "loggerLevel, would write a file that the file names",
    })
    void whatWouldRunCodeIsRefusedInEverySpelling(String key, String because) {
        assertThat(extraProblems(key + ": org.example.Bad"))
                .containsExactly("my_pg.extra." + key + ": " + because + ". Remove it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "passfile", "servicefile"})
    void filesThatAreNotCheckedAreRefused(String key) {
        assertThat(extraProblems(key + ": x"))
                .containsExactly("my_pg.extra." + key + ": would take settings from a file that is not"
                        + " checked. Write its settings into this connection.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "hostaddr", "port", "user", "password", "dbname"})
    void extrasDoNotOverrideFields(String key) {
        assertThat(extraProblems(key + ": x"))
                .containsExactly("my_pg.extra." + key + ": would override a field of the connection. Set the"
                        + " field: host, port, login, password or schema.");
    }

    @Test
    void whatIsForPythonIsAWarning() {
        assertThat(extraProblems("cursor: dictcursor"))
                .containsExactly("warning: my_pg.extra.cursor: chooses how Python shows rows; rows are maps"
                        + " here. It is kept and has no effect here.");
        assertThat(extraProblems("cluster-identifier: x"))
                .containsExactly("warning: my_pg.extra.cluster-identifier: only says where Airflow gets a"
                        + " token as the password from. It is kept and has no effect here.");
    }

    @Test
    void tokensOfCloudsAreRefused() {
        assertThat(extraProblems("iam: true"))
                .containsExactly("my_pg.extra.iam: signs in with a token that AWS or Azure gives, and tokens"
                        + " are not fetched here. Set it to false and use a login that has a password.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/var/run/postgresql | is a Unix socket, which the Java driver cannot use. Use localhost, and let the server listen there",
                "db:5433 | holds a port. Put the port into port; it is the same for each host",
                "db/sales?user=x | is not the name or address of a server. Write a name such as db.example.com",
                "db&loggerFile=x | is not the name or address of a server. Write a name such as db.example.com",
                "db%2f | is not the name or address of a server. Write a name such as db.example.com",
                "d b | is not the name or address of a server. Write a name such as db.example.com",
                "db;x | is not the name or address of a server. Write a name such as db.example.com",
            })
    void aHostIsNothingButAHost(String host, String what) {
        assertThat(problems("host: '" + host + "'")).containsExactly("my_pg.host: '" + host + "' " + what + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db", "db_1.example.com", "10.0.0.1", "::1", "[::1]", "fe80::1%eth0", "a,b", "a, [::1]"})
    void namesAndAddressesAreHosts(String host) {
        assertThat(problems("host: '" + host + "'")).isEmpty();
    }

    @Test
    void settingsThatDoNotGoTogetherAreProblems() {
        assertThat(extraProblems("sslmode: verify-ca"))
                .containsExactly("my_pg.extra.sslmode: verify-ca without a file in sslrootcert would trust"
                        + " every server with a public certificate. Set sslrootcert to the authority's file, or use"
                        + " verify-full.");
        assertThat(extraProblems("sslcert: /c.crt"))
                .containsExactly("my_pg.extra.sslcert: needs its private key. Set sslkey to the key's file.");
        assertThat(extraProblems("sslkey: /c.key"))
                .containsExactly("my_pg.extra.sslkey: needs its certificate. Set sslcert to the certificate's file.");
        assertThat(extraProblems("sslkey: /c.p12")).isEmpty();
        assertThat(extraProblems("client_encoding: latin1"))
                .containsExactly("my_pg.extra.client_encoding: must be UTF8, was 'latin1'; the server"
                        + " converts. Remove the line.");
    }

    @Test
    void whatHasNoEffectIsAWarning() {
        assertThat(extraProblems("sslmode: disable\nsslrootcert: /r.crt"))
                .containsExactly(
                        "warning: my_pg.extra.sslmode: is disable, which leaves sslrootcert without effect. Use"
                                + " verify-full, or remove what has no effect.");
        assertThat(extraProblems("sslmode: require\nsslca: /r.crt"))
                .containsExactly("warning: my_pg.extra.sslca: is not known to PostgreSQL and is read as"
                        + " sslrootcert. Rename it to sslrootcert.");
    }

    @Test
    void thePoolIsChecked() {
        assertThat(
                        extraProblems(
                                """
                                wadi:
                                  pool:
                                    maximumPoolSize: 2
                                    minimumIdle: 3
                                    maxLifetime: 5
                                    idleTimeout: 10
                                """))
                .containsExactly(
                        "my_pg.extra.wadi.pool.minimumIdle: must not be greater than maximumPoolSize (2), was"
                                + " 3. Remove the line to use 0.",
                        "my_pg.extra.wadi.pool.maxLifetime: must be 0 or at least 30000 ms, was 5. Remove the"
                                + " line to use 1800000.",
                        "my_pg.extra.wadi.pool.idleTimeout: must be 0 or at least 10000 ms, was 10. Remove"
                                + " the line to use 600000.");
        assertThat(extraProblems("wadi: {pool: {maximumPoolSize: 0}}")).hasSize(1);
    }
}
