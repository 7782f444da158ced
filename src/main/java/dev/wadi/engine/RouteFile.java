package dev.wadi.engine;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Documents;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
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

    static RouteFile read(Path folder, Path path, RouteCheck check) {
        String file = path.toString();
        try {
            RouteDocument document =
                    RouteDocumentReader.read(file, RouteFolder.idOf(folder, path), Documents.text(path));
            Problems problems = new Problems();
            check.check(document, problems);
            return new RouteFile(file, Optional.of(document), problems.sorted());
        } catch (ConfigurationException e) {
            return new RouteFile(file, Optional.empty(), e.problems());
        }
    }

    static List<RouteFile> read(Path folder, List<Path> paths, ClassLoader loader) {
        RouteCheck check = new RouteCheck(loader);
        List<RouteFile> files = new ArrayList<>();
        paths.forEach(path -> files.add(read(folder, path, check)));
        return List.copyOf(files);
    }
}
