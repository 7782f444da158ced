package dev.wadi.connection.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.connection.jdbc.TestingContext;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.OpenConnection;
import dev.wadi.testing.TestingPostgres;
import dev.wadi.testing.TestingTls;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import javax.sql.DataSource;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostgresTlsIT {

    private static final TestingTls TLS = TestingTls.shared();

    private final TestingPostgres server = TestingPostgres.shared();

    private final Path folder;
    private final String root;

    PostgresTlsIT(@TempDir Path folder) {
        this.folder = folder;
        this.root = TestingTls.writePem(folder, "root", TLS.certificate()).toString();
    }

    @ParameterizedTest
    @EnumSource(
            value = SslMode.class,
            names = {"ALLOW", "PREFER", "REQUIRE"})
    void theModesThatDoNotVerifyReachADatabaseThatInsistsOnTls(SslMode mode) {
        assertThat(encrypted(secure().set("sslmode", mode))).isTrue();
    }

    @Test
    void withoutTlsADatabaseThatInsistsOnItRefuses() {
        fails(
                secure().set("sslmode", SslMode.DISABLE),
                "localhost:%d refused the login: FATAL: pg_hba.conf rejects connection for host \"127.0.0.1\", user"
                        + " \"app\", database \"secure\", no encryption");
    }

    @Test
    void allowAvoidsTlsWhereItIsNotNeeded() {
        assertThat(encrypted(sales().set("sslmode", SslMode.ALLOW))).isFalse();
        assertThat(encrypted(sales().set("sslmode", SslMode.PREFER))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = SslMode.class,
            names = {"REQUIRE", "VERIFY_CA", "VERIFY_FULL"})
    void aServerIsVerifiedByItsAuthority(SslMode mode) {
        assertThat(encrypted(secure().set("sslmode", mode).set("sslrootcert", root)))
                .isTrue();
    }

    @Test
    void sslcaIsReadAsSslrootcert() {
        assertThat(encrypted(secure().set("sslmode", SslMode.VERIFY_FULL).set("sslca", root)))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = SslMode.class,
            names = {"REQUIRE", "VERIFY_CA", "VERIFY_FULL"})
    void aServerOfAnotherAuthorityIsNotTrusted(SslMode mode) {
        String stranger = TestingTls.writePem(
                        folder, "stranger", TestingTls.stranger().certificate())
                .toString();
        fails(
                secure().set("sslmode", mode).set("sslrootcert", stranger),
                "TLS with localhost:%d failed: unable to find valid certification path to requested target");
    }

    @Test
    void verifyFullChecksTheName() {
        TestingPostgresSettings other = secure().host("127.0.0.2").set("sslrootcert", root);
        assertThat(encrypted(other.set("sslmode", SslMode.VERIFY_CA))).isTrue();
        fails(
                other.set("sslmode", SslMode.VERIFY_FULL),
                "TLS with 127.0.0.2:%d failed: No subject alternative names matching IP address 127.0.0.2 found");
    }

    @Test
    void withoutAFileVerifyFullTrustsWhomJavaTrusts() {
        fails(
                secure().set("sslmode", SslMode.VERIFY_FULL),
                "TLS with localhost:%d failed: unable to find valid certification path to requested target");
        fails(
                secure().set("sslmode", SslMode.VERIFY_FULL).set("sslrootcert", "system"),
                "TLS with localhost:%d failed: unable to find valid certification path to requested target");
    }

    @Test
    void aClientCertificateSignsIn() throws Exception {
        PrivateKey key = writeClient();
        Files.writeString(folder.resolve("pkcs1.key"), pem(pkcs1(key)));
        Files.writeString(folder.resolve("locked.key"), pem(encrypted(key)));
        for (String file : new String[] {"client.key", "pkcs1.key", "locked.key"}) {
            TestingPostgresSettings settings =
                    certified().set("sslkey", path(file)).set("sslpassword", "open sesame");
            assertThat(encrypted(settings)).as(file).isTrue();
        }
    }

    @Test
    void aClientCertificateInAPkcs12FileSignsIn() {
        TestingTls.writeStore(folder, "client", TLS.keyStore(TLS.client(TestingPostgres.CERTIFICATE_USER)));
        assertThat(encrypted(certified()
                        .set("sslcert", null)
                        .set("sslkey", path("client.p12"))
                        .set("sslpassword", TestingTls.STORE_PASSWORD)))
                .isTrue();
    }

    @Test
    void withoutTheClientCertificateTheServerRefuses() {
        fails(
                certified().set("sslcert", null).set("sslkey", null),
                "localhost:%d refused the login: FATAL: connection requires a valid client certificate");
    }

    @Test
    void aWrongKeyPasswordIsFoundWhenItIsOpened() throws Exception {
        Files.writeString(folder.resolve("locked.key"), pem(encrypted(writeClient())));
        TestingPostgresSettings settings = certified().set("sslkey", path("locked.key"));
        doesNotOpen(
                settings.set("sslpassword", "wr0ng"),
                "a TLS file cannot be used: the password does not open " + path("locked.key"));
        doesNotOpen(
                settings.set("sslpassword", null),
                "a TLS file cannot be used: " + path("locked.key") + " is encrypted and there is no password for it");
    }

    @Test
    void aFileThatIsMissingOrWrongIsFoundWhenItIsOpened() throws IOException {
        TestingPostgresSettings verify = secure().set("sslmode", SslMode.VERIFY_FULL);
        doesNotOpen(
                verify.set("sslrootcert", path("none.crt")),
                "a TLS file cannot be read: there is no file " + path("none.crt"));
        Files.writeString(folder.resolve("text.crt"), "hello");
        doesNotOpen(
                verify.set("sslrootcert", path("text.crt")),
                "a TLS file cannot be used: " + path("text.crt") + " holds no PEM certificate");
    }

    @Test
    void aRevokedServerIsRefused() throws Exception {
        Files.writeString(folder.resolve("empty.crl"), pem(revoking(BigInteger.ONE)));
        TestingPostgresSettings verify =
                secure().set("sslmode", SslMode.VERIFY_FULL).set("sslrootcert", root);
        assertThat(encrypted(verify.set("sslcrl", path("empty.crl")))).isTrue();
        Files.writeString(
                folder.resolve("server.crl"), pem(revoking(server.certificate().getSerialNumber())));
        assertThatThrownBy(() -> test(verify.set("sslcrl", path("server.crl"))))
                .isInstanceOf(ConnectionException.class)
                .hasMessageStartingWith("connection 'tls': TLS with localhost:" + server.port()
                        + " failed: Certificate has been revoked");
    }

    private PrivateKey writeClient() {
        TestingTls.Identity client = TLS.client(TestingPostgres.CERTIFICATE_USER);
        TestingTls.writePem(folder, "client", client);
        return client.keys().getPrivate();
    }

    private static Object pkcs1(PrivateKey key) throws IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
        return new PemObject(
                "RSA PRIVATE KEY", info.parsePrivateKey().toASN1Primitive().getEncoded());
    }

    private static Object encrypted(PrivateKey key) throws IOException, OperatorCreationException {
        return new JcaPKCS8Generator(
                key,
                new JceOpenSSLPKCS8EncryptorBuilder(JcaPKCS8Generator.AES_256_CBC)
                        .setPRF(JcaPKCS8Generator.PRF_HMACSHA256)
                        .setPassword("open sesame".toCharArray())
                        .setProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider())
                        .build());
    }

    private static Object revoking(BigInteger serial) throws OperatorCreationException {
        Instant now = Instant.now();
        return new X509v2CRLBuilder(new X500Name("CN=Wadi test authority"), Date.from(now.minus(1, ChronoUnit.HOURS)))
                .setNextUpdate(Date.from(now.plus(1, ChronoUnit.DAYS)))
                .addCRLEntry(serial, Date.from(now), 0)
                .build(new JcaContentSignerBuilder("SHA256withRSA").build(TLS.authorityKey()));
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    private TestingPostgresSettings sales() {
        return new TestingPostgresSettings();
    }

    private TestingPostgresSettings secure() {
        return sales().set("schema", "secure");
    }

    private TestingPostgresSettings certified() {
        return sales().set("login", TestingPostgres.CERTIFICATE_USER)
                .password(null)
                .set("sslmode", SslMode.VERIFY_FULL)
                .set("sslrootcert", root)
                .set("sslcert", path("client.crt"));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static boolean encrypted(TestingPostgresSettings settings) {
        try (OpenConnection open = new PostgresType().open(settings.build(), new TestingContext("tls"));
                Connection connection = open.bean(DataSource.class).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void test(TestingPostgresSettings settings) {
        try (OpenConnection open = new PostgresType().open(settings.build(), new TestingContext("tls"))) {
            open.test(Duration.ofSeconds(10));
        }
    }

    private void fails(TestingPostgresSettings settings, String what) {
        assertThatThrownBy(() -> test(settings))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'tls': " + what.formatted(server.port()));
    }

    private static void doesNotOpen(TestingPostgresSettings settings, String what) {
        assertThatThrownBy(() -> new PostgresType().open(settings.build(), new TestingContext("tls")))
                .isInstanceOf(ConnectionException.class)
                .hasMessage("connection 'tls': " + what);
    }
}
