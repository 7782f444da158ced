package dev.wadi.connection.aws;

import dev.wadi.connection.tabular.MarkText;
import dev.wadi.connection.tabular.RunNames;
import dev.wadi.spi.RunMark;
import dev.wadi.spi.SinkStage;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The mark beside the data, an object. It is written first and names the object that is about to appear; the object
 * carries the run in its metadata. So the mark holds from the moment that the object is there, and is written once more then, because
 * the object may be fetched away.
 *
 * <p>Several objects cannot appear together: their mark holds when it is written for the second time, and until then they are
 * taken back.
 *
 * <p>It is written only while it is still as it was read: of two runs one fails.
 */
final class S3Marks {

    /** The metadata key of an object. */
    private static final String RUN = "wadi-run";

    private final S3Objects objects;
    private final S3Locator about;
    private final S3Locator place;
    private S3Version seen = S3Version.NONE;

    private S3Marks(S3Objects objects, S3Locator about, S3Locator place) {
        this.objects = objects;
        this.about = about;
        this.place = place;
    }

    /** The mark of a stage. */
    static S3Marks of(S3Objects objects, S3Locator target, SinkStage stage) {
        String name = RunNames.mark(target.isFolder() ? "" : target.name(), stage) + ".wadi-run";
        return new S3Marks(objects, target, target.withKey(target.folder() + name));
    }

    /** What says who is replacing all objects below a key, for whatever stages do that. */
    static S3Marks ofWriter(S3Objects objects, S3Locator folder) {
        return new S3Marks(objects, folder, folder.withKey(folder.key() + ".writer.wadi-run"));
    }

    static Map<String, String> metadata(RunMark mark) {
        return Map.of(RUN, RunNames.filled(RunNames.RUN, mark));
    }

    S3Locator place() {
        return place;
    }

    MarkText read() throws IOException {
        Optional<S3Objects.Text> text = objects.text(place);
        seen = text.map(S3Objects.Text::version).orElse(S3Version.NONE);
        return text.isEmpty() ? MarkText.NONE : MarkText.read(text.get().text(), place.toString());
    }

    /** The mark of the rows that are visible. */
    Optional<RunMark> last() throws IOException {
        MarkText text = read();
        return isPending(text) ? text.before() : text.mark();
    }

    boolean isPending(MarkText text) {
        if (text.pending().isEmpty()) {
            return false;
        }
        if (text.part().isPresent()) {
            return true;
        }
        Optional<S3Version> found = objects.version(place.withKey(text.pending().get()));
        return found.isEmpty()
                || !text.mark()
                        .map(S3Marks::metadata)
                        .map(Map::entrySet)
                        .filter(found.get().metadata().entrySet()::containsAll)
                        .isPresent();
    }

    /** Writes it in the place of the one that was read, or written, last. */
    void write(MarkText text) {
        seen = objects.put(place, text.text(), seen, about);
    }
}
