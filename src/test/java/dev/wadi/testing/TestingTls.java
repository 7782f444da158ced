package dev.wadi.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A certificate authority of the tests' own with certificates for {@code localhost} (a good server), for another host
 * name, and for clients, as PEM files and key stores; and a second authority that nobody trusts.
 */
public final class TestingTls {

    /** The password of every key store that is made here. */
    public static final String STORE_PASSWORD = "changeit";

    private static final TestingTls SHARED = new TestingTls("Wadi test authority");

    /** A certificate with its key. */
    public record Identity(KeyPair keys, X509Certificate certificate) {}

    private final Identity authority;

    private TestingTls(String name) {
        try {
            KeyPair keys = newKeys();
            authority = new Identity(keys, sign(name, keys, name, keys, null));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The authority that servers and clients of the tests share. */
    public static TestingTls shared() {
        return SHARED;
    }

    /** Another authority, which signed nothing that the servers use. */
    public static TestingTls stranger() {
        return new TestingTls("A stranger");
    }

    /** The authority's certificate. */
    public X509Certificate certificate() {
        return authority.certificate();
    }

    /** The authority's private key, for what else it signs, such as lists of revoked certificates. */
    public PrivateKey authorityKey() {
        return authority.keys().getPrivate();
    }

    /** A certificate for a server whose name is {@code host} (localhost also has the loopback addresses). */
    public Identity server(String host) {
        GeneralName name = new GeneralName(GeneralName.dNSName, host);
        GeneralNames names = host.equals("localhost")
                ? new GeneralNames(new GeneralName[] {
                    name,
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                    new GeneralName(GeneralName.iPAddress, "::1")
                })
                : new GeneralNames(name);
        return issue(host, names);
    }

    /** A certificate for a client. */
    public Identity client(String commonName) {
        return issue(commonName, null);
    }

    private Identity issue(String commonName, @Nullable GeneralNames names) {
        try {
            KeyPair keys = newKeys();
            X509Certificate certificate = sign(
                    commonName,
                    keys,
                    authority.certificate().getSubjectX500Principal().getName().substring(3),
                    authority.keys(),
                    names);
            return new Identity(keys, certificate);
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static X509Certificate sign(
            String subject, KeyPair keys, String issuer, KeyPair issuerKeys, @Nullable GeneralNames names)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name("CN=" + issuer),
                new BigInteger(64, new SecureRandom()),
                Date.from(now.minus(1, ChronoUnit.DAYS)),
                Date.from(now.plus(30, ChronoUnit.DAYS)),
                new X500Name("CN=" + subject),
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(subject.equals(issuer)));
        if (names != null) {
            builder.addExtension(Extension.subjectAlternativeName, false, names);
        }
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(issuerKeys.getPrivate())));
    }

    /** Writes {@code <name>.crt} and {@code <name>.key} (PKCS#8), both PEM, and returns the certificate's path. */
    public static Path writePem(Path folder, String name, Identity identity) {
        try {
            Files.writeString(
                    folder.resolve(name + ".key"),
                    pem(new JcaPKCS8Generator(identity.keys().getPrivate(), null)));
            return writePem(folder, name, identity.certificate());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes {@code <name>.crt} as PEM and returns its path. */
    public static Path writePem(Path folder, String name, X509Certificate certificate) {
        try {
            return Files.writeString(folder.resolve(name + ".crt"), pem(certificate));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(Object object) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(object);
        }
        return text.toString();
    }

    /** A PKCS#12 store with the identity and its authority. */
    public KeyStore keyStore(Identity identity) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "identity", identity.keys().getPrivate(), STORE_PASSWORD.toCharArray(), new X509Certificate[] {
                        identity.certificate(), authority.certificate()
                    });
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A PKCS#12 store that trusts this authority. */
    public KeyStore trustStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", authority.certificate());
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a store to {@code <name>.p12} and returns its path. */
    public static Path writeStore(Path folder, String name, KeyStore store) {
        Path file = folder.resolve(name + ".p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, STORE_PASSWORD.toCharArray());
            return file;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a server with this identity uses; it knows this authority's clients. */
    public SSLContext sslContext(Identity identity) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keyStore(identity), STORE_PASSWORD.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
