package dev.wadi.connection.mysql;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in PEM files, which Java does not read by itself. Messages end with a fix. */
final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private record Block(String kind, byte[] content) {}

    private Pem() {}

    /** All certificates of a file, in their order. */
    static List<X509Certificate> certificates(Path file) throws IOException, CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks(file)) {
            if (block.kind().endsWith("CERTIFICATE")) {
                certificates.add(
                        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content())));
            }
        }
        return certificates;
    }

    /** The private key of a file. */
    static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        for (Block block : blocks(file)) {
            switch (block.kind()) {
                case "PRIVATE KEY":
                    return decode(block.content());
                case "RSA PRIVATE KEY":
                    return decode(Der.pkcs8OfRsa(block.content()));
                case "EC PRIVATE KEY":
                    return decode(Der.pkcs8OfEc(block.content()));
                case "ENCRYPTED PRIVATE KEY":
                    throw new InvalidKeySpecException("the key has a password, which MySQL's clients cannot give."
                            + " Remove it: openssl pkey -in FILE -out NEW_FILE");
                default:
                    // certificates and parameters may stand in the same file
            }
        }
        throw new InvalidKeySpecException("the file has no private key in PEM form");
    }

    private static PrivateKey decode(byte[] pkcs8) throws GeneralSecurityException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                continue; // it is a key of another algorithm
            }
        }
        throw new InvalidKeySpecException("the key is none of " + String.join(", ", ALGORITHMS));
    }

    private static List<Block> blocks(Path file) throws IOException, CertificateException {
        // Comments between the blocks may be in any encoding.
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            try {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new CertificateException("the file is damaged: a block is not Base64", e);
            }
        }
        return blocks;
    }
}
