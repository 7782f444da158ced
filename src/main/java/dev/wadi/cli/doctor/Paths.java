package dev.wadi.cli.doctor;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What is said of files and folders. */
final class Paths {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./+:@%-]+");
    private static final Path SELF = Path.of("/proc/self");

    private Paths() {}

    /** As it is typed in a shell. */
    static String shell(Path path) {
        String text = path.toString();
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** Why something cannot be done with a file, without its name. */
    static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = failure instanceof FileSystemException of ? of.getReason() : failure.getMessage();
        return reason == null ? failure.getClass().getSimpleName() : reason;
    }

    /** {@code it belongs to root (rwx------), and this is wadi}; empty where files have no such owners. */
    static String owners(Path path) {
        return attributes(path)
                .map(file -> ": it belongs to " + file.owner().getName() + " ("
                        + PosixFilePermissions.toString(file.permissions()) + "), and this process runs as " + user())
                .orElse("");
    }

    /** The user that this process runs as, as {@code chown} takes it. */
    static String user() {
        try {
            return String.valueOf(Files.getAttribute(SELF, "unix:uid"));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return System.getProperty("user.name", "?");
        }
    }

    static Set<PosixFilePermission> permissions(Path path) {
        return attributes(path).map(PosixFileAttributes::permissions).orElse(Set.of());
    }

    /** Empty for what is not there, and where files have no such permissions. */
    private static Optional<PosixFileAttributes> attributes(Path path) {
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            return view == null ? Optional.empty() : Optional.of(view.readAttributes());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The time as people read it, to the second. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
