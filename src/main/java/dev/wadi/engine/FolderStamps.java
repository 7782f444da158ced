package dev.wadi.engine;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What tells whether anything in some folders has changed, without reading it. Links are followed, so that a folder that is
 * swapped by a link has changed.
 *
 * @param files by path
 */
record FolderStamps(Map<Path, Stamp> files) {

    private static final int DEPTH = 16;

    /**
     * Of one file or folder.
     *
     * @param readable whether this process may read it: permissions that are mended are a change
     */
    record Stamp(boolean folder, boolean readable, long size, FileTime modified, @Nullable Object key) {

        static Stamp of(Path path, BasicFileAttributes file) {
            boolean readable = Files.isReadable(path);
            return file.isDirectory()
                    ? new Stamp(true, readable, 0, FileTime.fromMillis(0), file.fileKey())
                    : new Stamp(false, readable, file.size(), file.lastModifiedTime(), file.fileKey());
        }
    }

    /** What is there now; what cannot be read is left out. */
    static FolderStamps of(List<Path> folders) {
        Map<Path, Stamp> files = new TreeMap<>();
        for (Path folder : folders) {
            try {
                Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEPTH, new Visitor(folder, files));
            } catch (IOException e) {
                files.remove(folder); // it is not there, or goes away: that is what its absence says
            }
        }
        return new FolderStamps(files);
    }

    /** The folders among them. */
    List<Path> folders() {
        return files.entrySet().stream()
                .filter(entry -> entry.getValue().folder())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {

        private final Path root;
        private final Map<Path, Stamp> files;

        Visitor(Path root, Map<Path, Stamp> files) {
            this.root = root;
            this.files = files;
        }

        private boolean isHidden(Path path) {
            return !path.equals(root) && path.getFileName().toString().startsWith(".");
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (isHidden(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            files.put(folder, Stamp.of(folder, attributes));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isHidden(file)) {
                files.put(file, Stamp.of(file, attributes));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
