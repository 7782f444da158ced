package dev.wadi.connection.tabular;

import dev.wadi.spi.RunMark;
import dev.wadi.spi.SinkStage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The mark beside a file or folder, {@code .<name>.<stage>.wadi-run}, one for each stage that writes there.
 *
 * <p>How rows and mark become visible at once, although they are two files: what is written is complete under a hidden
 * name; then the mark is replaced by one that names the hidden file as pending; then the file is renamed to its place. The
 * mark holds exactly when the hidden file is gone, so the rename is the one step that shows both. Whoever finds the hidden
 * file with a mark that waits for it takes the mark back first and removes the file then.
 */
final class MarkFile {

    private final Path folder;
    private final String name;

    private MarkFile(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /**
     * The mark of a stage.
     *
     * @param folder where it lies
     * @param data the name of the file or folder that it is about; empty for the folder that it lies in
     */
    static MarkFile of(Path folder, String data, SinkStage stage) {
        return new MarkFile(folder, RunNames.mark(data, stage));
    }

    private Path file() {
        return folder.resolve(name + ".wadi-run");
    }

    /** Where the rows are written before they are complete, in the folder where they will be. */
    Path pending(Path where) {
        return where.resolve(name + ".wadi-new");
    }

    /** What is locked by who writes the mark. */
    Path lock() {
        return folder.resolve(name + ".wadi-lock");
    }

    /** Where a folder is moved that is replaced. */
    Path old() {
        return folder.resolve(name + ".wadi-old");
    }

    MarkText read() throws IOException {
        try {
            return MarkText.read(Files.readString(file()), file().toString());
        } catch (NoSuchFileException e) {
            return MarkText.NONE;
        }
    }

    /** The mark of the rows that are visible. */
    Optional<RunMark> last() throws IOException {
        MarkText text = read();
        return isPending(text) ? text.before() : text.mark();
    }

    boolean isPending(MarkText text) {
        return text.pending().map(folder::resolve).filter(Files::exists).isPresent();
    }

    /** Says that rows are complete and become visible when the pending file goes. */
    void prepare(RunMark mark, Path pending, Optional<String> part) throws IOException {
        write(read().next(mark, folder.relativize(pending).toString(), part));
    }

    void write(MarkText text) throws IOException {
        Path temporary = folder.resolve(name + ".wadi-mark");
        Files.writeString(temporary, text.text());
        force(temporary);
        Files.move(temporary, file(), StandardCopyOption.ATOMIC_MOVE);
        force(folder);
    }

    /** Waits until a file, or what is in a folder, is on the disk. */
    static void force(Path path) throws IOException {
        boolean isFolder = Files.isDirectory(path);
        try (FileChannel channel =
                FileChannel.open(path, isFolder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            if (!isFolder) { // not every file system can do it for folders
                throw e;
            }
        }
    }

    /** As {@link #force}, for all that is in a folder. */
    static void forceAll(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                force(each);
            }
        }
    }
}
