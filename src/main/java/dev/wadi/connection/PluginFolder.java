package dev.wadi.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The plugins folder as a class loader: of all jars that lie in it, because a component of Camel is many jars that need one
 * another. The classes of custom connections are not taken from here but from a loader of their jar, or of their folder in
 * the folder, alone. It is read at the start of the process; a change of it needs a restart.
 */
public final class PluginFolder extends URLClassLoader {

    private final List<Plugin> plugins;

    private PluginFolder(List<Plugin> jars, List<Plugin> folders, ClassLoader own) {
        super("plugins", jars.stream().flatMap(Plugin::urls).toArray(URL[]::new), own);
        this.plugins = Stream.concat(jars.stream(), folders.stream()).toList();
    }

    /** A loader of what is in a folder, or the one of Wadi when there is nothing. */
    public static ClassLoader loader(Path folder) {
        ClassLoader own = PluginFolder.class.getClassLoader();
        List<Path> inside = inside(folder);
        List<Plugin> jars =
                inside.stream().filter(Plugin::isJar).map(Plugin::new).toList();
        List<Plugin> folders =
                inside.stream().filter(Files::isDirectory).map(Plugin::new).toList();
        return jars.isEmpty() && folders.isEmpty() ? own : new PluginFolder(jars, folders, own);
    }

    private static List<Path> inside(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jars and folders in it. */
    List<Plugin> plugins() {
        return plugins;
    }
}
