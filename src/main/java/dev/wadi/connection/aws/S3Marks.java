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
 */
record S3Marks(S3Objects objects, S3Locator place) {

    /** The metadata key of an object. */
    private static final String RUN = "wadi-run";

    static S3Marks of(S3Objects objects, S3Locator target, SinkStage stage) {
        String name = RunNames.mark(target.isFolder() ? "" : target.name(), stage) + ".wadi-run";
        return new S3Marks(objects, target.withKey(target.folder() + name));
    }

    static Map<String, String> metadata(RunMark mark) {
        return Map.of(RUN, RunNames.filled(RunNames.RUN, mark));
    }

    MarkText read() throws IOException {
        Optional<String> text = objects.text(place);
        return text.isEmpty() ? MarkText.NONE : MarkText.read(text.get(), place.toString());
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
        Optional<Map<String, String>> found =
                objects.metadata(place.withKey(text.pending().get()));
        return found.isEmpty()
                || !text.mark()
                        .map(S3Marks::metadata)
                        .map(Map::entrySet)
                        .filter(found.get().entrySet()::containsAll)
                        .isPresent();
    }

    void write(MarkText text) {
        objects.put(place, text.text());
    }
}
