package dev.wadi.connection.camel;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.JSch;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.EndpointSource;
import dev.wadi.testing.ConnectionContract;
import dev.wadi.testing.ServerContract;
import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingConnections.Written;
import dev.wadi.testing.TestingFtp;
import dev.wadi.testing.TestingSftp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.remote.FtpEndpoint;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections of the types {@code sftp} and {@code ftp} to real servers, with passwords and keys, and in routes. */
class FileServersIT {

    private static final TestingSftp SFTP = TestingSftp.shared();
    private static final TestingFtp FTP = TestingFtp.shared();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TestingConnections connections = new TestingConnections();
    private final String folder = "folder-" + NUMBER.incrementAndGet();

    @AfterEach
    void close() {
        connections.close();
    }

    private static Written sftp() {
        return connection("files", "sftp")
                .host("127.0.0.1")
                .port(SFTP.port())
                .login(TestingSftp.LOGIN)
                .extra("host_key", SFTP.hostKey());
    }

    private static Written ftp() {
        return connection("files", "ftp")
                .host("127.0.0.1")
                .port(FTP.port())
                .login(TestingFtp.LOGIN)
                .password(TestingFtp.PASSWORD);
    }

    @Nested
    class OfSftp implements ServerContract {

        @Override
        public Written working() {
            return sftp().password(TestingSftp.PASSWORD);
        }

        @Override
        public Written at(int port) {
            return working().port(port);
        }

        @Override
        public String path() {
            return folder;
        }

        @Override
        public List<String> secrets() {
            return List.of(TestingSftp.PASSWORD);
        }
    }

    @Nested
    class OfFtp implements ServerContract {

        @Override
        public Written working() {
            return ftp();
        }

        @Override
        public Written at(int port) {
            return working().port(port);
        }

        @Override
        public String path() {
            return folder;
        }

        @Override
        public List<String> secrets() {
            return List.of(TestingFtp.PASSWORD);
        }
    }

    @Nested
    class OfAnyComponent implements ConnectionContract {

        @Override
        public Written working() {
            return connection("files", "camel")
                    .extra("component", "ftp")
                    .extra(
                            "properties",
                            Map.of(
                                    "host",
                                    "127.0.0.1",
                                    "port",
                                    FTP.port(),
                                    "username",
                                    TestingFtp.LOGIN,
                                    "password",
                                    TestingFtp.PASSWORD));
        }

        @Override
        public String path() {
            return folder;
        }

        @Override
        public List<String> secrets() {
            return List.of(TestingFtp.PASSWORD);
        }
    }

    private String test(Written written) {
        return connections.connections().test(written.definition(), Duration.ofSeconds(20));
    }

    private void assertFails(Written written, String message) {
        assertThatThrownBy(() -> test(written))
                .isInstanceOf(ConnectionException.class)
                .hasMessage(message);
    }

    /** Writes a file by the connection, finds it on the server, and reads it by the connection. */
    private void assertCarries(Written written, Path home) throws Exception {
        openWithReader(written);
        MockEndpoint mock = connections.context().getEndpoint("mock:read", MockEndpoint.class);
        mock.expectedMessageCount(1);
        connections
                .context()
                .createProducerTemplate()
                .sendBodyAndHeader("conn:files/" + folder + "?charset=UTF-8", "grüße", "CamelFileName", "1.txt");
        assertThat(home.resolve(folder).resolve("1.txt")).hasContent("grüße");
        connections.context().getRouteController().startRoute("read");
        MockEndpoint.assertIsSatisfied(20, TimeUnit.SECONDS, mock);
        assertThat(mock.getExchanges().get(0).getMessage().getBody(byte[].class))
                .isEqualTo("grüße".getBytes(StandardCharsets.UTF_8));
    }

    /** The connection, and a route {@code read} that is not started. */
    private void openWithReader(Written written) throws Exception {
        connections.open(written);
        connections.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("conn:files/" + folder + "?delay=200&initialDelay=0&delete=true")
                        .autoStartup(false)
                        .routeId("read")
                        .convertBodyTo(byte[].class)
                        .to("mock:read");
            }
        });
        connections.context().start();
    }

    @Test
    void filesGoOverSftpWithAPassword() throws Exception {
        assertCarries(sftp().password(TestingSftp.PASSWORD), SFTP.folder());
    }

    @Test
    void filesGoOverSftpWithAKeyInTheConnection() throws Exception {
        assertCarries(sftp().extra("private_key", SFTP.clientKey(false)), SFTP.folder());
    }

    @Test
    void filesGoOverFtp() throws Exception {
        assertCarries(ftp(), FTP.folder());
    }

    @Test
    void allBytesGoOverFtpAsTheyAreBothWays() throws Exception {
        byte[] bytes = everyByte();
        openWithReader(ftp());
        MockEndpoint mock = connections.context().getEndpoint("mock:read", MockEndpoint.class);
        mock.expectedMessageCount(1);
        connections
                .context()
                .createProducerTemplate()
                .sendBodyAndHeader("conn:files/" + folder, bytes, "CamelFileName", "1.bin");
        assertThat(FTP.folder().resolve(folder).resolve("1.bin")).hasBinaryContent(bytes);
        connections.context().getRouteController().startRoute("read");
        MockEndpoint.assertIsSatisfied(20, TimeUnit.SECONDS, mock);
        assertThat(mock.getExchanges().get(0).getMessage().getBody(byte[].class))
                .isEqualTo(bytes);
    }

    /** Bytes 0 to 255, and every end of a line that there is. */
    private static byte[] everyByte() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        IntStream.range(0, 256).forEach(bytes::write);
        bytes.writeBytes("a\r\nb\nc\rd\n\r".getBytes(StandardCharsets.US_ASCII));
        return bytes.toByteArray();
    }

    @Test
    void theTextModeOfFtpIsThereForThoseWhoAskForIt() {
        connections.open(ftp().extra("binary", false));
        assertThat(isBinary(Map.of())).isFalse();
        connections.open(ftp());
        assertThat(isBinary(Map.of())).isTrue();
        assertThat(isBinary(Map.of("binary", "false"))).isFalse();
    }

    private boolean isBinary(Map<String, Object> options) {
        return connections.connections().use("files", open -> {
            try {
                var endpoint = (FtpEndpoint<?>) ((EndpointSource) open).endpoint(connections.context(), "x", options);
                return endpoint.getConfiguration().isBinary();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void aFolderIsTheOneThatAUriWrittenOutNames() throws Exception {
        List<String> names = List.of("a b", "a%20b", "a%2520b", "a%252520b", "100%", "a+b");
        connections.open(ftp());
        connections.context().start();
        for (String name : names) {
            FtpEndpoint<?> written = connections
                    .context()
                    .getEndpoint(
                            "ftp://" + TestingFtp.LOGIN + "@127.0.0.1:" + FTP.port() + "/" + folder + "/written/" + name
                                    + "?passiveMode=true&disconnect=true",
                            FtpEndpoint.class);
            written.getConfiguration().setPassword(TestingFtp.PASSWORD);
            connections.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:" + name.hashCode())
                            .to("conn:files/" + folder + "/conn/" + name + "?disconnect=true")
                            .to(written);
                }
            });
            connections
                    .context()
                    .createProducerTemplate()
                    .sendBodyAndHeader("direct:" + name.hashCode(), "x", "CamelFileName", "1.txt");
        }
        assertThat(names(FTP.folder().resolve(folder).resolve("conn")))
                .isNotEmpty()
                .isEqualTo(names(FTP.folder().resolve(folder).resolve("written")));
    }

    private static List<String> names(Path parent) throws IOException {
        try (Stream<Path> found = Files.list(parent)) {
            return found.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theTestSignsInWithAKeyFileAndItsPassPhrase(@TempDir Path keys) throws IOException {
        Path file = Files.writeString(keys.resolve("id"), SFTP.clientKey(true));
        assertThat(test(sftp().extra("key_file", file.toString())
                        .extra("private_key_passphrase", TestingSftp.PASSPHRASE)))
                .startsWith("signed in to 127.0.0.1:" + SFTP.port() + " as tester, ");
    }

    @Test
    void theTestSignsInToFtp() {
        assertThat(test(ftp())).startsWith("signed in to 127.0.0.1:" + FTP.port() + " as tester, ");
        assertThat(test(ftp().extra("passive", "false"))).startsWith("signed in to 127.0.0.1:");
    }

    @Test
    void theServersKeyMayComeFromAKnownHostsFile(@TempDir Path home) throws IOException {
        Path file = Files.writeString(
                home.resolve("known_hosts"), "[127.0.0.1]:" + SFTP.port() + " " + SFTP.hostKey() + "\n");
        assertThat(test(sftp().extra("host_key", null)
                        .extra("known_hosts", file.toString())
                        .password(TestingSftp.PASSWORD)))
                .startsWith("signed in");
    }

    @Test
    void aServerWithAnotherKeyIsRefused() {
        try (TestingSftp other = new TestingSftp()) {
            assertThatThrownBy(
                            () -> test(sftp().extra("host_key", other.hostKey()).password(TestingSftp.PASSWORD)))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageStartingWith(
                            "connection 'files': cannot sign in to 127.0.0.1:" + SFTP.port() + " as 'tester': ")
                    .hasMessageContaining("HostKey has been changed");
        }
    }

    @Test
    void anyServerIsBelievedWhereTheFileSaysNothingAsInAirflow() {
        Written written = sftp().extra("host_key", null).password(TestingSftp.PASSWORD);
        assertThat(test(written)).startsWith("signed in");
        assertThat(connections.problems(written))
                .containsExactly("warning: files.extra.no_host_key_check: the server's key is not checked, so anybody"
                        + " may stand in for it. Give host_key or known_hosts, or no_host_key_check: false to use"
                        + " ~/.ssh/known_hosts.");
    }

    @Test
    void algorithmsAreChosen() {
        assertThat(test(sftp().password(TestingSftp.PASSWORD)
                        .extra("ciphers", List.of("aes256-ctr", "aes128-ctr"))
                        .extra("disabled_algorithms", Map.of("kex", List.of("ecdh-sha2-nistp256")))))
                .startsWith("signed in");
        assertThatThrownBy(() -> test(sftp().password(TestingSftp.PASSWORD).extra("ciphers", "3des-cbc")))
                .isInstanceOf(ConnectionException.class)
                .hasMessageContaining("Algorithm negotiation fail");
    }

    @Test
    void algorithmsThatOneConnectionChoosesAreNotThoseOfTheNext() {
        try (TestingSftp server = new TestingSftp()) {
            test(at(server));
            List<String> before = server.offered();
            test(at(server)
                    .extra("ciphers", List.of("aes256-ctr"))
                    .extra("disabled_algorithms", Map.of("kex", List.of("ecdh-sha2-nistp256"))));
            assertThat(server.offered().subList(0, 2)).containsExactly("aes256-ctr", "aes256-ctr");
            assertThat(server.offered().get(2)).doesNotContain("ecdh-sha2-nistp256,");
            test(at(server));
            assertThat(server.offered()).isEqualTo(before);
            assertThat(before.get(0)).contains("aes128-ctr");
            assertThat(before.get(2)).contains("ecdh-sha2-nistp256,");
        }
    }

    @Test
    void ciphersThatARouteSetsForTheProcessDoNotReachAConnection() throws Exception {
        try (TestingSftp server = new TestingSftp();
                ProcessCiphers kept = new ProcessCiphers()) {
            test(at(server));
            List<String> before = server.offered();
            connections.context().start();
            SftpEndpoint plain = connections
                    .context()
                    .getEndpoint(
                            "sftp://tester@127.0.0.1:" + server.port()
                                    + "/x?ciphers=aes256-ctr&disconnect=true&useUserKnownHostsFile=false",
                            SftpEndpoint.class);
            plain.getConfiguration().setPassword(TestingSftp.PASSWORD);
            connections.context().createProducerTemplate().sendBodyAndHeader(plain, "x", "CamelFileName", "1.txt");
            assertThat(server.offered().get(0)).isEqualTo("aes256-ctr").isNotEqualTo(kept.ciphers);
            test(at(server));
            assertThat(server.offered()).isEqualTo(before);
        }
    }

    private static Written at(TestingSftp server) {
        return sftp().port(server.port()).extra("host_key", server.hostKey()).password(TestingSftp.PASSWORD);
    }

    /** Gives the process back the ciphers that it had. */
    private static final class ProcessCiphers implements AutoCloseable {

        private final String ciphers = JSch.getConfig("cipher.c2s");

        @Override
        public void close() {
            JSch.setConfig("cipher.c2s", ciphers);
            JSch.setConfig("cipher.s2c", ciphers);
        }
    }

    @Test
    void aWrongPasswordIsSaidAndNotShown() {
        assertFails(
                sftp().password("wrong-secret"),
                "connection 'files': cannot sign in to 127.0.0.1:" + SFTP.port() + " as 'tester': Auth fail for methods"
                        + " 'password,keyboard-interactive,publickey'");
        assertFails(
                ftp().password("wrong-secret"),
                "connection 'files': cannot sign in to 127.0.0.1:" + FTP.port() + " as 'tester': 530"
                        + " Authentication failed");
    }

    @Test
    void aServerThatRefusesIsSaid() {
        assertFails(sftp().port(9).password("x"), "connection 'files': cannot reach 127.0.0.1:9: connection refused");
        assertFails(ftp().port(9), "connection 'files': cannot reach 127.0.0.1:9: connection refused");
    }

    @Test
    void aKeyFileThatIsMissingIsNamed() {
        assertFails(
                sftp().extra("key_file", "/nowhere/id"),
                "connection 'files': extra.key_file: '/nowhere/id' cannot be read");
    }

    @Test
    void theEndpointsUriHoldsNoSecretAndNoLogin() {
        connections.open(sftp().password(TestingSftp.PASSWORD));
        String uri = connections.connections().use("files", open -> {
            try {
                return ((EndpointSource) open)
                        .endpoint(connections.context(), "in/new", Map.of("delete", "true"))
                        .getEndpointUri();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(uri).isEqualTo("sftp://127.0.0.1:" + SFTP.port() + "/in/new");
    }

    @Test
    void aRouteCannotReplaceTheLogin() {
        connections.open(ftp());
        connections.context().start();
        assertThatThrownBy(() -> connections.context().createProducerTemplate().sendBody("conn:files/x?username=y", ""))
                .hasStackTraceContaining("'username' comes from the connection 'files'. Remove it from the route, or"
                        + " write it into the connection");
    }

    @Test
    void whatWouldRunACommandOrSmuggleAHostIsAProblem() {
        assertThat(connections.problems(sftp().password("x").extra("host_proxy_cmd", "nc evil 22")))
                .containsExactly("files.extra.host_proxy_cmd: would run a command that the file names. Remove it.");
        assertThat(connections.problems(ftp().host("good@evil?x=y")))
                .containsExactly("files.host: is no host name: 'good@evil?x=y'. Write the name or the address alone.");
        assertThat(connections.problems(sftp()))
                .containsExactly(
                        "files.password: is missing, and so is a key. Give password, key_file or private_key.");
    }
}
