package dev.wadi.connection.tabular;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.SinkStage;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes the rows of one execution of a stage. */
final class FileSink {

    /** What the system says of a disk that is full, in an exception that does not name the file, or in JSON of DuckDB's. */
    private static final String NO_SPACE = "No space left on device";

    private final SinkStage stage;
    private final TabularWriter writer;
    private final FileTarget target;
    private final MarkFile marks;

    FileSink(SinkStage stage, TabularWriter writer, FileTarget target) {
        this.stage = stage;
        this.writer = writer;
        this.target = target;
        this.marks = target.mark(stage);
    }

    @SuppressWarnings("try") // closed, and not used otherwise
    long write(BatchReader rows) throws Exception {
        check();
        target.makeParent(stage.create());
        try (WriteLock ofTarget = WriteLock.take(target.lock(), addsFiles()).orElseThrow(this::busy);
                WriteLock ofMark = WriteLock.take(marks.lock(), false).orElseThrow(this::busy)) {
            return locked(rows);
        } catch (FileSystemException e) {
            boolean denied = e instanceof AccessDeniedException;
            throw notWritten(denied ? "permission denied" : Objects.requireNonNullElse(e.getReason(), e.toString()), e);
        } catch (IOException e) {
            throw String.valueOf(e.getMessage()).contains(NO_SPACE) ? notWritten(NO_SPACE, e) : e;
        }
    }

    private IOException notWritten(String reason, IOException cause) {
        return new IOException("'" + target.shown() + "' cannot be written: " + reason, cause);
    }

    private IOException busy() {
        return new IOException(
                "'" + target.shown() + "' is being written by another run. Run this one again when that has ended");
    }

    /** Whether what is there stays as it is, so that others may do the same. */
    private boolean addsFiles() {
        return target.perRun() || (target.isFolder() && stage.mode() == SinkMode.APPEND);
    }

    /**
     * The mark of the rows that are visible. What an interrupted run has left is tidied now, because readers may see a part
     * of it and the sink may have nothing to write any more.
     */
    @SuppressWarnings("try") // closed, and not used otherwise
    Optional<RunMark> lastMark() throws IOException {
        if (marks.read().pending().isPresent()) {
            Optional<WriteLock> lock = WriteLock.take(target.lock(), addsFiles());
            if (lock.isPresent()) {
                try (WriteLock ofTarget = lock.get()) {
                    tidy();
                }
            }
        }
        return marks.last();
    }

    @SuppressWarnings("try") // closed, and not used otherwise
    private void tidy() throws IOException {
        Optional<WriteLock> lock = WriteLock.take(marks.lock(), false);
        if (lock.isPresent()) {
            try (WriteLock ofMark = lock.get()) {
                recover();
                TemporaryFolder.remove(marks.pending(whereFilesGo()));
            }
        }
    }

    private long locked(BatchReader rows) throws Exception {
        recover();
        checkData();
        if (target.isFolder() && !replacesFolder()) {
            Files.createDirectories(target.path());
        }
        Path pending = marks.pending(whereFilesGo());
        TemporaryFolder.remove(pending);
        try {
            long count = fill(rows, pending);
            commit(pending);
            return count;
        } catch (Exception e) { // whatever it is, nothing of the run may stay
            giveUp(pending, e);
            throw e;
        }
    }

    /** The run is over without rows; what cannot be tidied now is tidied by the next one. */
    private void giveUp(Path pending, Exception reason) {
        try {
            recover();
            TemporaryFolder.remove(pending);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private void check() {
        if (stage.mode() == SinkMode.UPSERT) {
            throw new IllegalArgumentException(
                    "mode: files have no keys, so that upsert cannot be done. Use append or replace");
        }
        if (stage.mode() == SinkMode.REPLACE && target.isRoot()) {
            throw new IllegalArgumentException(
                    "locator: the connection's own folder cannot be replaced. Name a folder below it");
        }
    }

    /** What is wrong with what is there, once an interrupted run is taken back. */
    private void checkData() throws IOException {
        if (stage.mode() == SinkMode.ERROR && target.hasData()) {
            throw new IOException("'" + target.shown() + "' exists already, and mode is error");
        }
        if (appendsToFile() && writer.compressed()) {
            throw new IllegalArgumentException("mode: nothing can be added to '" + target.shown() + "', because "
                    + (writer.format() == Format.PARQUET ? "a Parquet file" : "a compressed file")
                    + " is closed by its end. Write to a folder (with / behind it) or put {run} into the name");
        }
    }

    private boolean appendsToFile() throws IOException {
        return stage.mode() == SinkMode.APPEND
                && !target.isFolder()
                && !target.perRun()
                && Files.exists(target.path())
                && Files.size(target.path()) > 0;
    }

    private boolean replacesFolder() {
        return target.isFolder() && stage.mode() == SinkMode.REPLACE;
    }

    /** The folder in which the pending file lies: that of the data, so that renaming is one step. */
    private Path whereFilesGo() {
        return target.isFolder() && !replacesFolder()
                ? target.path()
                : Objects.requireNonNull(target.path().getParent());
    }

    private long fill(BatchReader rows, Path pending) throws Exception {
        if (appendsToFile()) {
            return new FileAppend(writer, target).write(stage.run(), rows, pending);
        }
        if (replacesFolder() && !writer.partitioned()) {
            Files.createDirectories(pending);
            return writer.write(
                    stage.run(),
                    rows,
                    pending.resolve("part_0" + writer.format().suffix()));
        }
        long count = writer.write(stage.run(), rows, pending);
        if (writer.partitioned()) {
            Files.createDirectories(pending); // none is made for no rows
        }
        return count;
    }

    private void commit(Path pending) throws IOException {
        RunMark mark = stage.mark();
        MarkFile.forceAll(pending);
        boolean oneByOne = writer.partitioned() && !replacesFolder();
        String part = RunNames.part(mark);
        marks.prepare(mark, pending, oneByOne ? Optional.of(part) : Optional.empty());
        if (oneByOne) {
            show(pending, part);
        } else if (replacesFolder()) {
            swap(pending);
        } else {
            Files.move(pending, target.file(mark, writer.format()), StandardCopyOption.ATOMIC_MOVE);
        }
        MarkFile.force(whereFilesGo());
        settle();
    }

    /** Rows and mark hold already; this only saves the next run some work. */
    private void settle() {
        try {
            recover();
        } catch (IOException e) {
            stage.run()
                    .log()
                    .warn(
                            "'{}': what the run has left behind stays until the next one: {}",
                            target.shown(),
                            e.getMessage());
        }
    }

    /** Moves each file of a tree to its place. They are seen one by one; until the tree is gone, they can be taken back. */
    private void show(Path pending, String part) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(pending)) {
            all.filter(Files::isRegularFile).forEach(files::add);
        }
        for (Path file : files) {
            Path folder =
                    target.path().resolve(pending.relativize(file.getParent()).toString());
            Files.createDirectories(folder);
            String name = file.getFileName().toString().replaceFirst("^part", part);
            Files.move(file, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        }
        TemporaryFolder.remove(pending);
    }

    /** Two renames: there is no folder between them, and a run that ends there is taken back. */
    private void swap(Path pending) throws IOException {
        if (Files.exists(target.path())) {
            TemporaryFolder.remove(marks.old());
            Files.move(target.path(), marks.old(), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(pending, target.path(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Brings to an end what an earlier run, or this one, has begun: forward when its rows are visible, back when not. */
    private void recover() throws IOException {
        MarkText text = marks.read();
        if (marks.isPending(text)) {
            takeBack(text);
            marks.write(text.undone());
        } else if (text.pending().isPresent()) {
            TemporaryFolder.remove(marks.old());
            marks.write(text.committed());
        }
    }

    private void takeBack(MarkText text) throws IOException {
        if (target.isFolder() && !Files.exists(target.path()) && Files.exists(marks.old())) {
            Files.move(marks.old(), target.path(), StandardCopyOption.ATOMIC_MOVE);
        }
        if (text.part().isPresent() && Files.isDirectory(target.path())) {
            String prefix = text.part().get() + "_";
            for (Path file : target.files()) {
                if (file.getFileName().toString().startsWith(prefix)) {
                    Files.delete(file);
                }
            }
        }
    }
}
