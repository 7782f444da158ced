package dev.wadi.connection.httpclient;

import dev.wadi.connection.tls.Authorities;
import dev.wadi.connection.tls.Identity;
import dev.wadi.connection.tls.PemCertificates;
import dev.wadi.connection.tls.PemKey;
import dev.wadi.connection.tls.TrustsEveryone;
import dev.wadi.connection.tls.Verify;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS as {@code verify} and {@code cert} want it. The client's certificate is shown to the connection's own server only.
 */
final class HttpTls implements TlsSocketStrategy {

    private static final char[] NO_PASSWORD = new char[0];

    private final HttpAddress address;
    private final TlsSocketStrategy own;
    private final TlsSocketStrategy others;

    private HttpTls(HttpAddress address, TlsSocketStrategy own, TlsSocketStrategy others) {
        this.address = address;
        this.own = own;
        this.others = others;
    }

    /**
     * @param verify whether certificates are checked, or the PEM file of the authorities that are trusted
     * @param cert nothing, the PEM file of a certificate and its key, or the two files
     * @throws GeneralSecurityException when a file is not what it should be
     */
    static HttpTls of(HttpAddress address, String verify, List<String> cert)
            throws IOException, GeneralSecurityException {
        TrustManager @Nullable [] trust = trust(verify);
        KeyManager @Nullable [] keys = cert.isEmpty() ? null : keys(cert);
        boolean checks = !Verify.isOff(verify);
        return new HttpTls(address, strategy(context(keys, trust), checks), strategy(context(null, trust), checks));
    }

    private static SSLContext context(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        return context;
    }

    private static TlsSocketStrategy strategy(SSLContext context, boolean checks) {
        return checks
                ? new DefaultClientTlsStrategy(
                        context, HostnameVerificationPolicy.BOTH, HttpsSupport.getDefaultHostnameVerifier())
                : new DefaultClientTlsStrategy(
                        context, HostnameVerificationPolicy.CLIENT, NoopHostnameVerifier.INSTANCE);
    }

    private static TrustManager @Nullable [] trust(String verify) throws IOException, GeneralSecurityException {
        if (Verify.isOff(verify)) {
            return TrustsEveryone.managers();
        }
        if (Verify.isOn(verify)) {
            return null;
        }
        return Authorities.managers(Path.of(verify));
    }

    private static KeyManager[] keys(List<String> cert) throws IOException, GeneralSecurityException {
        PrivateKey key = PemKey.readUnencrypted(Path.of(cert.get(cert.size() - 1)));
        KeyStore store = Identity.store(key, PemCertificates.read(Path.of(cert.get(0))), NO_PASSWORD);
        return Identity.managers(store, NO_PASSWORD);
    }

    @Override
    public SSLSocket upgrade(Socket socket, String target, int port, Object attachment, HttpContext context)
            throws IOException {
        TlsSocketStrategy strategy = address.isServer(target, port) ? own : others;
        return strategy.upgrade(socket, target, port, attachment, context);
    }
}
