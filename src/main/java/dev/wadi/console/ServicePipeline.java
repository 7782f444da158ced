package dev.wadi.console;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.wadi.pipeline.PipelineStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that can run, as {@code GET /api/v2/pipelines} tells it.
 *
 * @param schedule a Quartz cron expression; null when it runs on request
 * @param lastRun the run that began last; null when it never ran
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServicePipeline(String pipelineId, @Nullable String schedule, @Nullable ServiceRun lastRun) {

    /** All pipelines. */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Page(List<ServicePipeline> pipelines, int totalEntries) {}

    static ServicePipeline of(PipelineStatus pipeline) {
        return new ServicePipeline(
                pipeline.id(),
                pipeline.schedule().orElse(null),
                pipeline.last().map(ServiceRun::of).orElse(null));
    }
}
