package dev.wadi.connection.mysql;

import dev.wadi.connection.tls.Authorities;
import dev.wadi.connection.tls.Identity;
import dev.wadi.connection.tls.PemCertificates;
import dev.wadi.connection.tls.PemKey;
import dev.wadi.connection.tls.RegularFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The PEM files of a connection as key stores for the driver. The files are read anew for each handshake, so that a
 * certificate that was renewed under its name counts from then on.
 */
final class TlsStores implements AutoCloseable {

    private static final String TYPE = "PKCS12";

    private final Tls tls;
    private final String password = random();
    private final Map<String, String> properties = new HashMap<>();
    private final List<String> urls = new ArrayList<>();

    /** @throws IOException when the files cannot be read or do not hold what they should; the message names the file */
    TlsStores(Tls tls) throws IOException {
        this.tls = tls;
        boolean hasAuthorities = tls.mode().verifies() && (tls.ca() != null || tls.capath() != null);
        boolean hasOwn = tls.mode() != SslMode.DISABLED && tls.cert() != null && tls.key() != null;
        MemoryUrls.Content authorities = () -> bytes(trusted());
        MemoryUrls.Content own = () -> bytes(own());
        if (hasAuthorities) {
            authorities.bytes(); // so that what is wrong is said now
        }
        if (hasOwn) {
            own.bytes();
            publish("clientCertificateKeyStore", own);
        }
        if (hasAuthorities) {
            publish("trustCertificateKeyStore", authorities);
            properties.put("fallbackToSystemTrustStore", "false");
        }
    }

    private static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void publish(String prefix, MemoryUrls.Content content) {
        String url = MemoryUrls.publish(content);
        urls.add(url);
        properties.put(prefix + "Url", url);
        properties.put(prefix + "Type", TYPE);
        properties.put(prefix + "Password", password);
    }

    /** What the driver is told. */
    Map<String, String> properties() {
        return Map.copyOf(properties);
    }

    private KeyStore trusted() throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        if (tls.ca() != null) {
            certificates.addAll(certificates(Path.of(tls.ca())));
        }
        if (tls.capath() != null) {
            certificates.addAll(inFolder(Path.of(tls.capath())));
        }
        try {
            return Authorities.store(certificates);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All authorities of a folder; other files may lie there too. */
    private static List<X509Certificate> inFolder(Path folder) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                if (RegularFile.text(file, StandardCharsets.ISO_8859_1).contains("CERTIFICATE-----")) {
                    certificates.addAll(PemCertificates.read(file));
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw cannotUse(folder, e);
        }
        if (certificates.isEmpty()) {
            throw new IOException(folder + " holds no file with a certificate");
        }
        return certificates;
    }

    private KeyStore own() throws IOException {
        List<X509Certificate> chain = certificates(Path.of(String.valueOf(tls.cert())));
        Path key = Path.of(String.valueOf(tls.key()));
        try {
            return Identity.store(PemKey.read(key, null), chain, password.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw cannotUse(key, e);
        }
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        try {
            return PemCertificates.read(file);
        } catch (IOException | GeneralSecurityException e) {
            throw cannotUse(file, e);
        }
    }

    private static IOException cannotUse(Path file, Exception why) {
        if (why instanceof NoSuchFileException) {
            return new IOException("there is no file " + file, why);
        }
        if (why instanceof AccessDeniedException) {
            return new IOException(file + " may not be read", why);
        }
        // Those of Pem name the file; those of the system may not.
        String reason = String.valueOf(why.getMessage());
        return new IOException(reason.contains(file.toString()) ? reason : "cannot use " + file + ": " + reason, why);
    }

    private byte[] bytes(KeyStore store) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            store.store(out, password.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        urls.forEach(MemoryUrls::withdraw);
    }
}
