package dev.wadi.console;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.wadi.pipeline.RunReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run, as {@code GET /api/v2/pipelines/{id}/runs/{run}} tells it. Times are as in {@code 2026-01-31T12:00:00Z}.
 *
 * @param trigger {@code schedule}, {@code route}, {@code api} or {@code command}
 * @param state {@code running}, {@code done}, {@code failed}, {@code interrupted} or {@code cancelled}
 * @param parameters what it was given; secrets are hidden
 * @param began when it began for the first time, however often it was taken up
 * @param ended when it ended; null while it has not
 * @param error why it did not succeed; else null
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServiceRun(
        String pipelineId,
        String runId,
        String trigger,
        String state,
        Map<String, @Nullable Object> parameters,
        String began,
        @Nullable String ended,
        List<Stage> stages,
        @Nullable String error) {

    /** What a stage has read or written so far. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Stage(String name, String kind, long rows, long bytes) {}

    /** The runs that are remembered of a pipeline, or a part of them. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Page(List<ServiceRun> runs, int totalEntries) {}

    static ServiceRun of(RunReport run) {
        Instant ended = run.ended();
        return new ServiceRun(
                run.pipeline(),
                run.id(),
                run.trigger(),
                ServiceStatus.word(run.state()),
                run.parameters(),
                run.began().toString(),
                ended == null ? null : ended.toString(),
                run.stages().stream()
                        .map(stage -> new Stage(stage.name(), stage.kind(), stage.rows(), stage.bytes()))
                        .toList(),
                run.error());
    }
}
