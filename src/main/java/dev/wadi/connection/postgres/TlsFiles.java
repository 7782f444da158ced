package dev.wadi.connection.postgres;

import dev.wadi.connection.tls.Identity;
import dev.wadi.connection.tls.PemCertificates;
import dev.wadi.connection.tls.PemKey;
import dev.wadi.connection.tls.RegularFile;
import dev.wadi.connection.tls.TrustsEveryone;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The files that say whom to trust and who we are. They are read anew for each connection to the server, so that renewed
 * certificates are used without a reload.
 */
record TlsFiles(
        boolean verify,
        @Nullable String rootCertificates,
        @Nullable String certificate,
        @Nullable String key,
        @Nullable String password,
        @Nullable String revoked) {

    /** The value of sslrootcert that means what Java trusts. */
    static final String SYSTEM = "system";

    private static final String REVOKED = "wadi.sslcrl"; // the driver has no property for it

    static TlsFiles of(PostgresSettings settings) {
        return new TlsFiles(
                settings.effectiveSslMode().verifies(),
                settings.trust(),
                settings.sslcert(),
                settings.sslkey(),
                settings.sslpassword(),
                settings.sslcrl());
    }

    static TlsFiles of(Properties properties) {
        return new TlsFiles(
                properties.getProperty("sslmode", "").startsWith("verify-"),
                properties.getProperty("sslrootcert"),
                properties.getProperty("sslcert"),
                properties.getProperty("sslkey"),
                properties.getProperty("sslpassword"),
                properties.getProperty(REVOKED));
    }

    /** As properties, from which {@link TlsSocketFactory} makes it again. */
    void putInto(Map<String, String> properties) {
        put(properties, "sslrootcert", rootCertificates);
        put(properties, "sslcert", certificate);
        put(properties, "sslkey", key);
        put(properties, "sslpassword", password);
        put(properties, REVOKED, revoked);
    }

    private static void put(Map<String, String> properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    static boolean isKeyStore(String file) {
        String name = file.toLowerCase(Locale.ROOT);
        return name.endsWith(".p12") || name.endsWith(".pfx");
    }

    SSLContext context() throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        try {
            context.init(keyManagers(), trustManagers(), null);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + e.getMessage(), e);
        }
        return context;
    }

    private TrustManager[] trustManagers() throws IOException, GeneralSecurityException {
        if (!verify) {
            return TrustsEveryone.managers();
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        if (rootCertificates == null || rootCertificates.equals(SYSTEM)) {
            factory.init((KeyStore) null);
        } else {
            factory.init(new CertPathTrustManagerParameters(path(rootCertificates)));
        }
        return factory.getTrustManagers();
    }

    private PKIXBuilderParameters path(String file) throws IOException, GeneralSecurityException {
        Set<TrustAnchor> anchors = PemCertificates.read(Path.of(file)).stream()
                .map(certificate -> new TrustAnchor(certificate, null))
                .collect(Collectors.toSet());
        PKIXBuilderParameters path = new PKIXBuilderParameters(anchors, new X509CertSelector());
        path.setRevocationEnabled(revoked != null);
        if (revoked != null) {
            try (InputStream in = new ByteArrayInputStream(RegularFile.bytes(Path.of(revoked)))) {
                path.addCertStore(CertStore.getInstance(
                        "Collection",
                        new CollectionCertStoreParameters(
                                CertificateFactory.getInstance("X.509").generateCRLs(in))));
            }
        }
        return path;
    }

    private KeyManager @Nullable [] keyManagers() throws IOException, GeneralSecurityException {
        if (key == null) {
            return null;
        }
        char[] secret = password == null ? new char[0] : password.toCharArray();
        return Identity.managers(isKeyStore(key) ? keyStore(Path.of(key), secret) : keyStore(key, secret), secret);
    }

    private static KeyStore keyStore(Path file, char[] secret) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = new ByteArrayInputStream(RegularFile.bytes(file))) {
            store.load(in, secret);
        }
        return store;
    }

    private KeyStore keyStore(String keyFile, char[] secret) throws IOException, GeneralSecurityException {
        if (certificate == null) {
            throw new GeneralSecurityException("there is a key and no certificate");
        }
        PrivateKey privateKey = PemKey.read(Path.of(keyFile), password);
        return Identity.store(privateKey, PemCertificates.read(Path.of(certificate)), secret);
    }
}
