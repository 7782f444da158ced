package dev.wadi.connection.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wadi.testing.TestingTls;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a client trusts, and who it says it is, seen in handshakes with a server that wants to know. */
class HandshakeTest {

    private static final char[] PASSWORD = "in memory".toCharArray();

    @TempDir
    Path folder = Path.of("");

    private final TestingTls tls = TestingTls.shared();

    /** The name of the client, as the server sees it. */
    private String clientSeen(KeyManager @Nullable [] keys, TrustManager[] trust) throws Exception {
        SSLContext server = tls.sslContext(tls.server("localhost"));
        try (var listening = (SSLServerSocket)
                server.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setNeedClientAuth(keys != null);
            CompletableFuture<String> seen = CompletableFuture.supplyAsync(() -> accept(listening, keys != null));
            SSLContext client = SSLContext.getInstance("TLS");
            client.init(keys, trust, null);
            try (var socket = (SSLSocket) client.getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), listening.getLocalPort())) {
                socket.startHandshake();
                return seen.get(20, TimeUnit.SECONDS);
            }
        }
    }

    private static String accept(SSLServerSocket listening, boolean named) {
        try (var socket = (SSLSocket) listening.accept()) {
            socket.startHandshake();
            return named ? socket.getSession().getPeerPrincipal().getName() : "nobody";
        } catch (IOException e) {
            return e.toString();
        }
    }

    private TrustManager[] trusting(TestingTls authority) throws IOException, GeneralSecurityException {
        return Authorities.managers(TestingTls.writePem(folder, "ca", authority.certificate()));
    }

    @Test
    void aServerOfTheAuthorityIsTrusted() throws Exception {
        assertThat(clientSeen(null, trusting(tls))).isEqualTo("nobody");
    }

    @Test
    void aServerOfAStrangersAuthorityIsNotTrusted() throws Exception {
        TrustManager[] stranger = trusting(TestingTls.stranger());
        assertThatThrownBy(() -> clientSeen(null, stranger))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("unable to find valid certification path");
    }

    @Test
    void everyServerIsTrustedWhenThatIsAskedFor() throws Exception {
        assertThat(clientSeen(null, TrustsEveryone.managers())).isEqualTo("nobody");
    }

    @Test
    void aKeyAndItsCertificateSayWhoTheClientIs() throws Exception {
        TestingTls.Identity app = tls.client("app");
        var store = Identity.store(app.keys().getPrivate(), List.of(app.certificate()), PASSWORD);
        assertThat(clientSeen(Identity.managers(store, PASSWORD), trusting(tls)))
                .isEqualTo("CN=app");
    }
}
