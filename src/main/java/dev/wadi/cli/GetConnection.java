package dev.wadi.cli;

import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.DefinitionSecrets;
import dev.wadi.engine.Workspace;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "get", description = "Shows one connection as it is written, with *** for its secrets.")
final class GetConnection implements Callable<Integer> {

    @Parameters(paramLabel = "CONN_ID")
    private String connId = "";

    private final Session session;

    GetConnection(Session session) {
        this.session = session;
    }

    /** A connection as JSON shows it. */
    record Result(
            String connId,
            String connType,
            @Nullable String description,
            @Nullable String host,
            @Nullable String login,
            @Nullable String password,
            @Nullable String port,
            @Nullable String schema,
            Map<String, @Nullable Object> extra,
            String definedAt) {

        static Result of(ConnectionDefinition shown) {
            return new Result(
                    shown.connId(),
                    shown.connType(),
                    shown.description(),
                    shown.host(),
                    shown.login(),
                    shown.password(),
                    shown.port(),
                    shown.schema(),
                    shown.extra(),
                    shown.origin().place().toString());
        }
    }

    @Override
    public Integer call() {
        Workspace workspace = session.workspace();
        ConnectionDefinition written = Session.required(workspace.connectionSet(), connId);
        Result result = Result.of(new DefinitionSecrets(workspace.types()).masked(written));
        session.print(result, () -> print(result));
        return ExitCode.DONE;
    }

    private void print(Result result) {
        Table table = new Table("", "").unbounded();
        add(table, "conn_id", result.connId());
        add(table, "conn_type", result.connType());
        add(table, "description", result.description());
        add(table, "host", result.host());
        add(table, "port", result.port());
        add(table, "login", result.login());
        add(table, "password", result.password());
        add(table, "schema", result.schema());
        result.extra().forEach((key, value) -> add(table, "extra." + key, value == null ? "null" : Json.text(value)));
        add(table, "defined at", result.definedAt());
        table.printRows(session.out());
    }

    private static void add(Table table, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            table.row(name, value);
        }
    }
}
