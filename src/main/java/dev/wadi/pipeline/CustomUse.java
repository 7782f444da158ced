package dev.wadi.pipeline;

import dev.wadi.config.Problems;
import dev.wadi.connection.ConnectionInPlace;
import dev.wadi.connection.Connections;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.StatementRunner;
import dev.wadi.spi.Tappable;
import java.util.List;

/** The custom connections that stages describe in place: whether their classes are there and take what they are given. */
public final class CustomUse {

    private final Connections connections;

    public CustomUse(Connections connections) {
        this.connections = connections;
    }

    /** Reports what is wrong with those of a pipeline. */
    public void check(PipelineDefinition pipeline, Problems problems) {
        check(pipeline.stages(), problems);
    }

    private void check(List<StageDefinition> stages, Problems problems) {
        for (StageDefinition stage : stages) {
            if (stage instanceof StageDefinition.Nested nested) {
                check(nested.stages(), problems);
            } else if (stage instanceof StageDefinition.Connected connected
                    && connected.connection() instanceof ConnectionUse.Inline inline
                    && inline.kind() == ConnectionUse.Kind.CUSTOM) {
                check(connected, inline, problems);
            }
        }
    }

    private void check(StageDefinition.Connected stage, ConnectionUse.Inline inline, Problems problems) {
        ConnectionInPlace described = new ConnectionInPlace(
                        inline.module().orElse(""),
                        inline.classname().orElse(""),
                        inline.params(),
                        inline.config(),
                        stage.name() + ".connection",
                        inline.place())
                .checkable(Templates::isTemplate);
        if (stage instanceof StageDefinition.Tap) {
            problems.addAll(connections.checks().check(described, Tappable.class, "be read by a tap"));
        } else if (stage instanceof StageDefinition.Sink) {
            problems.addAll(connections.checks().check(described, Sinkable.class, "be written to by a sink"));
        } else {
            problems.addAll(connections.checks().check(described, StatementRunner.class, "run statements"));
        }
    }
}
