package dev.wadi.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.JsonEscapeUtil;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * One line of the log for programs, a JSON object: time, level, logger, thread and message, the ids of what it is about,
 * and of a failure the error and its stack trace.
 */
final class JsonLine extends LayoutBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(300).append('{');
        add(line, "time", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
        add(line, "level", event.getLevel().toString());
        add(line, "logger", event.getLoggerName());
        add(line, "thread", event.getThreadName());
        add(line, "message", message(event));
        LogIds.of(event).forEach((kind, id) -> add(line, kind, id));
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            add(line, "error", thrown.getClassName() + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage()));
            add(line, "stack", ThrowableProxyUtil.asString(thrown));
        }
        return line.append("}\n").toString();
    }

    private static @Nullable String message(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        String said = thrown == null ? null : LogLine.saidIn(thrown);
        return FailedDelivery.of(event)
                .map(failed -> said == null ? failed.told() : failed.toldAs(said))
                .orElseGet(event::getFormattedMessage);
    }

    private static void add(StringBuilder line, String name, @Nullable String value) {
        line.append(line.length() == 1 ? "\"" : ",\"").append(name).append("\":");
        if (value == null) {
            line.append("null");
        } else {
            line.append('"').append(escaped(value)).append('"');
        }
    }

    /** Slashes, of which URIs are full, may stay as they are. */
    private static String escaped(String text) {
        return JsonEscapeUtil.jsonEscapeString(text).replace("\\/", "/");
    }
}
