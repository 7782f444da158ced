package dev.wadi.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import dev.wadi.connection.MissingConnectionException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Lets through one line a minute about exchanges that failed because a connection is not there: a thousand say no more. How
 * many there were is said by the connection itself.
 */
final class MissingConnections extends TurboFilter {

    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Map<String, Long> saidAt = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    MissingConnections() {
        this(System::nanoTime);
    }

    /** @param nanoTime what time it is, from any begin */
    MissingConnections(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            @Nullable Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof MissingConnectionException missing) {
                return isTime(missing.connId()) ? FilterReply.NEUTRAL : FilterReply.DENY;
            }
        }
        return FilterReply.NEUTRAL;
    }

    private boolean isTime(String connId) {
        long now = nanoTime.getAsLong();
        Long before = saidAt.get(connId);
        if (before != null && now - before < PAUSE_NANOS) {
            return false;
        }
        saidAt.put(connId, now);
        return true;
    }
}
