package dev.wadi.connection.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsExchange;
import dev.wadi.connection.httpclient.OpenedFiles;
import dev.wadi.testing.TestingHttp;
import dev.wadi.testing.TestingTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS as {@code verify} and {@code cert} want it. */
class HttpTlsIT {

    private static Path folder;

    private static TestingHttp server;
    private static TestingHttp strict;
    private static TestingHttp misnamed;
    private static Path authority;
    private static Path client;

    @BeforeAll
    static void start(@TempDir Path temporary) {
        folder = temporary;
        TestingTls tls = TestingTls.shared();
        authority = TestingTls.writePem(folder, "ca", tls.certificate());
        client = TestingTls.writePem(folder, "client", tls.client("app"));
        server = TestingHttp.tls();
        strict = TestingHttp.tls("localhost", true);
        misnamed = TestingHttp.tls("elsewhere.example", false);
    }

    @AfterAll
    static void stop() {
        server.close();
        strict.close();
        misnamed.close();
    }

    private static OpenedFiles opened(TestingHttp to, String extra) {
        return OpenedFiles.open("my_http: {conn_type: http, host: '%s', extra: {%s}}".formatted(to.url(), extra));
    }

    private static String where(TestingHttp to) {
        return "localhost:" + to.port();
    }

    @Test
    void aServerOfAnUnknownAuthorityIsRefused() {
        try (OpenedFiles opened = opened(server, "")) {
            assertThatThrownBy(() -> opened.test("my_http"))
                    .hasMessage("connection 'my_http': TLS with " + where(server)
                            + " failed: unable to find valid certification path to requested target");
        }
    }

    @Test
    void anAuthorityCanBeNamed() {
        try (OpenedFiles opened = opened(server, "verify: " + authority)) {
            assertThat(opened.test("my_http")).isEqualTo("HTTP 200 to HEAD " + server.url());
            assertThat(opened.template().requestBody("conn:my_http/x?httpMethod=GET", null, String.class))
                    .startsWith("GET /x\n");
        }
    }

    @Test
    void aStrangersAuthorityIsNotEnough() {
        Path stranger =
                TestingTls.writePem(folder, "stranger", TestingTls.stranger().certificate());
        try (OpenedFiles opened = opened(server, "verify: " + stranger)) {
            assertThatThrownBy(() -> opened.test("my_http"))
                    .hasMessageContaining("TLS with " + where(server) + " failed: ");
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() {
        try (OpenedFiles opened = opened(misnamed, "verify: " + authority)) {
            assertThatThrownBy(() -> opened.test("my_http"))
                    .hasMessage("connection 'my_http': TLS with " + where(misnamed)
                            + " failed: No subject alternative DNS name matching localhost found");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify: false", "verify_ssl: 'False'", "verify: 0"})
    void theCheckCanBeSwitchedOff(String verify) {
        try (OpenedFiles opened = opened(misnamed, verify)) {
            assertThat(opened.test("my_http")).isEqualTo("HTTP 200 to HEAD " + misnamed.url());
        }
    }

    @Test
    void aServerWithoutTlsIsSaid() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                OpenedFiles opened = OpenedFiles.open(
                        "my_http: {conn_type: https, host: localhost, port: %d}".formatted(plain.getLocalPort()))) {
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answerBadRequest(plain));

            assertThatThrownBy(() -> opened.test("my_http"))
                    .hasMessage("connection 'my_http': TLS with localhost:" + plain.getLocalPort()
                            + " failed: the server does not speak TLS there. Is it http?");
            answering.join();
        }
    }

    /** What most servers do with something that is not HTTP; the JDK's waits for the end of the line. */
    private static void answerBadRequest(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getInputStream().readNBytes(1);
            client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aServerThatWantsACertificateGetsOne() throws IOException {
        Path both = folder.resolve("both.pem");
        Files.writeString(both, Files.readString(folder.resolve("client.key")) + Files.readString(client));
        for (String cert : List.of("[" + client + ", " + folder.resolve("client.key") + "]", both.toString())) {
            try (OpenedFiles opened = opened(strict, "verify: " + authority + ", cert: " + cert)) {
                assertThat(opened.test("my_http")).isEqualTo("HTTP 200 to HEAD " + strict.url());
                assertThat(opened.template().requestBody("conn:my_http/x?httpMethod=GET", null, String.class))
                        .startsWith("GET /x\n");
            }
        }
        try (OpenedFiles opened = opened(strict, "verify: " + authority)) {
            assertThatThrownBy(() -> opened.test("my_http")).hasMessageStartingWith("connection 'my_http': ");
        }
    }

    @Test
    void anRsaKeyInItsOldFormIsRead() throws IOException {
        TestingTls.Identity identity = TestingTls.shared().client("old");
        Path certificate = TestingTls.writePem(folder, "old", identity.certificate());
        Path key = Files.writeString(
                folder.resolve("old-rsa.key"), pkcs1(identity.keys().getPrivate()));
        try (OpenedFiles opened = opened(strict, "verify: %s, cert: [%s, %s]".formatted(authority, certificate, key))) {
            assertThat(opened.test("my_http")).isEqualTo("HTTP 200 to HEAD " + strict.url());
        }
    }

    /** PKCS#8 has 26 bytes around the RSA key. */
    private static String pkcs1(PrivateKey key) {
        byte[] pkcs8 = key.getEncoded();
        byte[] rsa = Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
        return "-----BEGIN RSA PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(rsa)
                + "\n-----END RSA PRIVATE KEY-----\n";
    }

    @Test
    void theClientsCertificateIsShownToItsServerOnly() throws IOException {
        List<String> shown = new CopyOnWriteArrayList<>();
        try (TestingHttp wanting = TestingHttp.tls("localhost", true)) {
            String extra = "verify: %s, cert: [%s, %s]".formatted(authority, client, folder.resolve("client.key"));
            try (OpenedFiles opened = opened(server, extra)) {
                HttpClient bean = opened.bean("my_http", HttpClient.class);

                assertThatThrownBy(() -> bean.execute(new HttpGet(wanting.url()), response -> response.getCode()))
                        .isInstanceOf(IOException.class);
            }
            wanting.serve("/who", exchange -> {
                shown.add(((HttpsExchange) exchange)
                        .getSSLSession()
                        .getPeerPrincipal()
                        .getName());
                TestingHttp.send(exchange, 200, "");
            });
            try (OpenedFiles opened = opened(wanting, extra)) {
                opened.bean("my_http", HttpClient.class).execute(new HttpGet("/who"), response -> response.getCode());
            }
        }
        assertThat(shown).containsExactly("CN=app");
    }

    @Test
    void filesThatCannotBeUsedAreNamed() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path encrypted = Files.writeString(
                folder.resolve("encrypted.key"),
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        assertThatThrownBy(() -> opened(server, "verify: /nowhere/ca.pem"))
                .hasMessage("connection 'my_http': there is no file /nowhere/ca.pem. Correct verify or cert");
        assertThatThrownBy(() -> opened(server, "verify: " + empty))
                .hasMessage("connection 'my_http': TLS cannot be set up: " + empty + " holds no PEM certificate");
        assertThatThrownBy(() -> opened(server, "cert: " + client))
                .hasMessage("connection 'my_http': TLS cannot be set up: " + client + " holds no PEM private key");
        assertThatThrownBy(() -> opened(server, "cert: [%s, %s]".formatted(client, encrypted)))
                .hasMessage("connection 'my_http': TLS cannot be set up: " + encrypted + " holds a key in a form that"
                        + " cannot be read. Convert it: openssl pkcs8 -topk8 -nocrypt -in " + encrypted
                        + " -out new.key");
    }
}
