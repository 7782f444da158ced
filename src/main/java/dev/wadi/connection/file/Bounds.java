package dev.wadi.connection.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of a connection's folder: what is inside, once all links are followed.
 *
 * @param connId the connection, for messages
 * @param folder absolute; it need not exist
 * @param mode whether what is inside may be changed
 */
record Bounds(String connId, Path folder, Mode mode) {

    /** Fails unless the file, which need not exist, is inside. */
    void requireInside(String file) {
        try {
            if (!isInside(Path.of(file))) {
                throw refusal("'" + file + "' is outside of its folder " + folder);
            }
        } catch (NoSuchFileException e) {
            throw refusal("there is no folder " + folder);
        } catch (IOException e) {
            throw new GenericFileOperationFailedException("connection '" + connId + "': cannot use '" + file + "'", e);
        }
    }

    /** As {@link #requireInside}, for a change. */
    void requireWritable(String file) {
        requireInside(file);
        if (mode == Mode.READ) {
            throw refusal("'" + file + "' may not be changed, because the connection only reads (mode: read)");
        }
    }

    private GenericFileOperationFailedException refusal(String why) {
        return new GenericFileOperationFailedException("connection '" + connId + "': " + why);
    }

    /** Whether a file that was found is inside; one that cannot be looked at is not. */
    boolean holds(Path file) {
        try {
            return isInside(file);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isInside(Path written) throws IOException {
        Path real = folder.toRealPath();
        Path file = written.toAbsolutePath();
        @Nullable Path existing = file;
        while (existing != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        // A name that does not exist yet is no link; only .. can still lead out from there.
        return existing != null && realOf(existing).startsWith(real) && !hasParents(file, existing.getNameCount());
    }

    /** Follows all links; one that leads nowhere leads out. */
    private static Path realOf(Path existing) throws IOException {
        try {
            return existing.toRealPath();
        } catch (NoSuchFileException e) {
            throw new IOException("the link leads nowhere: " + existing, e);
        }
    }

    private static boolean hasParents(Path file, int from) {
        for (int i = from; i < file.getNameCount(); i++) {
            if (file.getName(i).toString().equals("..")) {
                return true;
            }
        }
        return false;
    }
}
