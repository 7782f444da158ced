package dev.wadi.pipeline;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.JDBC;

/** A folder with a SQLite file, and a file for each pipeline, which is locked while the pipeline runs. */
final class StateFolder implements StateDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);

    private final Path folder;
    private @Nullable Connection connection;

    StateFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return folder.toString();
    }

    @Override
    public String textType() {
        return "text";
    }

    @Override
    public synchronized <T> T use(Work<T> work) throws SQLException, IOException {
        return work.over(open());
    }

    private Connection open() throws SQLException, IOException {
        Connection present = connection;
        if (present == null) {
            create(folder);
            Properties properties = new Properties();
            properties.setProperty("busy_timeout", "10000"); // other processes write here, too
            present = new JDBC().connect("jdbc:sqlite:" + folder.resolve("wadi.db"), properties);
            connection = present;
        }
        return present;
    }

    private static void create(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (AccessDeniedException e) {
            Path made = Path.of(e.getFile()).toAbsolutePath();
            throw notWritable(made.getParent() == null ? made : made.getParent());
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            throw new IOException("the folder " + e.getFile() + " cannot be made (" + reason + ")", e);
        }
        if (!Files.isWritable(folder)) {
            throw notWritable(folder);
        }
    }

    private static IOException notWritable(Path folder) throws IOException {
        return new IOException(
                Files.getFileStore(folder).isReadOnly()
                        ? "the folder " + folder + " is read-only"
                        : "the folder " + folder + " belongs to "
                                + Files.getOwner(folder).getName() + ", and this process, of user "
                                + System.getProperty("user.name") + ", may not write there");
    }

    @Override
    public Optional<RunLock> tryLock(String pipeline) throws IOException {
        Path locks = folder.resolve("locks");
        create(locks);
        Path file = locks.resolve(URLEncoder.encode(pipeline, StandardCharsets.UTF_8) + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new Held(channel, lock));
            }
        } catch (OverlappingFileLockException e) {
            LOG.trace("{} is locked by this process", file, e);
        }
        channel.close();
        return Optional.empty();
    }

    private record Held(FileChannel channel, FileLock lock) implements RunLock {

        @Override
        public boolean isHeld() {
            return lock.isValid();
        }

        @Override
        public void close() {
            try (channel) {
                if (lock.isValid()) {
                    lock.release();
                }
            } catch (IOException e) {
                LOG.warn("a lock could not be given back", e);
            }
        }
    }

    @Override
    public synchronized void close() {
        try (Connection present = connection) {
            LOG.trace("{} is closed", present);
        } catch (SQLException e) {
            LOG.warn("the history of runs could not be closed", e);
        }
        connection = null;
    }
}
