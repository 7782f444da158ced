package dev.wadi.connection.aws;

import dev.wadi.connection.tabular.Format;
import dev.wadi.connection.tabular.MarkText;
import dev.wadi.connection.tabular.RunNames;
import dev.wadi.connection.tabular.TabularWriter;
import dev.wadi.connection.tabular.TemporaryFolder;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.SinkStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Writes rows to one object, or to several below a key: from files in a temporary folder, and visible when all have been sent. */
final class S3Sink {

    private final S3Objects objects;
    private final S3Locator target;
    private final SinkStage stage;
    private final Format format;
    private final TabularWriter files;
    private final S3Marks marks;
    private final Optional<S3Marks> writer;
    private MarkText last = MarkText.NONE;

    S3Sink(S3Objects objects, S3Locator written, SinkStage stage) {
        this.objects = objects;
        this.stage = stage;
        this.format = Format.of(Optional.ofNullable(stage.params().get("format")), written.key());
        this.files = TabularWriter.of(format, stage.params(), written.key());
        this.target = files.partitioned() && !written.isFolder() ? written.withKey(written.key() + "/") : written;
        this.marks = S3Marks.of(objects, target, stage);
        this.writer = replacesFolder() ? Optional.of(S3Marks.ofWriter(objects, target)) : Optional.empty();
    }

    /**
     * The mark of the rows that are visible. What an interrupted run has left is tidied now, because readers may see it and
     * the sink may have nothing to write any more.
     */
    Optional<RunMark> lastMark() throws IOException {
        MarkText text = marks.read();
        if (text.pending().isPresent() || text.part().isPresent()) {
            recover();
        }
        return marks.last();
    }

    @SuppressWarnings("try") // closed, and not used otherwise
    long write(BatchReader rows) throws Exception {
        check();
        recover();
        requireAlone();
        Optional<S3Version> seen = checkData();
        AtomicBoolean cancelled = new AtomicBoolean();
        try (TemporaryFolder folder = TemporaryFolder.create();
                AutoCloseable forgotten = stage.run().whenCancelled(() -> cancelled.set(true))) {
            Path file = folder.path().resolve("part");
            long count = files.write(stage.run(), rows, file);
            commit(uploads(file, stage.mark(), seen), cancelled);
            return count;
        }
    }

    private void check() {
        if (stage.mode() == SinkMode.UPSERT) {
            throw new IllegalArgumentException(
                    "mode: objects have no keys, so that upsert cannot be done. Use append or replace");
        }
        if (target.isFolder() && target.key().contains(RunNames.RUN)) {
            throw new IllegalArgumentException(
                    "locator: '" + target + "' is a folder, and " + RunNames.RUN + " is for objects");
        }
    }

    /** Whoever replaces all objects is alone: two at once would remove each other's. */
    private void requireAlone() throws IOException {
        if (writer.isEmpty()) {
            return;
        }
        release();
        MarkText text = writer.get().read();
        if (text.pending().isPresent()) {
            RunMark mark = text.mark().orElseThrow();
            throw new ConnectionException(
                    objects.connId(),
                    target + " is being replaced by run " + mark.run() + " of pipeline '" + mark.pipeline()
                            + "', or was left so. Run that pipeline first; if there is none any more, delete "
                            + writer.get().place(),
                    null);
        }
    }

    /** This stage replaces objects no more. */
    private void release() throws IOException {
        if (writer.isPresent()) {
            MarkText text = writer.get().read();
            if (text.pending().filter(marks.place().key()::equals).isPresent()) {
                writer.get().write(text.committed());
            }
        }
    }

    /** @return what is at the key, where another version may not be replaced */
    private Optional<S3Version> checkData() {
        boolean perRun = target.key().contains(RunNames.RUN);
        if (perRun || (target.isFolder() && stage.mode() != SinkMode.ERROR)) {
            return Optional.empty();
        }
        Optional<S3Version> found = target.isFolder() ? Optional.empty() : objects.version(target);
        boolean exists =
                found.isPresent() || (target.isFolder() && !objects.list(target).isEmpty());
        if (exists && stage.mode() == SinkMode.ERROR) {
            throw new ConnectionException(objects.connId(), target + " exists already, and mode is error", null);
        }
        if (exists && stage.mode() != SinkMode.REPLACE) {
            throw new IllegalArgumentException(
                    "mode: nothing can be added to " + target
                            + ", because objects are written as a whole. Write below a key (with / behind it) or put {run} into the name");
        }
        return target.isFolder() ? Optional.empty() : Optional.of(found.orElse(S3Version.NONE));
    }

    private List<S3Upload> uploads(Path file, RunMark mark, Optional<S3Version> seen) throws IOException {
        if (!files.partitioned()) {
            String key = target.isFolder()
                    ? target.key() + RunNames.part(mark) + format.suffix()
                    : RunNames.filled(target.key(), mark);
            return List.of(new S3Upload(objects, target.withKey(key), file, S3Marks.metadata(mark), seen));
        }
        List<S3Upload> uploads = new ArrayList<>();
        try (Stream<Path> all = Files.exists(file) ? Files.walk(file) : Stream.empty()) {
            for (Path each : (Iterable<Path>) all.filter(Files::isRegularFile).sorted()::iterator) {
                Path below = file.relativize(each);
                String name = below.getFileName().toString().replaceFirst("^part", RunNames.part(mark));
                String key =
                        target.key() + below.resolveSibling(name).toString().replace('\\', '/');
                uploads.add(new S3Upload(objects, target.withKey(key), each, S3Marks.metadata(mark), seen));
            }
        }
        return uploads;
    }

    private void commit(List<S3Upload> uploads, AtomicBoolean cancelled) throws IOException {
        RunMark mark = stage.mark();
        boolean together = !files.partitioned() && !replacesFolder();
        try {
            for (S3Upload upload : uploads) {
                upload.send(cancelled::get);
            }
            if (cancelled.get()) {
                throw new IOException("the run was cancelled");
            }
            MarkText next = last.next(
                    mark,
                    together ? uploads.get(0).target().key() : target.key(),
                    together ? Optional.empty() : Optional.of(RunNames.part(mark)));
            if (writer.isPresent()) {
                writer.get().write(MarkText.NONE.next(mark, marks.place().key(), Optional.empty()));
            }
            marks.write(next);
            uploads.forEach(S3Upload::complete);
            settle(next, together);
        } catch (IOException | RuntimeException e) {
            giveUp(uploads, e);
            throw e;
        }
    }

    /** Once the mark of several objects is written they hold, and what they replace goes. */
    private void settle(MarkText text, boolean together) throws IOException {
        MarkText committed = text.committed();
        if (together || !replacesFolder()) {
            write(committed);
            return;
        }
        MarkText replacing = new MarkText(committed.mark(), Optional.empty(), Optional.empty(), text.part());
        write(replacing);
        removeOthers(replacing);
    }

    private void write(MarkText text) {
        marks.write(text);
        last = text;
    }

    private boolean replacesFolder() {
        return target.isFolder() && stage.mode() == SinkMode.REPLACE;
    }

    private void giveUp(List<S3Upload> uploads, Exception reason) {
        try {
            uploads.forEach(S3Upload::abort);
            boolean isOthers = reason instanceof WrittenMeanwhileException written
                    && written.place().equals(marks.place());
            if (!isOthers) {
                recover();
                release();
            }
        } catch (IOException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    /** Brings to an end what an earlier run, or this one, has begun: forward when its rows are visible, back when not. */
    private void recover() throws IOException {
        MarkText text = marks.read();
        last = text;
        if (text.pending().isPresent()) {
            boolean pending = marks.isPending(text);
            if (pending && text.part().isPresent()) {
                ofRun(text, true).forEach(objects::delete);
            }
            release();
            write(pending ? text.undone() : text.committed());
        } else if (text.part().isPresent()) {
            removeOthers(text);
        }
    }

    private void removeOthers(MarkText replacing) throws IOException {
        ofRun(replacing, false).forEach(objects::delete);
        release();
        write(replacing.committed());
    }

    /** The objects below the key that are, or are not, of the run of a mark. */
    private List<S3Locator> ofRun(MarkText text, boolean ofIt) {
        String part = text.part().orElseThrow();
        return objects.list(target).stream()
                .filter(key -> isOf(part, S3Locator.nameOf(key)) == ofIt)
                .map(target::withKey)
                .toList();
    }

    private boolean isOf(String part, String name) {
        return name.startsWith(part + "_") || name.equals(part + format.suffix());
    }
}
