package dev.wadi.connection.aws;

import dev.wadi.connection.tabular.Format;
import dev.wadi.connection.tabular.FoundFile;
import dev.wadi.connection.tabular.Glob;
import dev.wadi.connection.tabular.ReadRequest;
import dev.wadi.connection.tabular.TabularFiles;
import dev.wadi.connection.tabular.TemporaryFolder;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.SchemaSource;
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
        return TabularFiles.thenRemoved(
                folder,
                () -> TabularFiles.read(
                        stage.run(), request, files(keys, folder, stage.run()::whenCancelled), folder.path()));
    }

    /** The columns of the objects, of which the names say how they are written. */
    List<SchemaSource.Column> columns() throws IOException {
        ReadRequest request = ReadRequest.all(Format.of(Optional.empty(), locator.key()));
        List<String> keys = keys();
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            return TabularFiles.columns(request, files(keys, folder, action -> () -> {}), folder.path());
        }
    }

    private List<FoundFile> files(List<String> keys, TemporaryFolder folder, S3Objects.Cancellable run)
            throws IOException {
        List<FoundFile> files = new ArrayList<>();
        for (String key : keys) {
            Path file = file(folder.path(), key);
            objects.download(locator.withKey(key), file, run);
            files.add(new FoundFile(file, locator.withKey(key).toString()));
        }
        return files;
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
