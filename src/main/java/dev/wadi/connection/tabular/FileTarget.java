package dev.wadi.connection.tabular;

import dev.wadi.spi.RunMark;
import dev.wadi.spi.SinkStage;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where a sink writes.
 *
 * @param shown the locator
 * @param path the file or folder; of a file, {@code {run}} may still be in its name
 * @param isFolder whether each run adds a file of its own, or a tree of them
 * @param isRoot whether it is the folder of the connection itself
 */
record FileTarget(String shown, Path path, boolean isFolder, boolean isRoot) {

    static FileTarget of(FileRoot root, SinkStage stage, boolean partitioned) throws IOException {
        String locator = stage.locator()
                .filter(text -> !text.isBlank())
                .orElseThrow(() ->
                        new IllegalArgumentException("locator: is missing. Name a file, or a folder with / behind it"));
        Path path = root.target(locator);
        boolean isFolder = partitioned || locator.endsWith("/") || Files.isDirectory(path);
        if (isFolder && locator.contains(RunNames.RUN)) {
            throw new IllegalArgumentException(
                    "locator: '" + locator + "' is a folder, and " + RunNames.RUN + " is for files");
        }
        if (isFolder && Files.isRegularFile(path)) {
            throw new IOException("'" + locator + "' is a file, and a folder is to be written. Name another");
        }
        return new FileTarget(locator, path, isFolder, path.equals(root.real()));
    }

    /** Makes the folder that the file or folder lies in, if that is wanted. */
    void makeParent(boolean create) throws IOException {
        Path parent = Objects.requireNonNull(path.getParent());
        if (isRoot || Files.isDirectory(parent)) {
            return;
        }
        if (!create) {
            throw new IOException("there is no folder " + parent + ", and create is false");
        }
        Files.createDirectories(parent);
    }

    /** The mark, which lies beside; of the connection's own folder it lies inside. */
    MarkFile mark(SinkStage stage) {
        if (isRoot) {
            return MarkFile.of(path, "", stage);
        }
        return MarkFile.of(
                Objects.requireNonNull(path.getParent()), path.getFileName().toString(), stage);
    }

    /** What is locked by who writes there; it lies where the mark does. */
    Path lock() {
        return isRoot ? path.resolve(".wadi-lock") : path.resolveSibling("." + path.getFileName() + ".wadi-lock");
    }

    /** Whether each run has a file of its own. */
    boolean perRun() {
        return path.getFileName().toString().contains(RunNames.RUN);
    }

    /** The file that a run writes. */
    Path file(RunMark mark, Format format) {
        if (isFolder) {
            return path.resolve(RunNames.part(mark) + format.suffix());
        }
        return path.resolveSibling(RunNames.filled(path.getFileName().toString(), mark));
    }

    /** Whether there is something that is no mark of ours. */
    boolean hasData() throws IOException {
        if (!isFolder) {
            return Files.exists(path);
        }
        if (!Files.isDirectory(path)) {
            return false;
        }
        return !files().isEmpty();
    }

    /** The files in the folder, at any depth, without hidden ones. Others may be at work there. */
    List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isHidden(folder) && !folder.equals(path)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && !isHidden(file)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // moved meanwhile
                }
                throw failure;
            }
        });
        return files;
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }
}
