package dev.wadi.connection.tabular;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The folder that locators are below of, and never lead out of. */
final class FileRoot {

    private final Path folder;

    FileRoot(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** The folder with all links followed. */
    Path real() throws IOException {
        try {
            Path real = folder.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new IOException(folder + " is no folder");
            }
            return real;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no folder " + folder, e);
        }
    }

    /** The files that a locator means, in the order of their names. */
    List<FoundFile> find(String locator) throws IOException {
        Path below = below(locator);
        if (!Glob.isGlob(locator)) {
            Path file = real().resolve(below);
            if (!Files.exists(file)) {
                throw new IOException("there is no file '" + locator + "' in " + folder);
            }
            if (Files.isDirectory(file)) {
                throw new IOException("'" + locator + "' is a folder. Write a pattern such as "
                        + locator.replaceAll("/+$", "") + "/*.parquet");
            }
            return List.of(found(file, locator));
        }
        List<FoundFile> found = matching(Glob.of(locator.replaceFirst("^(\\./)+", "")), true);
        if (found.isEmpty()) {
            throw new IOException("no file matches '" + locator + "' in " + folder);
        }
        return found;
    }

    /** All files below the folder, in the order of their names, without hidden ones and links that lead out. */
    List<FoundFile> all() throws IOException {
        return matching(Glob.of("**/*"), false);
    }

    /** Whether a locator that is no pattern names something that exists. */
    boolean exists(String locator) throws IOException {
        return Files.exists(real().resolve(below(locator)));
    }

    /** @param strict whether it fails by what cannot be read, and otherwise passes it by */
    private List<FoundFile> matching(Glob glob, boolean strict) throws IOException {
        Path real = real();
        String prefix = glob.prefix();
        Path start = real.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        requireInside(start, prefix);
        List<FoundFile> found = new ArrayList<>();
        Files.walkFileTree(
                start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
                            throws IOException {
                        boolean passed =
                                isHidden(path) || !(strict || path.toRealPath().startsWith(real));
                        return passed && !path.equals(start) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                        String name = real.relativize(path).toString();
                        if (attributes.isRegularFile()
                                && !isHidden(path)
                                && glob.matches(name)
                                && (strict || path.toRealPath().startsWith(real))) {
                            found.add(found(path, name));
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path path, IOException failure) throws IOException {
                        if (strict && glob.matches(real.relativize(path).toString())) {
                            throw failure;
                        }
                        return FileVisitResult.CONTINUE; // a link in a circle, or one that leads nowhere
                    }
                });
        found.sort(Comparator.comparing(FoundFile::shown));
        return found;
    }

    /** Marks and what is being written are hidden, as DuckDB's patterns have it too. */
    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private FoundFile found(Path file, String shown) throws IOException {
        return new FoundFile(requireInside(file, shown), shown);
    }

    /** Where something is that exists, with all links followed. */
    private Path requireInside(Path existing, String shown) throws IOException {
        Path real = existing.toRealPath();
        if (!real.startsWith(real())) {
            throw outside(shown);
        }
        return real;
    }

    private IllegalArgumentException outside(String locator) {
        return new IllegalArgumentException("locator: '" + locator + "' is outside of the folder " + folder);
    }

    /** The path of a locator, which is below the folder as it is written. */
    private Path below(String locator) {
        if (locator.isBlank()) {
            throw new IllegalArgumentException("locator: is missing. Name a file below " + folder);
        }
        try {
            Path path = Path.of(locator);
            boolean climbs = locator.contains("\\");
            for (Path name : path) {
                climbs |= name.toString().equals("..");
            }
            if (climbs || path.isAbsolute()) {
                throw new IllegalArgumentException("locator: '" + locator + "' is not below the folder " + folder
                        + ". Write it without / before it, and without .. and \\");
            }
            return path;
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("locator: is no path: " + e.getReason(), e);
        }
    }

    /** Where something is to be written: what exists of it is inside, with all links followed, and its last name is no link. */
    Path target(String locator) throws IOException {
        Path file = real().resolve(below(locator)).normalize();
        if (file.equals(real())) {
            return file;
        }
        Path parent = Objects.requireNonNull(file.getParent());
        requireInside(existing(parent), locator);
        Path target = Files.isDirectory(parent) ? parent.toRealPath().resolve(file.getFileName()) : file;
        if (Files.isSymbolicLink(target)) {
            throw new IOException("'" + locator + "' is a link. Name the file that it leads to");
        }
        return target;
    }

    private static Path existing(Path path) {
        @Nullable Path existing = path;
        while (existing != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        return existing == null ? path : existing;
    }
}
