package dev.wadi.console;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.engine.StateLocation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who did what through the API: a line of JSON each, in {@code audit.jsonl} in the folder of the state, readable by its owner
 * only, and in the log. It has names of what was changed and never what it was changed to. Thread-safe.
 */
final class Audit {

    private static final Logger LOG = LoggerFactory.getLogger("wadi.audit");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "audit.jsonl";
    private static final long MAX_BYTES = 10_000_000;
    private static final int MAX_REFUSED = 60;

    private final Optional<Path> file;
    private final long maxBytes;
    private final Attempts refused = new Attempts(MAX_REFUSED, System::nanoTime);
    private boolean isBroken;

    /** How it went. */
    enum Outcome {
        DONE,
        /** The caller may not, or what was asked for makes no sense. */
        REFUSED,
        FAILED;

        static Outcome of(int status) {
            if (status < 400) {
                return DONE;
            }
            return status < 500 ? REFUSED : FAILED;
        }

        @JsonValue
        String word() {
            return ServiceStatus.word(this);
        }
    }

    /**
     * A line.
     *
     * @param who as in {@code editor@127.0.0.1}
     * @param what as in {@code update connection}
     * @param subject of what; empty when the service as a whole is meant
     * @param changed the names of what was changed
     */
    record Line(String at, String who, String what, String subject, Outcome outcome, List<String> changed) {}

    private Audit(Optional<Path> file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    /** In the folder of the state; in the log alone when that is a database. */
    static Audit in(StateLocation state) {
        return new Audit(
                state instanceof StateLocation.Folder folder
                        ? Optional.of(folder.path().resolve(NAME))
                        : Optional.empty(),
                MAX_BYTES);
    }

    /** @param maxBytes when the next file is begun; the one before is kept as {@code audit.jsonl.1} */
    static Audit in(Path folder, long maxBytes) {
        return new Audit(Optional.of(folder.resolve(NAME)), maxBytes);
    }

    /** Writes a line. Refusals are written a limited number of times for each address, so that nobody can push out the rest. */
    synchronized void add(Caller caller, String what, String subject, Outcome outcome, List<String> changed) {
        if (outcome == Outcome.REFUSED) {
            if (!refused.mayTry(caller.address())) {
                return;
            }
            refused.failed(caller.address());
        }
        Line line = new Line(Instant.now().toString(), caller.name(), what, subject, outcome, changed);
        LOG.info(
                "{}: {}{}: {}{}",
                line.who(),
                what,
                quoted(subject),
                outcome.word(),
                changed.isEmpty() ? "" : " " + changed);
        file.ifPresent(path -> write(path, line));
    }

    private static String quoted(String subject) {
        return subject.isEmpty() ? "" : " '" + subject.replaceAll("\\p{Cntrl}", "?") + "'";
    }

    private void write(Path path, Line line) {
        try {
            if (Files.exists(path) && Files.size(path) >= maxBytes) {
                Files.move(path, path.resolveSibling(NAME + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            append(path, JSON.writeValueAsString(line) + "\n");
            isBroken = false;
        } catch (IOException e) {
            if (!isBroken) { // the call was made, and the log has the line
                LOG.error("{} cannot be written: {}", path, e.getMessage());
            }
            isBroken = true;
        }
    }

    private static void append(Path path, String line) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        try (SeekableByteChannel channel = Files.newByteChannel(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                ownerOnly())) {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
