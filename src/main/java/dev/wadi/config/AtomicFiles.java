package dev.wadi.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes files so that whoever reads one sees the old content or the new one, also after a crash. */
public final class AtomicFiles {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private AtomicFiles() {}

    /**
     * Replaces the content of a file, which keeps its permissions and, as far as this user may, its owner; a link stays
     * and what it points to is replaced. A new file is readable by its owner only.
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new AccessDeniedException(file.toString());
        }
        Path folder = Objects.requireNonNull(target.getParent(), "a file, not the root");
        // The name is hidden, so that nobody takes it for a file of connections.
        Path temporary = Files.createTempFile(folder, "." + target.getFileName() + ".", ".tmp", ownerOnly(folder));
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                keepPermissions(target, temporary);
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        sync(folder);
    }

    /** As {@link #write}, but fails when there is such a file. */
    public static void create(Path file, byte[] content) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        write(file, content);
    }

    private static FileAttribute<?>[] ownerOnly(Path folder) {
        return posix(folder) == null
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)};
    }

    private static @Nullable PosixFileAttributeView posix(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class);
    }

    private static void keepPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView old = posix(from);
        PosixFileAttributeView own = posix(to);
        if (old == null || own == null || !Files.exists(from)) {
            return;
        }
        PosixFileAttributes attributes = old.readAttributes();
        try {
            own.setGroup(attributes.group());
            own.setOwner(attributes.owner());
        } catch (IOException e) {
            // Only root may give files away; then the file belongs to whoever edits it.
        }
        own.setPermissions(attributes.permissions());
    }

    /** So that the new name is on the disk too, where folders can be synchronised. */
    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows and some network disks cannot; the file itself is safe.
        }
    }
}
