package dev.wadi.cli;

import dev.wadi.config.Problem;
import dev.wadi.console.ServiceStatus;
import dev.wadi.console.ServiceStatus.Connection;
import dev.wadi.console.ServiceStatus.FileProblem;
import dev.wadi.console.ServiceStatus.RouteFile;
import dev.wadi.console.StatusClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description =
                "Asks the running service how its connections and routes are. Exit code 1 says that something fails"
                        + " or waits.")
final class StatusCommand implements Callable<Integer> {

    @Option(names = "--api-host", paramLabel = "HOST", description = "Where the service's API is (127.0.0.1).")
    private @Nullable String apiHost;

    @Option(names = "--api-port", paramLabel = "PORT", description = "The port of the service's API (8081).")
    private @Nullable String apiPort;

    private final Session session;

    StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Map<String, String> flags = new LinkedHashMap<>();
        Session.put(flags, "wadi.api.host", apiHost);
        Session.put(flags, "wadi.api.port", apiPort);
        ServiceStatus status = StatusClient.status(session.settings(flags));
        session.print(status, () -> print(status));
        return isWell(status) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static boolean isWell(ServiceStatus status) {
        String error = Problem.Severity.ERROR.name().toLowerCase(Locale.ROOT);
        return status.connections().stream()
                        .noneMatch(connection -> connection.state().equals("failing"))
                && status.files().stream().allMatch(file -> file.state().equals("loaded"))
                && status.problems().stream()
                        .noneMatch(problem -> problem.severity().equals(error));
    }

    private void print(ServiceStatus status) {
        session.out()
                .println("Running since " + status.startedAt().replaceFirst("\\.\\d+Z$", "Z")
                        + (status.port() == 0 ? "" : ", routes on port " + status.port()));
        connections(status.connections());
        files(status.files());
        status.problems().forEach(problem -> session.out().println(problem.text()));
    }

    private void connections(List<Connection> connections) {
        if (connections.isEmpty()) {
            return;
        }
        Table table = new Table("CONN_ID", "TYPE", "STATE", "WHY");
        connections.forEach(connection ->
                table.row(connection.connId(), connection.connType(), connection.state(), connection.reason()));
        session.out().println();
        table.print(session.out());
    }

    private void files(List<RouteFile> files) {
        if (files.isEmpty()) {
            return;
        }
        Table table = new Table("FILE", "STATE", "ROUTES", "WAITS FOR");
        files.forEach(file -> table.row(
                file.file(), file.state(), String.join(", ", file.routes()), String.join(", ", file.waitingFor())));
        session.out().println();
        table.print(session.out());
        files.forEach(file -> file.problems().stream().map(FileProblem::text).forEach(session.out()::println));
    }
}
