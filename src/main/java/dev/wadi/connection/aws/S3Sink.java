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
    private final TabularWriter writer;
    private final S3Marks marks;

    S3Sink(S3Objects objects, S3Locator written, SinkStage stage) {
        this.objects = objects;
        this.stage = stage;
        this.format = Format.of(Optional.ofNullable(stage.params().get("format")), written.key());
        this.writer = TabularWriter.of(format, stage.params(), written.key());
        this.target = writer.partitioned() && !written.isFolder() ? written.withKey(written.key() + "/") : written;
        this.marks = S3Marks.of(objects, target, stage);
    }

    Optional<RunMark> lastMark() throws IOException {
        return marks.last();
    }

    @SuppressWarnings("try") // closed, and not used otherwise
    long write(BatchReader rows) throws Exception {
        check();
        recover();
        checkData();
        AtomicBoolean cancelled = new AtomicBoolean();
        try (TemporaryFolder folder = TemporaryFolder.create();
                AutoCloseable forgotten = stage.run().whenCancelled(() -> cancelled.set(true))) {
            Path file = folder.path().resolve("part");
            long count = writer.write(stage.run(), rows, file);
            commit(uploads(file, stage.mark()), cancelled);
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

    private void checkData() {
        boolean perRun = target.key().contains(RunNames.RUN);
        if (stage.mode() == SinkMode.REPLACE || perRun || (target.isFolder() && stage.mode() == SinkMode.APPEND)) {
            return;
        }
        boolean exists = target.isFolder()
                ? !objects.list(target).isEmpty()
                : objects.metadata(target).isPresent();
        if (exists && stage.mode() == SinkMode.ERROR) {
            throw new ConnectionException(objects.connId(), target + " exists already, and mode is error", null);
        }
        if (exists) {
            throw new IllegalArgumentException(
                    "mode: nothing can be added to " + target
                            + ", because objects are written as a whole. Write below a key (with / behind it) or put {run} into the name");
        }
    }

    private List<S3Upload> uploads(Path file, RunMark mark) throws IOException {
        if (!writer.partitioned()) {
            String key = target.isFolder()
                    ? target.key() + RunNames.part(mark) + format.suffix()
                    : RunNames.filled(target.key(), mark);
            return List.of(new S3Upload(objects, target.withKey(key), file, S3Marks.metadata(mark)));
        }
        List<S3Upload> uploads = new ArrayList<>();
        try (Stream<Path> all = Files.exists(file) ? Files.walk(file) : Stream.empty()) {
            for (Path each : (Iterable<Path>) all.filter(Files::isRegularFile).sorted()::iterator) {
                Path below = file.relativize(each);
                String name = below.getFileName().toString().replaceFirst("^part", RunNames.part(mark));
                String key =
                        target.key() + below.resolveSibling(name).toString().replace('\\', '/');
                uploads.add(new S3Upload(objects, target.withKey(key), each, S3Marks.metadata(mark)));
            }
        }
        return uploads;
    }

    private void commit(List<S3Upload> uploads, AtomicBoolean cancelled) throws IOException {
        RunMark mark = stage.mark();
        boolean together = !writer.partitioned() && !replacesFolder();
        try {
            for (S3Upload upload : uploads) {
                upload.send(cancelled::get);
            }
            if (cancelled.get()) {
                throw new IOException("the run was cancelled");
            }
            MarkText next = marks.read()
                    .next(
                            mark,
                            together ? uploads.get(0).target().key() : target.key(),
                            together ? Optional.empty() : Optional.of(RunNames.part(mark)));
            marks.write(next);
            uploads.forEach(S3Upload::complete);
            settle(next, together);
        } catch (IOException | RuntimeException e) {
            giveUp(uploads, e);
            throw e;
        }
    }

    /** Once the mark of several objects is written they hold, and what they replace goes. */
    private void settle(MarkText text, boolean together) {
        MarkText committed = text.committed();
        if (together || !replacesFolder()) {
            marks.write(committed);
            return;
        }
        MarkText replacing = new MarkText(committed.mark(), Optional.empty(), Optional.empty(), text.part());
        marks.write(replacing);
        removeOthers(replacing);
    }

    private boolean replacesFolder() {
        return target.isFolder() && stage.mode() == SinkMode.REPLACE;
    }

    private void giveUp(List<S3Upload> uploads, Exception reason) {
        try {
            uploads.forEach(S3Upload::abort);
            recover();
        } catch (IOException | RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    /** Brings to an end what an earlier run, or this one, has begun: forward when its rows are visible, back when not. */
    private void recover() throws IOException {
        MarkText text = marks.read();
        if (text.pending().isPresent()) {
            boolean pending = marks.isPending(text);
            if (pending && text.part().isPresent()) {
                ofRun(text, true).forEach(objects::delete);
            }
            marks.write(pending ? text.undone() : text.committed());
        } else if (text.part().isPresent()) {
            removeOthers(text);
        }
    }

    private void removeOthers(MarkText replacing) {
        ofRun(replacing, false).forEach(objects::delete);
        marks.write(replacing.committed());
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
