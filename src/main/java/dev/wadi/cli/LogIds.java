package dev.wadi.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import dev.wadi.pipeline.StageFailedException;
import dev.wadi.spi.ConnectionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line of the log is about, by kind: from what was being done, from the failure that it tells of, and from the
 * message itself, whose texts name things one way everywhere: {@code connection '{}'}, {@code run {}}.
 */
final class LogIds {

    /** In the order in which they are written. */
    private static final List<String> KINDS = List.of("run", "pipeline", "stage", "route", "connection", "exchange");

    /** Camel's names of them. */
    private static final Map<String, String> OF_CAMEL =
            Map.of("camel.routeId", "route", "camel.exchangeId", "exchange");

    private static final Pattern NAMED = Pattern.compile("\\{}");
    private static final Pattern BEFORE = Pattern.compile("(connection|pipeline|route|stage|exchange) '$|(run) $");

    private LogIds() {}

    static Map<String, String> of(ILoggingEvent event) {
        Map<String, String> found = new LinkedHashMap<>();
        event.getMDCPropertyMap().forEach((key, value) -> found.put(OF_CAMEL.getOrDefault(key, key), value));
        if (event.getThrowableProxy() instanceof ThrowableProxy thrown) {
            addFailure(thrown.getThrowable(), found);
        }
        FailedDelivery.of(event).ifPresent(failed -> found.putAll(failed.ids()));
        addNamed(event, found);
        Map<String, String> ids = new LinkedHashMap<>();
        KINDS.stream().filter(found::containsKey).forEach(kind -> ids.put(kind, found.get(kind)));
        return ids;
    }

    private static void addFailure(Throwable thrown, Map<String, String> found) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectionException connection) {
                found.put("connection", connection.connId());
            }
            for (Throwable beside : cause.getSuppressed()) {
                if (beside instanceof ConnectionException connection) {
                    found.putIfAbsent("connection", connection.connId());
                }
            }
            if (cause instanceof StageFailedException stage) {
                found.putIfAbsent("stage", stage.stage());
            }
        }
    }

    private static void addNamed(ILoggingEvent event, Map<String, String> found) {
        String message = String.valueOf(event.getMessage());
        Object[] arguments = event.getArgumentArray();
        Matcher place = NAMED.matcher(message);
        for (int i = 0; arguments != null && i < arguments.length && place.find(); i++) {
            Matcher before = BEFORE.matcher(message.substring(0, place.start()));
            if (before.find()) {
                String kind = before.group(1) == null ? before.group(2) : before.group(1);
                found.put(kind, String.valueOf(arguments[i]));
            }
        }
    }
}
