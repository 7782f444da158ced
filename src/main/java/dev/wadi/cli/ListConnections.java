package dev.wadi.cli;

import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.connection.Connections;
import dev.wadi.engine.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = "Lists connections, where each is defined, and what a variable of the environment shadows.")
final class ListConnections implements Callable<Integer> {

    private final Session session;

    ListConnections(Session session) {
        this.session = session;
    }

    /**
     * A connection as JSON shows it.
     *
     * @param definedAt file, line and column, or the name of a variable
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
            List<String> shadows) {

        static Row of(ConnectionDefinition definition, ConnectionSet set) {
            List<String> shadows = set.shadowed().stream()
                    .filter(other -> other.connId().equals(definition.connId()))
                    .map(other -> other.origin().place().toString())
                    .toList();
            ConnectionDefinition shown = Shown.of(definition);
            return new Row(
                    definition.connId(),
                    definition.connType(),
                    shown.description(),
                    shown.host(),
                    shown.port(),
                    shown.login(),
                    shown.schema(),
                    definition.origin().place().toString(),
                    shadows);
        }
    }

    @Override
    public Integer call() {
        Workspace workspace = session.workspace();
        ConnectionSet set = workspace.connectionSet();
        List<Row> rows = set.definitions().stream()
                .map(definition -> Row.of(definition, set))
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
