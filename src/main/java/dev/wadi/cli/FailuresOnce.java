package dev.wadi.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Leaves out what a consumer says of a failure that an error handler has told of already, with the route and the exchange:
 * Camel would write the same stack trace twice.
 */
final class FailuresOnce extends TurboFilter {

    private static final String CAMEL = "org.apache.camel.";

    private final Set<Throwable> told = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

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
        if (logger.getName().startsWith(LogConfigurator.ERROR_HANDLERS)) {
            if (level.isGreaterOrEqual(logger.getEffectiveLevel())) {
                told.add(thrown);
            }
            return FilterReply.NEUTRAL;
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (told.contains(cause)) {
                return FilterReply.DENY;
            }
        }
        return FilterReply.NEUTRAL;
    }
}
