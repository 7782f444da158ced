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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
     * The token that the settings give.
     *
     * @throws ConfigurationException when nobody could present it, or when it is a placeholder that nothing resolves and
     *     that everybody could guess
     */
    static ApiToken of(String text) {
        if (!SENDABLE.matcher(text).matches() || text.contains("{{")) {
            throw new ConfigurationException(Problem.error(
                    Place.of("wadi.api.token"),
                    "",
                    "must be letters, digits and signs, without blanks or placeholders",
                    "Choose another one, or set WADI_API_TOKEN in the environment"));
        }
        return new ApiToken(text);
    }

    /** A token that nobody can guess. */
    static ApiToken random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new ApiToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    String text() {
        return text;
    }

    /** Whether an {@code Authorization} header presents it. How long that takes says nothing of the token. */
    boolean isPresentedBy(@Nullable String authorization) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return false;
        }
        String presented = authorization.substring(SCHEME.length()).strip();
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
