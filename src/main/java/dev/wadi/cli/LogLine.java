package dev.wadi.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import dev.wadi.config.ConfigurationException;
import dev.wadi.connection.MissingConnectionException;
import dev.wadi.pipeline.PipelineFailedException;
import dev.wadi.pipeline.RunCancelledException;
import dev.wadi.pipeline.RunOverlapsException;
import dev.wadi.pipeline.RunStoreException;
import dev.wadi.pipeline.StageFailedException;
import dev.wadi.spi.ConnectionException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One line of the log: time, level, what speaks, and what it says. Only bugs have stack traces. */
final class LogLine extends LayoutBase<ILoggingEvent> {

    /** These say what, where and how to mend it; where in our code they were thrown helps nobody. */
    private static final Set<String> SPEAK_FOR_THEMSELVES = Set.of(
            ConfigurationException.class.getName(),
            ConnectionException.class.getName(),
            MissingConnectionException.class.getName(),
            StageFailedException.class.getName(),
            PipelineFailedException.class.getName(),
            RunOverlapsException.class.getName(),
            RunStoreException.class.getName(),
            RunCancelledException.class.getName());

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    /** What a line begins with: what removes a line of progress, while there is one. */
    private static volatile String before = "";

    /** Begins all lines with this from now on. */
    static void beginWith(String text) {
        before = text;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(120).append(before);
        TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
        line.append(' ').append(padded(event.getLevel().toString(), 5)).append(' ');
        line.append(padded(shortened(event.getLoggerName()), 20)).append(' ');
        IThrowableProxy thrown = event.getThrowableProxy();
        String message = message(event, thrown);
        line.append(message).append('\n');
        if (thrown != null) {
            line.append(text(thrown, message));
        }
        return line.toString();
    }

    /** Camel's error handlers add all steps of the route; the last one is enough. */
    private static String message(ILoggingEvent event, @Nullable IThrowableProxy thrown) {
        Optional<FailedDelivery> failed = FailedDelivery.of(event);
        if (failed.isPresent()) {
            String said = thrown == null ? null : saidIn(thrown);
            return said == null ? failed.get().told() : failed.get().toldAs(said);
        }
        String message = String.valueOf(event.getFormattedMessage());
        boolean isTold = thrown != null
                && event.getLoggerName().startsWith(LogConfigurator.ERROR_HANDLERS)
                && saidIn(thrown) != null;
        return isTold ? message.lines().findFirst().orElse("") : message;
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }

    /** The last part of a class's name; the id of a route as it is. */
    private static String shortened(String logger) {
        int dot = logger.lastIndexOf('.');
        boolean isClass = dot >= 0 && dot + 1 < logger.length() && Character.isUpperCase(logger.charAt(dot + 1));
        return isClass ? logger.substring(dot + 1) : logger;
    }

    private static String text(IThrowableProxy thrown, String message) {
        String said = saidIn(thrown);
        if (said == null) {
            return ThrowableProxyUtil.asString(thrown);
        }
        return message.contains(said) ? "" : "  " + said.replace("\n", "\n  ") + "\n";
    }

    /** What the outermost of those says that speak for themselves. */
    static @Nullable String saidIn(IThrowableProxy thrown) {
        for (IThrowableProxy at = thrown; at != null; at = at.getCause()) {
            if (SPEAK_FOR_THEMSELVES.contains(at.getClassName())) {
                return at.getMessage();
            }
            for (IThrowableProxy beside : at.getSuppressed()) {
                if (beside.getClassName().equals(ConnectionException.class.getName())) {
                    return beside.getMessage(); // what a database's driver threw stays as it is, and this goes with it
                }
            }
        }
        return null;
    }
}
