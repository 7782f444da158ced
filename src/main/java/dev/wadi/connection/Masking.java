package dev.wadi.connection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Hides secrets by the names of their keys, as Airflow does, and in URLs. The types know their own secrets better. */
public final class Masking {

    /** What stands for a secret. */
    public static final String MASK = "***";

    private static final List<String> NAMES = List.of(
            "access_key",
            "access_token",
            "api_key",
            "apikey",
            "auth_header",
            "authorization",
            "bearer",
            "connection_string",
            "dsn",
            "jaas", // Kafka's, with a password in it
            "keyfile_dict",
            "passphrase",
            "passwd",
            "password",
            "private_key",
            "proxies",
            "proxy",
            "proxy_password",
            "secret",
            "service_account",
            "service_key",
            "token",
            "webhook_url");
    private static final String PRIVATE_KEY = "PRIVATE KEY-----";
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern USER_INFO = Pattern.compile("(//)([^\\s/?#\"'<>]*)@");
    private static final Pattern PARAMETER = Pattern.compile("([?&;])([\\w.-]+)=([^&;#\\s\"'<>]+)");

    private Masking() {}

    /** Whether a key of this name holds a secret. */
    public static boolean isSecret(String name) {
        String key = fold(name.strip());
        String words = fold(WORD_START.matcher(name.strip()).replaceAll("_"));
        return NAMES.stream().anyMatch(secret -> key.contains(secret) || words.contains(secret));
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_]+", "_");
    }

    /** A copy without secrets, at any depth. Under a secret's name only texts and numbers are hidden, the shape stays. */
    public static Map<String, @Nullable Object> mask(Map<String, ? extends @Nullable Object> values) {
        return object(values, false);
    }

    private static Map<String, @Nullable Object> object(Map<?, ?> values, boolean secret) {
        Map<String, @Nullable Object> masked = new LinkedHashMap<>();
        values.forEach(
                (key, value) -> masked.put(String.valueOf(key), value(value, secret || isSecret(String.valueOf(key)))));
        return masked;
    }

    private static @Nullable Object value(@Nullable Object value, boolean secret) {
        if (value instanceof Map<?, ?> map) {
            return object(map, secret);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> masked = new ArrayList<>();
            list.forEach(item -> masked.add(value(item, secret)));
            return masked;
        }
        if (value instanceof String text) {
            return secret && !text.isEmpty() ? MASK : maskText(text);
        }
        return secret && value instanceof Number ? MASK : value;
    }

    /** The text without the secrets that show by their form: those of URLs, and private keys. */
    static String maskText(String text) {
        return text.contains(PRIVATE_KEY) ? MASK : maskUrls(text);
    }

    /** The text with the secrets of URLs in it hidden: {@code https://user:***@host?token=***}. */
    public static String maskUrls(String text) {
        String masked = text;
        if (text.contains("//") && text.contains("@")) {
            masked = USER_INFO.matcher(masked).replaceAll(match -> quoted(match.group(1) + user(match.group(2)) + "@"));
        }
        if (text.contains("=")) {
            masked = PARAMETER
                    .matcher(masked)
                    .replaceAll(match -> quoted(match.group(1) + match.group(2) + "="
                            + (isSecret(match.group(2)) ? MASK : match.group(3))));
        }
        return masked;
    }

    private static String user(String userInfo) {
        int colon = userInfo.indexOf(':');
        return colon < 0 ? MASK : userInfo.substring(0, colon) + ":" + MASK;
    }

    private static String quoted(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }
}
