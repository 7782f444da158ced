package dev.wadi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A folder of files that somebody edits: one by one, as editors do, or all at once by a link that is swapped, as Kubernetes
 * does with what it mounts.
 */
public final class SavedFolder {

    private static final String LINK = "..data";

    private final Path folder;
    private final Map<String, String> texts = new LinkedHashMap<>();
    private boolean mounted;
    private int versions;

    /** @param folder made when it is not there */
    public SavedFolder(Path folder) {
        this.folder = folder;
        doing(() -> Files.createDirectories(folder));
    }

    /** What a file says. */
    public String text(String name) {
        return texts.getOrDefault(name, "");
    }

    /** Saves a file, unless it says that already. */
    public void save(String name, String text) {
        save(Map.of(name, text));
    }

    /** Saves the files that do not say that already. */
    public void save(Map<String, String> files) {
        Map<String, String> before = new LinkedHashMap<>(texts);
        texts.putAll(files);
        if (texts.equals(before)) {
            return;
        }
        if (mounted) {
            swap();
            return;
        }
        files.forEach((name, text) -> {
            if (!text.equals(before.get(name))) {
                doing(() -> Files.move(written(text), folder.resolve(name), StandardCopyOption.ATOMIC_MOVE));
            }
        });
    }

    /** Deletes a file of a folder that is not mounted. */
    public void delete(String name) {
        texts.remove(name);
        doing(() -> Files.delete(folder.resolve(name)));
    }

    /** From now on the files are links through one link, which is swapped. */
    public void mount() {
        mounted = true;
        swap();
        texts.keySet().forEach(name -> link(name, Path.of(LINK, name)));
    }

    private void swap() {
        versions++;
        Path version = folder.resolve("..version-" + versions);
        doing(() -> Files.createDirectories(version));
        texts.forEach((name, text) ->
                doing(() -> Files.move(written(text), version.resolve(name), StandardCopyOption.ATOMIC_MOVE)));
        link(LINK, version.getFileName());
        Path old = folder.resolve("..version-" + (versions - 1));
        if (Files.isDirectory(old)) {
            TestingFolders.delete(old);
        }
    }

    private void link(String name, Path target) {
        Path beside = folder.resolveSibling("link-" + versions);
        doing(() -> Files.createSymbolicLink(beside, target));
        doing(() -> Files.move(beside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE));
    }

    /** A file beside the folder that only its owner may read. */
    private Path written(String text) throws IOException {
        Path beside = Files.createTempFile(folder.toAbsolutePath().getParent(), "saved", "");
        Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-------"));
        return Files.writeString(beside, text);
    }

    private interface Doing {
        void run() throws IOException;
    }

    private static void doing(Doing work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
