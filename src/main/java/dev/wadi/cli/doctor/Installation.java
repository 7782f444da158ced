package dev.wadi.cli.doctor;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.CodeSource;
import java.time.Instant;
import java.util.Optional;

/** The jar that this Wadi is in. */
final class Installation {

    private Installation() {}

    /** Empty when it runs from a folder of classes. */
    static Optional<Path> jar() {
        CodeSource source = Installation.class.getProtectionDomain().getCodeSource();
        try {
            return source == null || source.getLocation() == null
                    ? Optional.empty()
                    : Optional.of(Path.of(source.getLocation().toURI())).filter(Files::isRegularFile);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** When a file came to be as it is: what was copied over it may bring an older time of its own. */
    static Instant changedAt(Path file) {
        try {
            Instant modified = Files.getLastModifiedTime(file).toInstant();
            Instant changed = ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
            return changed.isAfter(modified) ? changed : modified;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Instant.EPOCH;
        }
    }
}
