package dev.wadi.cli;

import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.connection.Connections;
import dev.wadi.connection.DefinitionSecrets;
import dev.wadi.console.ServiceStatus;
import dev.wadi.engine.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description =
                "Lists connections, where each is defined, what a variable of the environment shadows, and what is wrong"
                        + " with them in the service that runs.")
final class ListConnections implements Callable<Integer> {

    private final Session session;

    ListConnections(Session session) {
        this.session = session;
    }

    /**
     * A connection as JSON shows it.
     *
     * @param definedAt file, line and column, or the name of a variable
     * @param state how it is in the service that runs; null when none runs
     * @param shadows where the files define it, when a variable wins over them
     */
    record Row(
            String connId,
            String connType,
            @Nullable String description,
            @Nullable String host,
            @Nullable String port,
            @Nullable String login,
            @Nullable String schema,
            String definedAt,
            List<String> shadows,
            @Nullable State state) {

        static Row of(
                ConnectionDefinition definition,
                ConnectionSet set,
                DefinitionSecrets secrets,
                Optional<RunningService> service) {
            List<String> shadows = set.shadowed().stream()
                    .filter(other -> other.connId().equals(definition.connId()))
                    .map(other -> other.origin().place().toString())
                    .toList();
            ConnectionDefinition shown = secrets.masked(definition);
            return new Row(
                    definition.connId(),
                    definition.connType(),
                    shown.description(),
                    shown.host(),
                    shown.port(),
                    shown.login(),
                    shown.schema(),
                    definition.origin().place().toString(),
                    shadows,
                    service.flatMap(running -> running.connection(definition.connId()))
                            .map(State::of)
                            .orElse(null));
        }
    }

    /**
     * How a connection is.
     *
     * @param reason why it cannot be used, or why an older version is
     * @param since when it came into this state
     */
    record State(String name, String reason, String since) {

        static State of(ServiceStatus.Connection connection) {
            return new State(connection.state(), connection.reason(), connection.since());
        }

        /** As text shows it. */
        String text() {
            return StatusText.state(name, since) + (reason.isEmpty() ? "" : ", " + reason);
        }
    }

    @Override
    public Integer call() {
        Workspace workspace = session.workspace();
        ConnectionSet set = workspace.connectionSet();
        Optional<RunningService> service = RunningService.of(workspace.settings());
        DefinitionSecrets secrets = new DefinitionSecrets(workspace.types());
        List<Row> rows = set.definitions().stream()
                .map(definition -> Row.of(definition, set, secrets, service))
                .toList();
        session.report(set.problems());
        try (Connections connections = workspace.connections()) {
            session.report(connections.checks().check(set).stream()
                    .filter(Problem::isError) // warnings are for 'wadi validate'
                    .toList());
        }
        session.print(rows, () -> print(rows, workspace));
        return ExitCode.DONE;
    }

    private void print(List<Row> rows, Workspace workspace) {
        if (rows.isEmpty()) {
            session.err()
                    .println("There are no connections in "
                            + workspace.settings().connections() + ". Add one: wadi connections add");
            return;
        }
        Table table = new Table("CONN_ID", "TYPE", "HOST", "PORT", "SCHEMA", "DEFINED AT")
                .right(3)
                .keepEnd(5);
        rows.forEach(row -> table.row(
                row.connId(), row.connType(), text(row.host()), text(row.port()), text(row.schema()), definedAt(row)));
        table.print(session.out());
        for (Row row : rows) {
            State state = row.state();
            if (state != null && !state.name().equals("open")) {
                session.out().println(row.connId() + ": " + state.text());
            }
        }
    }

    private static String definedAt(Row row) {
        List<String> places = new ArrayList<>(Stream.concat(Stream.of(row.definedAt()), row.shadows().stream())
                .toList());
        return String.join(", not ", places);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
