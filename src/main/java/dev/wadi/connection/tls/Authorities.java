package dev.wadi.connection.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Authorities of a user's own, which are trusted instead of those of the JVM. */
public final class Authorities {

    private Authorities() {}

    /**
     * Trust of whom the certificates of a PEM file vouch for, for {@code SSLContext.init}.
     *
     * @throws GeneralSecurityException when the file holds no certificate
     */
    public static TrustManager[] managers(Path file) throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store(PemCertificates.read(file)));
        return factory.getTrustManagers();
    }

    /** A PKCS#12 store in memory that trusts them. */
    public static KeyStore store(List<X509Certificate> authorities) throws IOException, GeneralSecurityException {
        KeyStore store = Identity.emptyStore();
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        return store;
    }
}
