package dev.wadi.engine;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Documents;
import dev.wadi.config.Node;
import dev.wadi.config.Problems;
import dev.wadi.connection.Connections;
import dev.wadi.engine.RouteDocument.Reference;
import dev.wadi.engine.RouteDocument.RouteId;
import dev.wadi.pipeline.ConnectionUse;
import dev.wadi.pipeline.CustomUse;
import dev.wadi.pipeline.PipelineDefinition;
import dev.wadi.pipeline.PipelineReader;
import dev.wadi.pipeline.RouteCompiler;
import dev.wadi.pipeline.SqlNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the files of the folder of routes, whose content says whether they are Camel's routes or a pipeline. */
final class RouteFileReader implements AutoCloseable {

    private final Path folder;
    private final CustomUse custom;
    private final SqlNames sql = new SqlNames();
    private final PipelineReader pipelines = new PipelineReader(sql);

    private int count;

    /**
     * @param folder the folder of routes, below which paths become ids
     * @param connections what stages describe in place is checked by
     */
    RouteFileReader(Path folder, Connections connections) {
        this.folder = folder;
        this.custom = new CustomUse(connections);
    }

    /**
     * Reads a file.
     *
     * @param problems gets what is wrong with it
     * @return empty when it cannot be used
     */
    Optional<RouteDocument> read(Path path, Problems problems) {
        String file = path.toString();
        String id = RouteFolder.idOf(folder, path);
        try {
            String text = Documents.text(path);
            Node root = Documents.yaml(file, text);
            if (PipelineReader.isPipeline(root)) {
                count++;
                return pipelines
                        .read(file, id, text, root, problems)
                        .filter(pipeline -> isFit(pipeline, problems))
                        .map(RouteFileReader::document);
            }
            return Optional.of(RouteDocumentReader.read(file, id, text, root));
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** How many of the files that were read are pipelines, those with problems among them. */
    int pipelines() {
        return count;
    }

    private boolean isFit(PipelineDefinition pipeline, Problems problems) {
        Problems found = new Problems();
        custom.check(pipeline, found);
        problems.addAll(found.sorted());
        return !found.hasErrors();
    }

    private static RouteDocument document(PipelineDefinition pipeline) {
        String compiled = RouteCompiler.compile(pipeline);
        RouteId id =
                new RouteId(pipeline.id(), pipeline.stages().get(0).options().place(), compiled);
        List<Reference> connections =
                pipeline.connections().stream().map(RouteFileReader::reference).toList();
        return new RouteDocument(
                pipeline.file().toString(),
                compiled,
                List.of(id),
                List.of(),
                connections,
                Set.of(),
                false,
                "",
                pipeline.header().onFailedSwap(),
                Optional.of(pipeline));
    }

    private static Reference reference(ConnectionUse.ById use) {
        return new Reference(use.connId(), use.place(), true);
    }

    @Override
    public void close() {
        sql.close();
    }
}
