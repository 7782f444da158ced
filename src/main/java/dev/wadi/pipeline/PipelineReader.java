package dev.wadi.pipeline;

import dev.wadi.config.Documents;
import dev.wadi.config.Node;
import dev.wadi.config.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads files of stages, and finds all that is wrong with them without running anything. */
public final class PipelineReader {

    private final SqlNames sql;

    /** @param sql one for all files, since it starts a DuckDB when the first query is to be checked */
    public PipelineReader(SqlNames sql) {
        this.sql = sql;
    }

    /** Whether a document is a list of stages, whatever is wrong with them. */
    public static boolean isPipeline(Node root) {
        return root instanceof Node.Sequence list
                && list.items().stream()
                        .anyMatch(item -> item instanceof Node.Mapping mapping
                                && mapping.get("kind").isPresent());
    }

    static boolean isHeader(Node item) {
        return item instanceof Node.Mapping mapping
                && mapping.get("kind").orElse(null) instanceof Node.Scalar kind
                && StageKind.of(kind.text()).orElse(null) == StageKind.HEADER;
    }

    /**
     * Reads a file.
     *
     * @param file its path as the user would name it
     * @param id the pipeline's id
     * @param problems gets what is wrong
     * @return empty when something must be mended
     * @throws dev.wadi.config.ConfigurationException when it is no YAML
     */
    public Optional<PipelineDefinition> read(String file, String id, String text, Problems problems) {
        return read(file, id, text, Documents.yaml(file, text), problems);
    }

    /** The same, of a file that is parsed already. */
    public Optional<PipelineDefinition> read(String file, String id, String text, Node root, Problems problems) {
        Problems found = new Problems();
        Optional<PipelineDefinition> definition = document(file, id, text, root, found);
        problems.addAll(found.sorted());
        return definition.filter(made -> !found.hasErrors());
    }

    private Optional<PipelineDefinition> document(String file, String id, String text, Node root, Problems problems) {
        if (!(root instanceof Node.Sequence list)) {
            problems.error(root.place(), "", "must be a list of stages", "Begin each with '- name:' and 'kind:'");
            return Optional.empty();
        }
        List<Node.Mapping> headers = new ArrayList<>();
        List<Node> items = new ArrayList<>();
        list.items().forEach(item -> {
            if (isHeader(item)) {
                headers.add((Node.Mapping) item);
            } else {
                items.add(item);
            }
        });
        HeaderReader header = new HeaderReader(file, text, problems);
        header.read(headers);
        StageReader stages = new StageReader(header.unknown(), header.variables(), problems);
        items.forEach(stages::read);
        if (items.isEmpty()) {
            problems.error(root.place(), "", "there is no stage but the header", "Add a tap, a transform and a sink");
        }
        new NameCheck(sql, problems).check(stages.outlines());
        return Optional.of(new PipelineDefinition(id, Path.of(file), header.header(id), stages.stages()));
    }
}
