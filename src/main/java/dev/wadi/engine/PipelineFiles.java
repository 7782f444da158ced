package dev.wadi.engine;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Documents;
import dev.wadi.config.Node;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.connection.Connections;
import dev.wadi.pipeline.PipelineReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files of pipelines by themselves, without a service. */
public final class PipelineFiles {

    private PipelineFiles() {}

    /**
     * The ids of the pipelines that a file holds, when it holds nothing else: one for a file of stages; for a compiled one those
     * that its routes begin with. Also of a file that is wrong in its details.
     *
     * @throws ConfigurationException when it is no YAML
     */
    public static List<String> ids(Workspace workspace, Path file) {
        Node root = Documents.yaml(file.toString(), Documents.text(file));
        if (PipelineReader.isPipeline(root)) {
            return List.of(RouteFolder.idOf(workspace.settings().routes(), file));
        }
        if (!(root instanceof Node.Sequence list)) {
            return List.of();
        }
        List<String> ids =
                list.items().stream().flatMap(item -> compiled(item).stream()).toList();
        return ids.size() == list.items().size() ? ids : List.of();
    }

    private static Optional<String> compiled(Node item) {
        return get(item, "route")
                .flatMap(route -> get(route, "from"))
                .flatMap(from -> get(from, "uri"))
                .map(uri -> uri instanceof Node.Scalar scalar ? scalar.text() : "")
                .filter(uri -> uri.startsWith("pipeline:"))
                .map(uri -> uri.substring("pipeline:".length())
                        .replaceFirst("^//", "")
                        .replaceFirst("\\?.*", ""));
    }

    private static Optional<Node> get(Node node, String key) {
        return node instanceof Node.Mapping mapping ? mapping.get(key) : Optional.empty();
    }

    /** A pipeline as a Camel route, and what is probably not meant in its file. */
    public record Compiled(String route, List<Problem> warnings) {}

    /**
     * The Camel route of a file of stages.
     *
     * @throws ConfigurationException with all that is wrong with it
     */
    public static Compiled compile(Workspace workspace, Path file) {
        Problems problems = new Problems();
        try (Connections connections = workspace.connections();
                RouteFileReader reader =
                        new RouteFileReader(workspace.settings().routes(), connections)) {
            Optional<RouteDocument> document = reader.read(file, problems);
            if (document.isPresent() && document.get().pipeline().isEmpty()) {
                problems.error(
                        Place.of(file.toString()),
                        "",
                        "is a Camel route already",
                        "Name a pipeline, a list of stages with kind and name");
            }
            problems.throwIfErrors();
            return new Compiled(document.orElseThrow().text(), problems.sorted());
        }
    }
}
