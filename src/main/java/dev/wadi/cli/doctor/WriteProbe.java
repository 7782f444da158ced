package dev.wadi.cli.doctor;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Finds out whether a folder can be written, by a small file that is deleted at once: permissions say nothing of mounts, quotas
 * and inodes.
 *
 * @param folder one that is there
 */
record WriteProbe(Path folder) {

    static final String MAKE_ROOM = "Make room, or mount something larger";

    void write() throws IOException {
        Path file = Files.createTempFile(folder, ".wadi-doctor", ".tmp");
        try {
            Files.write(file, new byte[4096]);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** Whether there is no room. The JDK has only the words of the system for it. */
    static boolean isFull(IOException failure) {
        String reason = Paths.reason(failure).toLowerCase(Locale.ROOT);
        return reason.contains("no space left") || reason.contains("quota");
    }

    /** Whether nobody may write there. */
    static boolean isReadOnly(IOException failure) {
        return !(failure instanceof AccessDeniedException)
                && Paths.reason(failure).toLowerCase(Locale.ROOT).contains("read-only");
    }
}
