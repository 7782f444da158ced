package dev.wadi.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The files of certificates and keys that definitions name in their extra. Settings say their names only, and a certificate
 * is renewed under the same name.
 */
final class KeyFiles {

    private static final int MAX_BYTES = 1 << 20;
    private static final String PEM = "-----BEGIN ";
    private static final Pattern ENDINGS =
            Pattern.compile(".*\\.(?:pem|crt|cer|der|key|p8|pk8|p12|pfx|jks|keystore|truststore)");

    private final DefinitionBinder.Texts texts;

    KeyFiles(DefinitionBinder.Texts texts) {
        this.texts = texts;
    }

    /** Those that are there. */
    Set<Path> paths(ConnectionDefinition definition) {
        return new TreeSet<>(contents(definition).keySet());
    }

    /** What is in them, as a digest. */
    Map<Path, String> contents(ConnectionDefinition definition) {
        Map<Path, String> contents = new TreeMap<>();
        DefinitionTexts.of(definition).forEach((path, written) -> {
            if (path.startsWith("extra.")) {
                path(written).ifPresent(file -> content(file).ifPresent(digest -> contents.put(file, digest)));
            }
        });
        return contents;
    }

    private Optional<Path> path(String written) {
        try {
            Path path = Path.of(texts.resolve(written));
            return Optional.of(path).filter(Files::isRegularFile);
        } catch (InvalidPathException | UnresolvedException e) {
            return Optional.empty(); // it is something else, or binding says what is wrong with it
        }
    }

    private static Optional<String> content(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(file);
            boolean isKey =
                    ENDINGS.matcher(file.toString().toLowerCase(Locale.ROOT)).matches()
                            || new String(bytes, StandardCharsets.ISO_8859_1).contains(PEM);
            return isKey ? Optional.of(digest(bytes)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // opening the connection says why
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
