package dev.wadi.connection;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads secrets from files, below the folders that are allowed and nowhere else. */
final class SecretFiles {

    private static final String ALLOW = "Put it below a folder that wadi.secrets names";

    private final List<Path> folders;

    SecretFiles(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /** @param written an absolute path, or one below one of the folders */
    String read(String written) throws UnresolvedException {
        if (folders.isEmpty()) {
            throw new UnresolvedException(
                    "the file '" + written + "' may not be read, since no folder is allowed",
                    "Set wadi.secrets to the folder of the secrets");
        }
        try {
            for (Path folder : folders) {
                Path file = folder.resolve(written);
                if (Files.exists(file)) {
                    return content(allowed(file, written), written);
                }
            }
        } catch (InvalidPathException e) {
            throw new UnresolvedException("'" + written + "' is not the name of a file", ALLOW);
        } catch (IOException e) {
            throw new UnresolvedException("the file '" + written + "' cannot be read", "Check it and its permissions");
        }
        throw new UnresolvedException(
                "there is no file '" + written + "'",
                "Put it below " + folders.stream().map(Path::toString).collect(Collectors.joining(" or ")));
    }

    /** The file as {@link #read} would find it. */
    Optional<Path> find(String written) {
        try {
            for (Path folder : folders) {
                Path file = folder.resolve(written);
                if (Files.exists(file)) {
                    allowed(file, written);
                    return Optional.of(file);
                }
            }
        } catch (InvalidPathException | IOException | UnresolvedException e) {
            return Optional.empty(); // reading it says why
        }
        return Optional.empty();
    }

    /** The file with all links followed, so that none of them leads out of the folders. */
    private Path allowed(Path file, String written) throws IOException, UnresolvedException {
        Path real = file.toRealPath();
        for (Path folder : folders) {
            if (Files.exists(folder) && real.startsWith(folder.toRealPath())) {
                return real;
            }
        }
        throw new UnresolvedException("the file '" + written + "' is not below an allowed folder", ALLOW);
    }

    private static String content(Path file, String written) throws UnresolvedException {
        if (!Files.isRegularFile(file)) { // a pipe would be waited for
            throw new UnresolvedException(
                    "'" + written + "' is not a regular file", "Name a file that holds the secret and nothing else");
        }
        try {
            String text = Documents.text(file);
            int end = text.endsWith("\r\n") ? text.length() - 2 : text.length() - (text.endsWith("\n") ? 1 : 0);
            return text.substring(0, end);
        } catch (ConfigurationException e) {
            throw new UnresolvedException(
                    "the file '" + written + "' " + e.problems().get(0).what(),
                    e.problems().get(0).fix());
        }
    }
}
