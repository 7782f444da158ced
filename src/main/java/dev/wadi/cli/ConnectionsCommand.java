package dev.wadi.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "connections",
        description = "Connections: what the files and AIRFLOW_CONN_* variables say of them.",
        subcommands = {
            ListConnections.class,
            GetConnection.class,
            AddConnection.class,
            UpdateConnection.class,
            DeleteConnections.class,
            TestConnections.class,
            ConnectionUsages.class,
            ListTypes.class,
            ImportConnections.class,
            ExportConnections.class
        })
final class ConnectionsCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private final Session session;

    ConnectionsCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(session.out());
        }
    }
}
