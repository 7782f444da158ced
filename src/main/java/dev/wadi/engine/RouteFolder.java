package dev.wadi.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder that holds the files of routes. */
final class RouteFolder {

    private RouteFolder() {}

    /**
     * Its YAML files, those of its folders too, by name; hidden files and folders are left out. The folder itself may be a link.
     *
     * @throws UncheckedIOException when it, or a folder in it, cannot be read
     */
    static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder.resolve("."))) {
            return found.map(path -> folder.resolve(folder.resolve(".").relativize(path)))
                    .filter(path -> isYaml(path.getFileName().toString()))
                    .filter(path -> !isHidden(folder.relativize(path)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isYaml(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static boolean isHidden(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /**
     * What the routes of a file are called: its path below the folder without the suffix, {@code /} written as a dot; its
     * name alone when it is elsewhere.
     */
    static String idOf(Path folder, Path file) {
        Path below = file.startsWith(folder) ? folder.relativize(file) : file.getFileName();
        String name = below.toString().replace('\\', '/');
        int suffix = name.lastIndexOf('.');
        return (suffix < 0 ? name : name.substring(0, suffix)).replace('/', '.');
    }
}
