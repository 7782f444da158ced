package dev.wadi.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What Camel's error handlers say of an exchange that failed: a table of the steps that it took, of which people want the
 * route and the last one.
 *
 * @param route the route that the exchange came into first
 * @param step where it failed, as {@code route/step}
 * @param connection the one that it was sent through there, by {@code conn:}
 * @param cause what it failed with
 */
record FailedDelivery(String exchange, String route, String step, Optional<String> connection, String cause) {

    private static final Pattern SAID = Pattern.compile(
            "Failed delivery for \\(MessageId: \\S+ on ExchangeId: (\\S+)\\)\\."
                    + " Exhausted after delivery attempt: \\d+ caught: (.*)",
            Pattern.DOTALL);

    /** Its place in a file if that is known, {@code route/step}, what the step is, and how many milliseconds it took. */
    private static final Pattern STEP = Pattern.compile("\\S*\\s+((\\S+?)/\\S+)\\s+(\\S.*)\\s\\d+");

    private static final Pattern CONNECTION = Pattern.compile("\\[conn:(?://)?([^/?\\]]+)[/?\\]]");

    private static final String TABLE = "Message History";

    static Optional<FailedDelivery> of(ILoggingEvent event) {
        String message = event.getFormattedMessage();
        if (message == null || !event.getLoggerName().startsWith(LogConfigurator.ERROR_HANDLERS)) {
            return Optional.empty();
        }
        String[] parts = message.split("\\R" + TABLE, 2);
        Matcher said = SAID.matcher(parts[0].strip());
        List<Matcher> steps = parts.length < 2 ? List.of() : steps(parts[1].lines());
        if (!said.matches() || steps.isEmpty()) {
            return Optional.empty();
        }
        Matcher last = steps.get(steps.size() - 1);
        Matcher connection = CONNECTION.matcher(last.group(3));
        return Optional.of(new FailedDelivery(
                said.group(1),
                steps.get(0).group(2),
                last.group(1),
                connection.find() ? Optional.of(connection.group(1)) : Optional.empty(),
                said.group(2)));
    }

    private static List<Matcher> steps(Stream<String> lines) {
        List<Matcher> steps = new ArrayList<>();
        lines.takeWhile(line -> !line.startsWith("Stacktrace"))
                .map(STEP::matcher)
                .forEach(line -> {
                    if (line.matches()) {
                        steps.add(line);
                    }
                });
        return steps;
    }

    Map<String, String> ids() {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("route", route);
        ids.put("exchange", exchange);
        connection.ifPresent(connId -> ids.put("connection", connId));
        return ids;
    }

    /** In one line. */
    String told() {
        return toldAs(cause);
    }

    /** In one line, with a reason that says more than the exception that Camel caught. */
    String toldAs(String reason) {
        return "route '" + route + "', exchange " + exchange + ", failed at " + step + ": "
                + reason.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
