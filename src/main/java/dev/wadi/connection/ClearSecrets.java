package dev.wadi.connection;

import dev.wadi.connection.SettingsForm.Item;
import dev.wadi.spi.ConnectionType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells which values of a connection are secrets in clear text. What a type says of its settings counts; the names of keys
 * that it does not know say it for the others, as they do for what is masked.
 */
final class ClearSecrets {

    private static final Pattern DOT = Pattern.compile("\\.");

    private final Map<String, Boolean> known = new HashMap<>();

    /** @param type empty for a connection of a type that there is no form for */
    ClearSecrets(Optional<ConnectionType<?>> type) {
        known.put("password", true);
        type.ifPresent(known -> add("", SettingsForm.of(known).items()));
    }

    private void add(String prefix, List<Item> items) {
        for (Item item : items) {
            String path = prefix.isEmpty() ? item.path() : prefix + "." + item.key();
            SettingsForm nested = item.nested();
            if (nested != null) {
                add(path, nested.items());
            } else if (path.startsWith("extra.")) {
                known.put(path, item.setting().secret());
            }
        }
    }

    /** Whether it is a secret that everybody understands who reads it: no placeholder and no token. */
    boolean isSecret(String path, String text) {
        return isClear(text) && (isSecretPath(path) || !Masking.maskUrls(text).equals(text));
    }

    /** Whether it is neither a placeholder nor a token. */
    static boolean isClear(String text) {
        return !Placeholders.containsPlaceholder(text) && !Fernet.isToken(text);
    }

    private boolean isSecretPath(String path) {
        @Nullable Boolean said = known.get(path);
        return said == null ? isSecretName(path) : said;
    }

    private static boolean isSecretName(String path) {
        return path.startsWith("extra.")
                && DOT.splitAsStream(path.substring("extra.".length())).anyMatch(Masking::isSecret);
    }

    /** Whether what stands there is never shown, whatever it is: better hidden once too often. */
    boolean isSecretPlace(String path) {
        return isSecretPath(path) || isSecretName(path);
    }

    /** The text as it may be shown. */
    String masked(String path, String text) {
        return isSecretPlace(path) || Fernet.isToken(text) ? Masking.MASK : Masking.maskText(text);
    }

    /** Whether nothing in the text has to be encrypted: it holds no secret, or hides it already. */
    boolean isShownClear(String path, String text) {
        return !isClear(text) || masked(path, text).equals(text);
    }
}
