package dev.wadi.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a file of stages says. Nothing in it is rendered: each run renders the templates of its own stages.
 *
 * @param id the path of the file below the folder of routes, without its suffix, {@code /} written as a dot
 * @param file where it was read
 * @param header what its headers say together
 * @param stages those that do something, in their order
 */
public record PipelineDefinition(String id, Path file, Header header, List<StageDefinition> stages) {

    public PipelineDefinition {
        stages = List.copyOf(stages);
    }

    /** Each connection that a stage names by its {@code conn_id}, in their order. */
    public List<ConnectionUse.ById> connections() {
        List<ConnectionUse.ById> uses = new ArrayList<>();
        collect(stages, uses);
        return List.copyOf(uses);
    }

    private static void collect(List<StageDefinition> stages, List<ConnectionUse.ById> uses) {
        for (StageDefinition stage : stages) {
            if (stage instanceof StageDefinition.Nested nested) {
                collect(nested.stages(), uses);
            } else if (stage instanceof StageDefinition.Connected connected
                    && connected.connection() instanceof ConnectionUse.ById use) {
                uses.add(use);
            }
        }
    }
}
