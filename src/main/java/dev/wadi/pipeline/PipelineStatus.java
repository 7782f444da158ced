package dev.wadi.pipeline;

import java.util.Optional;

/**
 * A pipeline that can run.
 *
 * @param schedule a Quartz cron expression; nothing when it runs on request
 * @param last the run that began last
 */
public record PipelineStatus(String id, Optional<String> schedule, Optional<RunReport> last) {}
