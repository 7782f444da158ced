package dev.wadi.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jars in the plugins folder. They are read at the start of the process; a change of them needs a restart. */
final class Plugins {

    private Plugins() {}

    /** A class loader that sees them, or the one of Wadi when there are none. */
    static ClassLoader loader(Path folder) {
        ClassLoader own = Plugins.class.getClassLoader();
        List<Path> jars = jars(folder);
        return jars.isEmpty()
                ? own
                : new URLClassLoader("plugins", jars.stream().map(Plugins::url).toArray(URL[]::new), own);
    }

    private static List<Path> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(path -> path.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
