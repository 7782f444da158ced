package dev.wadi.connection.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A private key in a PEM file, in each form that OpenSSL writes and C clients read: PKCS#8, plain or encrypted, PKCS#1
 * ({@code BEGIN RSA PRIVATE KEY}) and SEC 1 ({@code BEGIN EC PRIVATE KEY}). Java reads only the first by itself, so the
 * others are wrapped into it.
 */
public final class PemKey {

    // There are single dashes in the lines that OpenSSL's old form has before an encrypted key.
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ((?:[A-Z0-9]+ )?PRIVATE KEY)-----((?:[^-]++|-(?!----))*+)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS", "DSA");

    private static final byte[] RSA = {
        0x06, 0x09, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0
    };
    private static final byte[] EC = {0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int CURVE = 0xA0;

    private PemKey() {}

    /**
     * Reads a key.
     *
     * @param password of an encrypted key
     * @throws GeneralSecurityException when it is no key, or another password is needed; the message names no secret
     */
    public static PrivateKey read(Path file, @Nullable String password) throws IOException, GeneralSecurityException {
        Matcher block = block(file);
        if (isOldEncrypted(block)) {
            throw new InvalidKeyException(file
                    + " is encrypted in OpenSSL's old form. Convert it: openssl pkcs8 -topk8 -in key -out new.key");
        }
        byte[] der = decoded(file, block.group(2));
        return switch (block.group(1)) {
            case "ENCRYPTED PRIVATE KEY" -> decrypt(file, der, password);
            case "RSA PRIVATE KEY" -> generate(file, wrap(RSA, der));
            case "EC PRIVATE KEY" -> generate(file, wrap(join(EC, curve(file, der)), der));
            case "PRIVATE KEY" -> generate(file, der);
            default -> throw unreadable(file);
        };
    }

    /**
     * Reads a key for a connection that has no setting for a password.
     *
     * @throws GeneralSecurityException when it is no key, or an encrypted one; the message says how to convert it
     */
    public static PrivateKey readUnencrypted(Path file) throws IOException, GeneralSecurityException {
        Matcher block = block(file);
        if (isOldEncrypted(block) || block.group(1).startsWith("ENCRYPTED")) {
            throw unreadable(file);
        }
        return read(file, null);
    }

    private static Matcher block(Path file) throws IOException, InvalidKeyException {
        Matcher block = BLOCK.matcher(RegularFile.text(file, StandardCharsets.ISO_8859_1));
        if (!block.find()) {
            throw new InvalidKeyException(file + " holds no PEM private key");
        }
        return block;
    }

    private static boolean isOldEncrypted(Matcher block) {
        return block.group(2).contains("Proc-Type");
    }

    private static InvalidKeyException unreadable(Path file) {
        return new InvalidKeyException(file + " holds a key in a form that cannot be read. Convert it:"
                + " openssl pkcs8 -topk8 -nocrypt -in " + file + " -out new.key");
    }

    private static byte[] decoded(Path file, String base64) throws InvalidKeyException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException(file + " is damaged: it holds no Base64", e);
        }
    }

    private static PrivateKey decrypt(Path file, byte[] der, @Nullable String password)
            throws IOException, GeneralSecurityException {
        if (password == null) {
            throw new InvalidKeyException(file + " is encrypted and there is no password for it");
        }
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(der);
        // For PBES2 the algorithm's own name says nothing; its parameters know which one it is.
        String algorithm = String.valueOf(encrypted.getAlgParameters());
        try {
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())),
                    encrypted.getAlgParameters());
            return generate(file, encrypted.getKeySpec(cipher).getEncoded());
        } catch (InvalidKeySpecException e) {
            throw new InvalidKeyException("the password does not open " + file, e);
        }
    }

    private static PrivateKey generate(Path file, byte[] pkcs8) throws GeneralSecurityException {
        InvalidKeyException unknown = new InvalidKeyException(file + " holds a private key of an unknown algorithm");
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                unknown.addSuppressed(e); // it may be a key of the next one
            }
        }
        throw unknown;
    }

    private static byte[] wrap(byte[] algorithm, byte[] key) {
        return tagged(SEQUENCE, join(join(VERSION_0, tagged(SEQUENCE, algorithm)), tagged(OCTETS, key)));
    }

    /** The curve's identifier in a SEC 1 key: a sequence of version, key, curve and public key. */
    private static byte[] curve(Path file, byte[] sec1) throws InvalidKeyException {
        int at = sec1.length < 2 ? 2 : 1 + lengthBytes(sec1, 1); // into the sequence
        while (at + 1 < sec1.length) {
            int content = at + 1 + lengthBytes(sec1, at + 1);
            int end = content + length(sec1, at + 1);
            if ((sec1[at] & 0xFF) == CURVE && end <= sec1.length) {
                return Arrays.copyOfRange(sec1, content, end);
            }
            at = end;
        }
        throw new InvalidKeyException(file + " holds an EC key that does not name its curve");
    }

    private static int lengthBytes(byte[] der, int at) {
        return (der[at] & 0x80) == 0 ? 1 : 1 + (der[at] & 0x7F);
    }

    private static int length(byte[] der, int at) {
        if ((der[at] & 0x80) == 0) {
            return der[at];
        }
        int length = 0;
        for (int i = 1; i < lengthBytes(der, at) && at + i < der.length; i++) {
            length = (length << 8) | (der[at + i] & 0xFF);
        }
        return length < 0 ? Integer.MAX_VALUE / 2 : length;
    }

    private static byte[] tagged(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 4);
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else if (content.length < 0x100) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
