package dev.wadi.cli;

import dev.wadi.config.Problem;
import dev.wadi.console.ServiceStatus;
import dev.wadi.console.ServiceStatus.Connection;
import dev.wadi.console.ServiceStatus.FileProblem;
import dev.wadi.console.ServiceStatus.RouteFile;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How a running service is, as commands print it. */
final class StatusText {

    private static final Set<String> ILL = Set.of("failing", "degraded", "missing");
    private static final Set<String> UNUSED = Set.of("waiting", "rejected");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Session session;

    StatusText(Session session) {
        this.session = session;
    }

    /** Prints it; the exit code says whether something fails or waits. */
    int print(ServiceStatus status) {
        session.print(status, () -> text(status));
        return isWell(status) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static boolean isWell(ServiceStatus status) {
        String error = Problem.Severity.ERROR.name().toLowerCase(Locale.ROOT);
        return status.connections().stream().noneMatch(connection -> ILL.contains(connection.state()))
                && status.files().stream().allMatch(file -> file.state().equals("loaded"))
                && status.problems().stream()
                        .noneMatch(problem -> problem.severity().equals(error));
    }

    private void text(ServiceStatus status) {
        session.out()
                .println("Running since " + status.startedAt().replaceFirst("\\.\\d+Z$", "Z")
                        + (status.port() == 0 ? "" : ", routes on port " + status.port()));
        connections(status.connections());
        files(status.files());
        status.problems().forEach(problem -> session.out().println(problem.text()));
    }

    /** {@code degraded since 10:42}; with the day when that is not today. What is well needs no time. */
    static String state(String state, String since) {
        return ILL.contains(state) || UNUSED.contains(state) ? state + " since " + time(since) : state;
    }

    private static String time(String instant) {
        ZonedDateTime then = Instant.parse(instant).atZone(ZoneId.systemDefault());
        boolean isToday = then.toLocalDate().equals(LocalDate.now(ZoneId.systemDefault()));
        return (isToday ? TIME : DAY_AND_TIME).format(then);
    }

    private void connections(List<Connection> connections) {
        if (connections.isEmpty()) {
            return;
        }
        Table table = new Table("CONN_ID", "TYPE", "STATE", "WHY");
        connections.forEach(connection -> table.row(
                connection.connId(),
                connection.connType(),
                state(connection.state(), connection.since()),
                connection.reason()));
        session.out().println();
        table.print(session.out());
    }

    private void files(List<RouteFile> files) {
        if (files.isEmpty()) {
            return;
        }
        Table table = new Table("FILE", "STATE", "ROUTES", "WHY");
        files.forEach(file ->
                table.row(file.file(), state(file.state(), file.since()), String.join(", ", file.routes()), why(file)));
        session.out().println();
        table.print(session.out());
        files.forEach(file -> file.problems().stream().map(FileProblem::text).forEach(session.out()::println));
    }

    /** The problems themselves stand below. */
    private static String why(RouteFile file) {
        String reason = file.state().equals("waiting") ? file.reason() : "";
        String goesOn = file.state().equals("loaded") || file.loadedAt().isEmpty()
                ? ""
                : "its version of " + time(file.loadedAt()) + " goes on";
        return reason.isEmpty() || goesOn.isEmpty() ? reason + goesOn : reason + "; " + goesOn;
    }
}
