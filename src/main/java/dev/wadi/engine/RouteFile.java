package dev.wadi.engine;

import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.connection.Connections;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of routes that was read and checked against Camel's catalogue, which needs no Camel context.
 *
 * @param file its path as the user would name it
 * @param document what it says; empty when it cannot be read
 * @param problems what is wrong with it by itself, warnings among them
 */
record RouteFile(String file, Optional<RouteDocument> document, List<Problem> problems) {

    private static RouteFile read(RouteFileReader reader, Path path, RouteCheck check) {
        Problems problems = new Problems();
        Optional<RouteDocument> document = reader.read(path, problems);
        document.ifPresent(read -> check.check(read, problems));
        return new RouteFile(path.toString(), document, problems.sorted());
    }

    static List<RouteFile> read(Path folder, List<Path> paths, ClassLoader loader, Connections connections) {
        RouteCheck check = new RouteCheck(loader);
        List<RouteFile> files = new ArrayList<>();
        try (RouteFileReader reader = new RouteFileReader(folder, connections)) {
            paths.forEach(path -> files.add(read(reader, path, check)));
        }
        files.removeIf(file -> file.document().isEmpty() && Files.notExists(Path.of(file.file()))); // gone meanwhile
        return List.copyOf(files);
    }
}
