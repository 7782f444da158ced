package dev.wadi.connection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts as Airflow does, by the <a href="https://github.com/fernet/spec/blob/master/Spec.md">Fernet specification</a>.
 * The first key encrypts, all of them decrypt. The time in a token is not looked at: secrets in files do not expire.
 * Thread-safe.
 */
public final class Fernet {

    private static final Pattern TOKEN = Pattern.compile("gAAAA[A-Za-z0-9_-]{90,}={0,2}");
    private static final byte VERSION = (byte) 0x80;
    private static final int IV = 16;
    private static final int MAC = 32;
    private static final int HEADER = 1 + Long.BYTES + IV;

    private record Key(SecretKeySpec signing, SecretKeySpec encryption) {}

    private final List<Key> keys;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param keys 32 bytes each in base64url, separated by commas
     * @throws IllegalArgumentException when one of them is not a key; the message does not hold it
     */
    public Fernet(String keys) {
        this.keys = parse(keys);
    }

    /**
     * Checks keys.
     *
     * @throws IllegalArgumentException as the constructor does
     */
    public static void check(String keys) {
        parse(keys);
    }

    private static List<Key> parse(String keys) {
        List<Key> parsed = new ArrayList<>();
        for (String key : keys.split(",", -1)) {
            parsed.add(key(key.strip(), parsed.size() + 1));
        }
        return List.copyOf(parsed);
    }

    private static Key key(String text, int number) {
        byte[] bytes = base64(text).orElse(new byte[0]);
        if (bytes.length != 32) {
            throw new IllegalArgumentException(
                    "Fernet key " + number + " is not 32 bytes in base64url, which are 44 characters");
        }
        return new Key(
                new SecretKeySpec(Arrays.copyOfRange(bytes, 0, 16), "HmacSHA256"),
                new SecretKeySpec(Arrays.copyOfRange(bytes, 16, 32), "AES"));
    }

    /** A new key. */
    public static String newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getUrlEncoder().encodeToString(key);
    }

    /** Whether the text has the form of a token, whoever's it is. */
    public static boolean isToken(String text) {
        return TOKEN.matcher(text).matches()
                && base64(text).filter(Fernet::isWellFormed).isPresent();
    }

    private static boolean isWellFormed(byte[] token) {
        int encrypted = token.length - HEADER - MAC;
        return encrypted >= 16 && encrypted % 16 == 0 && token[0] == VERSION;
    }

    private static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getUrlDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A token that any holder of the first key can read. */
    public String encrypt(String text) {
        byte[] iv = new byte[IV];
        random.nextBytes(iv);
        return encrypt(text, Instant.now(), iv);
    }

    String encrypt(String text, Instant now, byte[] iv) {
        Key key = keys.get(0);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, key, iv).doFinal(text.getBytes(StandardCharsets.UTF_8));
            ByteBuffer token = ByteBuffer.allocate(HEADER + encrypted.length + MAC);
            token.put(VERSION).putLong(now.getEpochSecond()).put(iv).put(encrypted);
            byte[] signed = Arrays.copyOf(token.array(), token.position());
            token.put(mac(key, signed));
            return Base64.getUrlEncoder().encodeToString(token.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a token says; empty when no key fits it, or it was changed. */
    public Optional<String> decrypt(String token) {
        byte[] bytes = base64(token).filter(Fernet::isWellFormed).orElse(null);
        if (bytes == null) {
            return Optional.empty();
        }
        return keys.stream().flatMap(key -> decrypt(key, bytes).stream()).findFirst();
    }

    /** Whether a token is of the key that encrypts. */
    public boolean isOfFirstKey(String token) {
        return base64(token)
                .filter(Fernet::isWellFormed)
                .flatMap(bytes -> decrypt(keys.get(0), bytes))
                .isPresent();
    }

    private static Optional<String> decrypt(Key key, byte[] token) {
        try {
            int end = token.length - MAC;
            byte[] expected = mac(key, Arrays.copyOf(token, end));
            if (!MessageDigest.isEqual(expected, Arrays.copyOfRange(token, end, token.length))) {
                return Optional.empty();
            }
            byte[] iv = Arrays.copyOfRange(token, HEADER - IV, HEADER);
            byte[] text = cipher(Cipher.DECRYPT_MODE, key, iv).doFinal(token, HEADER, end - HEADER);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (BadPaddingException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher cipher(int mode, Key key, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, key.encryption(), new IvParameterSpec(iv));
        return cipher;
    }

    private static byte[] mac(Key key, byte[] signed) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(key.signing());
        return mac.doFinal(signed);
    }
}
