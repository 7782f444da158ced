package dev.wadi.connection.mail;

import dev.wadi.spi.ConnectionException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom a connection trusts.
 *
 * @param verifies whether certificates and host names are verified
 * @param sockets makes TLS sockets; given to Jakarta Mail as an object, never as the name of a class
 */
public record Trust(boolean verifies, SSLSocketFactory sockets) {

    /**
     * The trust that settings describe.
     *
     * @param caFile a PEM file whose certificates are trusted instead of those of the JVM
     * @throws ConnectionException when the file cannot be used
     */
    public static Trust of(String connId, SslContext context, @Nullable String caFile) {
        if (context == SslContext.NONE) {
            return new Trust(false, sockets(new TrustManager[] {new TrustsAnyone()}));
        }
        if (caFile == null) {
            return new Trust(true, (SSLSocketFactory) SSLSocketFactory.getDefault());
        }
        try {
            return new Trust(true, sockets(trusting(authorities(Path.of(caFile)))));
        } catch (IOException e) {
            throw new ConnectionException(connId, "the ca_file '" + caFile + "' cannot be read", e);
        } catch (GeneralSecurityException e) {
            throw new ConnectionException(connId, "the ca_file '" + caFile + "' holds no certificate in PEM form", e);
        }
    }

    private static Collection<? extends Certificate> authorities(Path file) throws IOException, CertificateException {
        try (InputStream pem = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (found.isEmpty()) {
                throw new CertificateException("no certificate");
            }
            return found;
        }
    }

    private static TrustManager[] trusting(Collection<? extends Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int count = 0;
        for (Certificate authority : authorities) {
            store.setCertificateEntry("authority-" + count++, authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static SSLSocketFactory sockets(TrustManager[] trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    /** What {@code ssl_context: none} asks for. The JVM adds checks of its own to trust managers that are not extended. */
    private static final class TrustsAnyone extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
