package dev.wadi.connection.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.Connections;
import dev.wadi.spi.ConnectionException;
import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingMySqlServer;
import dev.wadi.testing.TestingTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS handshakes with real servers, by the PEM files that Airflow's connections name. */
class MySqlTlsIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    Path folder = Path.of("");

    private final TestingConnections connections = new TestingConnections();

    @AfterEach
    void close() {
        connections.close();
        assertThat(MemoryUrls.count()).isZero();
    }

    private String test(String json) {
        return connections
                .connections()
                .test(TestingConnections.json("shop", json).definition(), TIMEOUT);
    }

    private String cipherOf(String json) throws SQLException {
        connections.open(TestingConnections.json("shop", json));
        Connections open = connections.connections();
        try (Connection connection =
                        open.bean("shop", DataSource.class).orElseThrow().getConnection();
                ResultSet rows = connection.createStatement().executeQuery("SHOW STATUS LIKE 'Ssl_cipher'")) {
            rows.next();
            return rows.getString(2);
        }
    }

    private static String ca(MySqlServer server) {
        return "\"ssl\": {\"ca\": \"" + server.get().authority() + "\"}";
    }

    private static String strangersCa(Path folder) {
        return "\"ssl\": {\"ca\": \""
                + TestingTls.writePem(folder, "stranger", TestingTls.stranger().certificate()) + "\"}";
    }

    private static String withCertificate(MySqlServer server) {
        TestingMySqlServer running = server.get();
        return "\"ssl\": \"{\\\"ca\\\": \\\"%s\\\", \\\"cert\\\": \\\"%s\\\", \\\"key\\\": \\\"%s\\\"}\""
                .formatted(running.authority(), running.clientCertificate(), running.clientKey());
    }

    @ParameterizedTest
    @EnumSource
    void withoutAWordTlsIsUsedWhenTheServerHasIt(MySqlServer server) throws SQLException {
        assertThat(cipherOf(server.connection(""))).isNotEmpty();
    }

    @Test
    void disabledIsPlain() throws SQLException {
        assertThat(cipherOf(MySqlServer.MARIADB.connection("\"ssl_disabled\": \"true\"")))
                .isEmpty();
    }

    @Test
    void aPasswordThatWouldTravelOpenlyIsNotSent() {
        MySqlServer server = MySqlServer.MYSQL;
        int port = server.get().port();
        // A server that has seen the password over TLS before recognises it without: hence a new user.
        server.get().administer("CREATE USER shy@'%' IDENTIFIED BY '" + TestingMySqlServer.PASSWORD + "'");
        assertThatThrownBy(() -> test(server.connection("localhost", "shy", "\"ssl_mode\": \"DISABLED\"")))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'shop': cannot connect to localhost:" + port
                        + ": Public Key Retrieval is not allowed");
    }

    @ParameterizedTest
    @EnumSource
    void anAuthorityIsEnoughToVerifyTheServer(MySqlServer server) throws SQLException {
        assertThat(cipherOf(server.connection(ca(server)))).isNotEmpty();
        assertThat(test(server.connection("127.0.0.2", "app", ca(server)))).contains("database sales");
    }

    @ParameterizedTest
    @EnumSource
    void aServerOfAnotherAuthorityIsRefused(MySqlServer server) {
        int port = server.get().port();
        assertThatThrownBy(() -> test(server.connection(strangersCa(folder))))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'shop': TLS with localhost:" + port
                        + " failed: Path does not chain with any of the trust anchors");
    }

    @ParameterizedTest
    @EnumSource
    void withoutAnAuthorityTheServerIsVerifiedByThoseOfJava(MySqlServer server) {
        int port = server.get().port();
        assertThatThrownBy(() -> test(server.connection("\"ssl_mode\": \"VERIFY_CA\"")))
                .isInstanceOf(ConnectionException.class)
                .hasMessageStartingWith("connection 'shop': TLS with localhost:" + port + " failed: ");
    }

    @ParameterizedTest
    @EnumSource
    void requiredTakesAnyServer(MySqlServer server) throws SQLException {
        assertThat(cipherOf(server.connection("\"ssl_mode\": \"REQUIRED\", " + strangersCa(folder))))
                .isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void verifyIdentityWantsTheHostInTheCertificate(MySqlServer server) {
        String extra = "\"ssl_mode\": \"VERIFY_IDENTITY\", " + ca(server);
        assertThat(test(server.connection(extra))).contains("database sales");
        assertThat(test(server.connection("127.0.0.1", "app", extra))).contains("database sales");
        assertThatThrownBy(() -> test(server.connection("127.0.0.2", "app", extra)))
                .isInstanceOf(ConnectionException.class)
                .hasMessage(
                        "connection 'shop': TLS with 127.0.0.2:" + server.get().port()
                                + " failed: Server identity verification failed. None of the certificate's DNS or IP Subject"
                                + " Alternative Name entries matched the server hostname/IP '127.0.0.2'");
    }

    @ParameterizedTest
    @EnumSource
    void theOtherPythonDriversOptionsDoTheSame(MySqlServer server) {
        String extra = "\"client\": \"mysql-connector-python\", \"ssl_ca\": \""
                + server.get().authority() + "\", \"ssl_verify_cert\": true, \"ssl_verify_identity\": true";
        assertThat(test(server.connection(extra))).contains("database sales");
        assertThatThrownBy(() -> test(server.connection("127.0.0.2", "app", extra)))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("matched the server hostname/IP '127.0.0.2'");
    }

    @ParameterizedTest
    @EnumSource
    void aUserWhoNeedsACertificateIsLetInWithOne(MySqlServer server) {
        assertThat(test(server.connection("localhost", "certified", withCertificate(server))))
                .contains("database sales");
        assertThatThrownBy(() -> test(server.connection("localhost", "certified", ca(server))))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'shop': localhost:" + server.get().port()
                        + " refused the login: Access denied for user 'certified'@'localhost' (using password: YES)");
    }

    @ParameterizedTest
    @EnumSource
    void aFolderOfAuthoritiesCounts(MySqlServer server) throws IOException {
        TestingTls.writePem(folder, "stranger", TestingTls.stranger().certificate());
        Files.copy(server.get().authority(), folder.resolve("ours.pem"));
        Files.writeString(folder.resolve("README"), "authorities");
        String extra = "\"ssl_mode\": \"VERIFY_IDENTITY\", \"ssl\": {\"capath\": \"" + folder + "\"}";
        assertThat(test(server.connection(extra))).contains("database sales");
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheCiphersThatAreNamedAreUsed(MySqlServer server) throws SQLException {
        // The MySQL of the tests is too old for the first and MariaDB too new for the second.
        String extra = "\"ssl\": {\"cipher\": \"ECDHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES128-GCM-SHA256\"}";
        assertThat(cipherOf(server.connection(extra))).isIn("ECDHE-RSA-AES256-GCM-SHA384", "DHE-RSA-AES128-GCM-SHA256");
    }

    @Test
    void aRenewedFileCountsFromTheNextHandshake() throws SQLException, IOException {
        MySqlServer server = MySqlServer.MARIADB;
        Path authority = Files.copy(server.get().authority(), folder.resolve("ca.pem"));
        connections.open(
                TestingConnections.json("shop", server.connection("\"ssl\": {\"ca\": \"" + authority + "\"}")));
        Files.delete(authority);
        assertThatThrownBy(() -> connections.connections().test("shop", TIMEOUT))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("there is no file " + authority);
        Files.copy(server.get().authority(), authority);
        assertThat(connections.connections().test("shop", TIMEOUT)).contains("database sales");
    }

    @Test
    void aFileThatCannotBeUsedIsNamed() throws IOException {
        MySqlServer server = MySqlServer.MARIADB;
        assertThatThrownBy(() -> test(server.connection("\"ssl\": {\"ca\": \"/no/such/ca.pem\"}")))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'shop': there is no file /no/such/ca.pem");
        Path text = Files.writeString(folder.resolve("ca.pem"), "not a certificate");
        assertThatThrownBy(() -> test(server.connection("\"ssl\": {\"ca\": \"" + text + "\"}")))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'shop': " + text + " holds no PEM certificate");
        String noKey = "\"ssl\": {\"cert\": \"" + server.get().authority() + "\", \"key\": \"" + text + "\"}";
        assertThatThrownBy(() -> test(server.connection(noKey)))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'shop': " + text + " holds no PEM private key");
    }
}
