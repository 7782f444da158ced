package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that hold secrets: only their owner may read them, from the first byte on. */
final class PrivateFile {

    private PrivateFile() {}

    /** Writes a file whole or not at all. */
    static void write(Path file, String text) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            // Made by createTempFile, a file is 0600 before anything is in it.
            Path beside = Files.createTempFile(folder, ".wadi", ".tmp");
            try {
                Files.writeString(beside, text);
                Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new ConfigurationException(Problem.error(
                    Place.of(file.toString()), "", "cannot be written: " + e.getMessage(), "Choose another file"));
        }
    }
}
