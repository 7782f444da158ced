package dev.wadi.cli;

import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.console.ServiceUsage;
import dev.wadi.engine.ConnectionUsage;
import dev.wadi.engine.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "usages",
        description =
                "Lists the routes and pipelines that use connections, with file and line, and how they are in the service"
                        + " that runs. What names its connection only when it runs may use any of them.")
final class ConnectionUsages implements Callable<Integer> {

    @Parameters(paramLabel = "CONN_ID", arity = "0..*", description = "All connections without it.")
    private List<String> connIds = List.of();

    private final Session session;

    ConnectionUsages(Session session) {
        this.session = session;
    }

    /**
     * A usage as JSON shows it.
     *
     * @param state how its file is in the service that runs; empty when none runs, or does not know it
     * @param leases how many pieces of work use the connection in it
     */
    record Row(String connId, String route, String where, String how, String state, int leases) {

        static Row of(ConnectionUsage usage, List<ServiceUsage> running) {
            String where = usage.place().toString();
            return running.stream()
                    .filter(one ->
                            one.connId().equals(usage.connId()) && one.where().equals(where))
                    .findFirst()
                    .map(one -> new Row(one.connId(), one.route(), where, one.how(), one.state(), one.leases()))
                    .orElse(new Row(usage.connId(), usage.route(), where, usage.how(), "", 0));
        }
    }

    @Override
    public Integer call() {
        Workspace workspace = session.workspace();
        ConnectionSet set = workspace.connectionSet();
        connIds.forEach(connId -> Session.required(set, connId));
        List<String> wanted = connIds.isEmpty()
                ? set.definitions().stream().map(ConnectionDefinition::connId).toList()
                : connIds;
        Optional<RunningService> service = RunningService.of(workspace.settings());
        List<ServiceUsage> running = service.map(RunningService::usages).orElse(List.of());
        List<Row> rows = ConnectionUsage.of(workspace, wanted).stream()
                .map(usage -> Row.of(usage, running))
                .toList();
        session.print(rows, () -> print(rows, service.isPresent()));
        return ExitCode.DONE;
    }

    private void print(List<Row> rows, boolean isRunning) {
        if (rows.isEmpty()) {
            session.err().println("Nothing uses " + (connIds.isEmpty() ? "a connection." : "it."));
            return;
        }
        List<String> headings = new ArrayList<>(List.of("CONN_ID", "HOW", "ROUTE", "WHERE"));
        if (isRunning) {
            headings.addAll(List.of("STATE", "IN USE"));
        }
        Table table = new Table(headings).keepEnd(3);
        for (Row row : rows) {
            List<String> cells = new ArrayList<>(List.of(row.connId(), row.how(), row.route(), row.where()));
            if (isRunning) {
                cells.addAll(List.of(row.state(), Integer.toString(row.leases())));
            }
            table.row(cells);
        }
        table.print(session.out());
    }
}
