package dev.wadi.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A jar in the plugins folder, or a folder in it that holds classes, jars or both. Thread-safe. */
final class Plugin {

    private static final String CLASS = ".class";

    private final Path path;
    private @Nullable ClassLoader alone;

    Plugin(Path path) {
        this.path = path;
    }

    static boolean isJar(Path path) {
        return path.toString().endsWith(".jar");
    }

    Path path() {
        return path;
    }

    /** The folder itself and the jars in it, or the jar. */
    private List<Path> roots() {
        if (isJar(path)) {
            return List.of(path);
        }
        try (Stream<Path> inside = Files.list(path)) {
            return Stream.concat(Stream.of(path), inside.filter(Plugin::isJar).sorted())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<URL> urls() {
        return roots().stream().map(Plugin::url);
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names of all its classes but nested ones. */
    List<String> classes() {
        return roots().stream()
                .flatMap(root -> entries(root).stream())
                .filter(entry -> entry.endsWith(CLASS) && !entry.contains("$") && !entry.contains("-info"))
                .map(entry ->
                        entry.substring(0, entry.length() - CLASS.length()).replace('/', '.'))
                .toList();
    }

    boolean has(String className) {
        String entry = className.replace('.', '/') + CLASS;
        return roots().stream()
                .anyMatch(
                        root -> isJar(root) ? entries(root).contains(entry) : Files.isRegularFile(root.resolve(entry)));
    }

    private static List<String> entries(Path root) {
        try {
            if (!isJar(root)) {
                try (Stream<Path> files = Files.walk(root)) {
                    return files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                            .toList();
                }
            }
            try (JarFile jar = new JarFile(root.toFile())) {
                return jar.stream().map(JarEntry::getName).toList();
            }
        } catch (IOException e) { // what cannot be read has no classes for the loader either
            return List.of();
        }
    }

    /**
     * Whether it brings something of Camel's that the context finds by its name: that must be loaded together with all
     * other jars, because Camel looks there for what belongs to it.
     */
    boolean isOfCamel() {
        return isJar(path)
                && entries(path).stream().anyMatch(entry -> entry.startsWith("META-INF/services/org/apache/camel/"));
    }

    /** A loader of this plugin alone, the same each time. */
    synchronized ClassLoader alone(ClassLoader all) {
        ClassLoader made = alone;
        if (made == null) {
            made = new PluginClassLoader(path.getFileName().toString(), urls().toArray(URL[]::new), all);
            alone = made;
        }
        return made;
    }

    /** Whether anybody on the machine can put other code into it. */
    boolean isWritableByEveryone() {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        try {
            return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
