package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.Connections;
import dev.wadi.engine.Workspace;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SchemaSource;
import dev.wadi.spi.SchemaSource.Column;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "schema", description = "Lists the tables of a connection, or the columns of one.")
final class SchemaCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "CONN_ID")
    private String connId = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "LOCATOR",
            description = "A table, qualified where that is needed (schema.table).")
    private @Nullable String locator;

    private final Session session;

    SchemaCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Workspace workspace = session.workspace();
        ConnectionDefinition definition = Session.required(workspace.connectionSet(), connId);
        try (Connections connections = workspace.connections()) {
            connections.use(definition, open -> {
                print(open, source(open, definition));
                return open;
            });
        }
        return ExitCode.DONE;
    }

    private static SchemaSource source(OpenConnection open, ConnectionDefinition definition) {
        if (open instanceof SchemaSource source) {
            return source;
        }
        throw new ConfigurationException(Problem.error(
                Place.of("CONN_ID"),
                "",
                "connection '" + definition.connId() + "' of type '" + definition.connType() + "' has no schema",
                "Name a connection to a database"));
    }

    private void print(OpenConnection open, SchemaSource source) {
        try {
            FirstConnection.require(open, connId);
            if (locator == null) {
                tables(source.tables());
            } else {
                columns(locator, source.columns(locator));
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // whatever the driver has
            throw new ConnectionException(connId, "its schema cannot be read: " + e.getMessage(), e);
        }
    }

    private void tables(List<SchemaSource.Table> tables) {
        session.print(tables, () -> {
            Table text = new Table("TABLE", "KIND");
            tables.forEach(table -> text.row(table.name(), table.kind()));
            text.print(session.out());
        });
    }

    private void columns(String table, List<Column> columns) {
        if (columns.isEmpty()) {
            throw new ConfigurationException(Problem.error(
                    Place.of("LOCATOR"),
                    "",
                    "no table '" + table + "' on connection '" + connId + "'",
                    "'wadi schema " + connId + "' lists those that there are"));
        }
        session.print(columns, () -> {
            Table text = new Table("COLUMN", "TYPE", "NULL", "COMMENT");
            columns.forEach(column -> text.row(
                    column.name(),
                    column.type(),
                    column.nullable() ? "yes" : "no",
                    column.comment() == null ? "" : column.comment()));
            text.print(session.out());
        });
    }
}
