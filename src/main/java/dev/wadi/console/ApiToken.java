package dev.wadi.console;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What callers of the API must present as {@code Authorization: Bearer <token>}. */
final class ApiToken {

    private static final int BYTES = 32;
    private static final String SCHEME = "bearer ";
    /** What a header can carry unchanged. */
    private static final Pattern SENDABLE = Pattern.compile("[\\x21-\\x7e]+");

    private final String text;

    private ApiToken(String text) {
        this.text = text;
    }

    /**
     * A token that the settings give.
     *
     * @param setting which one gives it
     * @throws ConfigurationException when nobody could present it, or when it is a placeholder that nothing resolves and
     *     that everybody could guess
     */
    static ApiToken of(String setting, String text) {
        if (!SENDABLE.matcher(text).matches() || text.contains("{{")) {
            throw new ConfigurationException(Problem.error(
                    Place.of(setting),
                    "",
                    "must be letters, digits and signs, without blanks or placeholders",
                    "Choose another one, or set "
                            + setting.toUpperCase(Locale.ROOT).replace('.', '_') + " in the environment"));
        }
        return new ApiToken(text);
    }

    /** A token that nobody can guess. */
    static ApiToken random() {
        return new ApiToken(randomText());
    }

    /** 256 bits that nobody can guess, as text that headers can carry. */
    static String randomText() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    String text() {
        return text;
    }

    /** What an {@code Authorization} header presents; empty when it presents no token. */
    static Optional<String> inHeader(String authorization) {
        return authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? Optional.of(authorization.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    /** Whether this is it. How long that takes says nothing of the token. */
    boolean is(String presented) {
        return MessageDigest.isEqual(digest(presented), digest(text));
    }

    /** Of one length for all texts, so that not even the length of the token can be measured. */
    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /** Names nothing of the token. */
    @Override
    public String toString() {
        return "ApiToken";
    }
}
