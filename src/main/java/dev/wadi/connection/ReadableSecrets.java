package dev.wadi.connection;

import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Warns of files that hold secrets in clear text and that more than their owner may read. Each file is named once. Where
 * files have no POSIX permissions there is nothing to say.
 */
final class ReadableSecrets {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./+-]+");

    private final ConnectionTypes types;
    private final Placeholders placeholders;

    ReadableSecrets(ConnectionTypes types, Placeholders placeholders) {
        this.types = types;
        this.placeholders = placeholders;
    }

    /** The files that the definitions are written in, and the files of secrets that they name. */
    List<Problem> check(List<ConnectionDefinition> definitions) {
        Set<String> files = new LinkedHashSet<>();
        Set<String> secretFiles = new LinkedHashSet<>();
        for (ConnectionDefinition definition : definitions) {
            ClearSecrets clear = new ClearSecrets(types.find(definition.connType()));
            DefinitionTexts.of(definition).forEach((path, text) -> {
                placeholders.files(text).forEach(file -> secretFiles.add(file.toString()));
                if (clear.isSecret(path, text)) {
                    files.add(definition.origin().of(path).file());
                }
            });
        }
        List<Problem> problems = new ArrayList<>();
        files.forEach(file -> warning(file, "holds secrets in clear text").ifPresent(problems::add));
        secretFiles.forEach(file -> warning(file, "holds a secret").ifPresent(problems::add));
        return problems;
    }

    private static Optional<Problem> warning(String file, String what) {
        Set<PosixFilePermission> permissions = permissions(Path.of(file));
        boolean group = permissions.contains(PosixFilePermission.GROUP_READ);
        boolean others = permissions.contains(PosixFilePermission.OTHERS_READ);
        if (!group && !others) {
            return Optional.empty();
        }
        String readers = group && others ? "its group and all others" : group ? "its group" : "all others";
        String shown = PLAIN.matcher(file).matches() ? file : "'" + file.replace("'", "'\\''") + "'";
        return Optional.of(Problem.warning(
                Place.of(file), "", what + ", and " + readers + " may read it", "Run: chmod 600 " + shown));
    }

    /** Empty for what is no file, such as a variable, and where there are no such permissions. */
    private static Set<PosixFilePermission> permissions(Path file) {
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            return view == null || !Files.exists(file)
                    ? Set.of()
                    : view.readAttributes().permissions();
        } catch (IOException e) {
            return Set.of(); // it is gone, or this process may not look; reading it has said so
        }
    }
}
