package dev.wadi.cli;

import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.engine.ConnectionUsage;
import dev.wadi.engine.Workspace;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "usages",
        description =
                "Lists the routes and pipelines that use connections, with file and line. What names its connection"
                        + " only when it runs may use any of them.")
final class ConnectionUsages implements Callable<Integer> {

    @Parameters(paramLabel = "CONN_ID", arity = "0..*", description = "All connections without it.")
    private List<String> connIds = List.of();

    private final Session session;

    ConnectionUsages(Session session) {
        this.session = session;
    }

    /** A usage as JSON shows it. */
    record Row(String connId, String route, String where, String how) {

        static Row of(ConnectionUsage usage) {
            return new Row(
                    usage.connId(), usage.route(), usage.place().toString(), usage.certain() ? "uses" : "may use");
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
        List<Row> rows =
                ConnectionUsage.of(workspace, wanted).stream().map(Row::of).toList();
        session.print(rows, () -> print(rows));
        return ExitCode.DONE;
    }

    private void print(List<Row> rows) {
        if (rows.isEmpty()) {
            session.err().println("Nothing uses " + (connIds.isEmpty() ? "a connection." : "it."));
            return;
        }
        Table table = new Table("CONN_ID", "HOW", "ROUTE", "WHERE").keepEnd(3);
        rows.forEach(row -> table.row(row.connId(), row.how(), row.route(), row.where()));
        table.print(session.out());
    }
}
