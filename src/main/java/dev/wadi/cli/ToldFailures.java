package dev.wadi.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.wadi.pipeline.PipelineFailedException;
import dev.wadi.pipeline.RunCancelledException;
import dev.wadi.pipeline.RunListener;
import dev.wadi.pipeline.StageFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.Marker;

/**
 * Leaves out what Camel's error handlers and consumers say of a stage or run that failed, with the steps of the route and a
 * stack trace: its own log has said so already, in a line.
 */
final class ToldFailures extends TurboFilter {

    private static final String CAMEL = "org.apache.camel.";

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            @Nullable Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        if (thrown == null || !logger.getName().startsWith(CAMEL)) {
            return FilterReply.NEUTRAL;
        }
        if (logger.getName().startsWith(LogConfigurator.ERROR_HANDLERS) && MDC.get(RunListener.RUN_IN_LOG) != null) {
            return FilterReply.DENY;
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof StageFailedException
                    || cause instanceof PipelineFailedException
                    || cause instanceof RunCancelledException) {
                return FilterReply.DENY;
            }
        }
        return FilterReply.NEUTRAL;
    }
}
