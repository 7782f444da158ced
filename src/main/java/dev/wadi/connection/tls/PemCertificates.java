package dev.wadi.connection.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The certificates in a PEM file, in their order. A key and comments may stand between them, which Java does not read. */
public final class PemCertificates {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE)-----([^-]*)-----END \\1-----", Pattern.DOTALL);

    private PemCertificates() {}

    /** Reads them; there is at least one. */
    public static List<X509Certificate> read(Path file) throws IOException, CertificateException {
        // Comments may be in any encoding.
        Matcher block = BLOCK.matcher(RegularFile.text(file, StandardCharsets.ISO_8859_1));
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        while (block.find()) {
            certificates.add(certificate(factory, file, block.group(2)));
        }
        if (certificates.isEmpty()) {
            throw new CertificateException(file + " holds no PEM certificate");
        }
        return certificates;
    }

    private static X509Certificate certificate(CertificateFactory factory, Path file, String content)
            throws CertificateException {
        try {
            byte[] der = Base64.getMimeDecoder().decode(content);
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException | IllegalArgumentException e) {
            throw new CertificateException(file + " holds no PEM certificate", e);
        }
    }
}
