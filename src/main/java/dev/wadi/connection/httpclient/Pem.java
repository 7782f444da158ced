package dev.wadi.connection.httpclient;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
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

/** Certificates and private keys in PEM files. */
final class Pem {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----", Pattern.DOTALL);

    /** {@code rsaEncryption} with its NULL parameters, and the version before it (RFC 5208, RFC 8017). */
    private static final byte[] RSA = {
        2, 1, 0, 0x30, 13, 6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0
    };

    private Pem() {}

    /** All certificates of a file, in their order; at least one. */
    static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = blocks(file);
        while (block.find()) {
            if (block.group(1).endsWith("CERTIFICATE")) {
                certificates.add((X509Certificate)
                        factory.generateCertificate(new ByteArrayInputStream(decoded(file, block.group(2)))));
            }
        }
        if (certificates.isEmpty()) {
            throw new CertificateException(file + " holds no PEM certificate");
        }
        return certificates;
    }

    /** The private key of a file. */
    static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        Matcher block = blocks(file);
        while (block.find()) {
            String kind = block.group(1);
            if (kind.equals("PRIVATE KEY")) {
                return key(file, decoded(file, block.group(2)));
            }
            if (kind.equals("RSA PRIVATE KEY") && !block.group(2).contains("ENCRYPTED")) {
                return key(file, wrapped(decoded(file, block.group(2))));
            }
            if (kind.endsWith("PRIVATE KEY")) {
                throw new InvalidKeySpecException(file + " holds a key in a form that cannot be read. Convert it:"
                        + " openssl pkcs8 -topk8 -nocrypt -in " + file + " -out new.key");
            }
        }
        throw new InvalidKeySpecException(file + " holds no PEM private key");
    }

    private static Matcher blocks(Path file) throws IOException {
        return BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    private static byte[] decoded(Path file, String base64) throws InvalidKeySpecException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException(file + " is damaged: it holds no Base64");
        }
    }

    private static PrivateKey key(Path file, byte[] pkcs8) throws GeneralSecurityException {
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // a key of another algorithm
            }
        }
        throw new InvalidKeySpecException(file + " holds a private key that is neither RSA nor EC nor EdDSA");
    }

    /** PKCS#1 as PKCS#8, the only form that Java reads. */
    private static byte[] wrapped(byte[] pkcs1) {
        byte[] octets = tagged(0x04, pkcs1);
        return tagged(
                0x30,
                ByteBuffer.allocate(RSA.length + octets.length)
                        .put(RSA)
                        .put(octets)
                        .array());
    }

    private static byte[] tagged(int tag, byte[] content) {
        return ByteBuffer.allocate(content.length + 4)
                .put((byte) tag)
                .put((byte) 0x82) // the length follows in two bytes
                .putShort((short) content.length)
                .put(content)
                .array();
    }
}
