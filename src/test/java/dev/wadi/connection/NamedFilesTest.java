package dev.wadi.connection;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingConnections.Written;
import dev.wadi.testing.TestingTls;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of certificates, keys and tokens that are no files: nobody waits for a pipe, or reads a device to its end. */
@Timeout(60)
class NamedFilesTest {

    private static final Path ENDLESS = Path.of("/dev/zero");

    private final TestingConnections connections = new TestingConnections();
    private final Path folder;
    private final Path pipe;

    NamedFilesTest(@TempDir Path folder) {
        this.folder = folder;
        this.pipe = folder.resolve("pipe");
    }

    @BeforeEach
    void makePipe() throws Exception {
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assertThat(made.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @AfterEach
    void close() {
        connections.close();
    }

    private void assertRefused(Written written, String message) {
        assertThat(connections.connections().open(written.definition()).reason())
                .isEqualTo("connection 'x': " + message);
    }

    private static Written postgres() {
        return connection("x", "postgres").host("db.example.com").extra("sslmode", "verify-ca");
    }

    @Test
    void ofPostgres() {
        Path authority = TestingTls.writePem(folder, "ca", TestingTls.shared().certificate());
        assertRefused(
                postgres().extra("sslrootcert", pipe), "a TLS file cannot be read: " + pipe + " is not a regular file");
        assertRefused(
                postgres().extra("sslrootcert", ENDLESS), "a TLS file cannot be read: /dev/zero is not a regular file");
        assertRefused(
                postgres().extra("sslrootcert", folder),
                "a TLS file cannot be read: " + folder + " is not a regular file");
        assertRefused(
                postgres().extra("sslrootcert", authority).extra("sslcrl", pipe),
                "a TLS file cannot be read: " + pipe + " is not a regular file");
        Path store = pipe.resolveSibling("pipe.p12");
        assertThat(pipe.toFile().renameTo(store.toFile())).isTrue();
        assertRefused(
                postgres().extra("sslrootcert", authority).extra("sslkey", store),
                "a TLS file cannot be read: " + store + " is not a regular file");
    }

    @Test
    void ofMySql() {
        assertRefused(connection("x", "mysql").host("db").extra("ssl_ca", pipe), pipe + " is not a regular file");
    }

    @Test
    void ofHttp() {
        Written http = connection("x", "http").host("https://api.example.com");
        assertRefused(http.extra("verify", pipe), "TLS cannot be set up: " + pipe + " is not a regular file");
        assertRefused(
                http.extra("verify", true).extra("cert", pipe),
                "TLS cannot be set up: " + pipe + " is not a regular file");
    }

    @Test
    void ofMail() {
        for (String type : new String[] {"smtp", "imap"}) {
            assertRefused(
                    connection("x", type)
                            .host("mail.example.com")
                            .login("app")
                            .password("p")
                            .extra("ca_file", pipe),
                    "the ca_file '" + pipe + "' is not a regular file");
        }
    }

    @Test
    void ofAws() {
        assertRefused(
                connection("x", "aws").extra("region_name", "eu-west-1").extra("verify", pipe),
                "extra.verify: '" + pipe + "' is not a regular file");
    }

    @Test
    void ofKafka() {
        Written kafka = connection("x", "kafka")
                .extra("bootstrap.servers", "broker:9092")
                .extra("security.protocol", "ssl");
        assertRefused(
                kafka.extra("ssl.ca.location", pipe), "extra.ssl.ca.location: '" + pipe + "' is not a regular file");
        assertRefused(
                kafka.extra("ssl.ca.location", null).extra("ssl.keystore.location", pipe),
                "extra.ssl.keystore.location: '" + pipe + "' is not a regular file");
    }

    @Test
    void ofSftp() {
        Written sftp = connection("x", "sftp").host("files.example.com").login("app");
        assertRefused(sftp.extra("key_file", pipe), "extra.key_file: '" + pipe + "' is not a regular file");
    }

    @Test
    void aFileThatNobodyCouldHoldIsNotRead() throws Exception {
        Path huge = folder.resolve("huge.pem");
        try (var file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(65L << 20);
        }
        assertRefused(
                postgres().extra("sslrootcert", huge), "a TLS file cannot be read: " + huge + " is larger than 64 MB");
    }

    @Test
    void aTestSaysItToo() {
        Written written = postgres().extra("sslrootcert", pipe);
        assertThat(catchThrowable(() -> connections.connections().test(written.definition(), Duration.ofSeconds(5))))
                .hasMessage("connection 'x': a TLS file cannot be read: " + pipe + " is not a regular file");
    }
}
