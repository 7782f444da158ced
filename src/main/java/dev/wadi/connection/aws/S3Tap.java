package dev.wadi.connection.aws;

import dev.wadi.connection.tabular.Format;
import dev.wadi.connection.tabular.FoundFile;
import dev.wadi.connection.tabular.Glob;
import dev.wadi.connection.tabular.ReadRequest;
import dev.wadi.connection.tabular.TabularFiles;
import dev.wadi.connection.tabular.TemporaryFolder;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.TapStage;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads objects: they are copied to a temporary folder, which is there until the rows are closed. */
record S3Tap(S3Objects objects, S3Locator locator) {

    BatchReader rows(TapStage stage) throws IOException {
        Format format = Format.of(Optional.ofNullable(stage.params().get("format")), locator.key());
        ReadRequest request = ReadRequest.of(stage, format);
        List<String> keys = keys();
        TemporaryFolder folder = TemporaryFolder.create();
        return TabularFiles.thenRemoved(folder, () -> {
            List<FoundFile> files = new ArrayList<>();
            for (String key : keys) {
                Path file = file(folder.path(), key);
                objects.download(locator.withKey(key), file, stage.run());
                files.add(new FoundFile(file, locator.withKey(key).toString()));
            }
            return TabularFiles.read(stage.run(), request, files, folder.path());
        });
    }

    private List<String> keys() {
        if (!Glob.isGlob(locator.key())) {
            return List.of(locator.key());
        }
        List<String> keys = objects.matching(locator);
        if (keys.isEmpty()) {
            throw new ConnectionException(objects.connId(), "no object matches " + locator, null);
        }
        return keys;
    }

    /** The folders in a key are kept, because columns may be in their names. A key that leads elsewhere is refused. */
    private Path file(Path folder, String key) {
        try {
            Path file = folder.resolve("./" + key);
            for (Path name : Path.of(key)) {
                if (name.toString().equals("..") || name.toString().equals(".")) {
                    throw refused(key);
                }
            }
            return file.normalize();
        } catch (InvalidPathException e) {
            throw refused(key);
        }
    }

    private ConnectionException refused(String key) {
        return new ConnectionException(
                objects.connId(), "the key of " + locator.withKey(key) + " leads out of its folder", null);
    }
}
