package dev.wadi.connection.tabular;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two runs from writing to one file or folder, in one process or in several. It is a lock of the operating system on a
 * hidden file, which ends with its process; the file is removed by who holds it last. Runs that only add files of their own to a
 * folder share it.
 */
final class WriteLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WriteLock.class);
    private static final int TRIES = 5;
    private static final long BETWEEN_TRIES = TimeUnit.MILLISECONDS.toNanos(20);

    /** Those of this process, in which the operating system does not tell one from another. */
    private static final Map<Path, WriteLock> HELD = new HashMap<>();

    private final Path file;
    private final boolean shared;
    private final FileChannel channel;
    private final FileLock lock;
    private int holders = 1;

    private WriteLock(Path file, boolean shared, FileChannel channel, FileLock lock) {
        this.file = file;
        this.shared = shared;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes it, if it is free.
     *
     * @param file in a folder that exists
     * @param shared whether others may have it, too, who share it
     */
    static Optional<WriteLock> take(Path file, boolean shared) throws IOException {
        synchronized (HELD) {
            WriteLock held = HELD.get(file);
            if (held != null) {
                if (!shared || !held.shared) {
                    return Optional.empty();
                }
                held.holders++;
                return Optional.of(held);
            }
            WriteLock taken = tried(file, shared);
            if (taken != null) {
                HELD.put(file, taken);
            }
            return Optional.ofNullable(taken);
        }
    }

    private static @Nullable WriteLock tried(Path file, boolean shared) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            WriteLock taken = triedOnce(file, shared);
            if (taken != null) {
                return taken;
            }
            LockSupport.parkNanos(BETWEEN_TRIES);
        }
        return null;
    }

    /** Null when somebody has it, or has just removed it. */
    private static @Nullable WriteLock triedOnce(Path file, boolean shared) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
        if (lock != null && (channel.size() == 0 || isThere(file, channel))) {
            return new WriteLock(file, shared, channel, lock);
        }
        channel.close();
        return null;
    }

    /**
     * Whether a file that was marked as removed is there all the same, because whoever marked it was killed then. It is when what
     * is written into it is found under its name; numbers of files tell nothing, since they are given anew.
     */
    private static boolean isThere(Path file, FileChannel channel) {
        byte[] sign = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
        try {
            channel.write(ByteBuffer.wrap(sign), 0);
            if (!Arrays.equals(sign, Files.readAllBytes(file))) {
                return false;
            }
            channel.truncate(0);
            return true;
        } catch (IOException e) {
            return false; // it is gone, or the disk is full
        }
    }

    /** The rows are where they belong by now, so that nothing here fails for them. A file that stays is used by the next one. */
    @Override
    @SuppressWarnings("try") // closed, and not used otherwise
    public void close() {
        synchronized (HELD) {
            holders--;
            if (holders > 0) {
                return;
            }
            HELD.remove(file);
            try (FileChannel closed = channel) {
                if (isOnlyOne()) {
                    remove(closed);
                }
            } catch (IOException e) {
                LOG.debug("{} stays", file, e);
            }
        }
    }

    /** Marked first, for those who have opened it already; where that cannot be, it stays. */
    private void remove(FileChannel marked) throws IOException {
        marked.write(ByteBuffer.allocate(1), 0);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            marked.truncate(0);
            throw e;
        }
    }

    private boolean isOnlyOne() throws IOException {
        if (!shared) {
            return true;
        }
        lock.release();
        return channel.tryLock() != null;
    }
}
