package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.connection.Connections;
import dev.wadi.engine.Workspace;
import dev.wadi.spi.ConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "test",
        description = "Connects, signs in and asks the least that proves it. Exit code 3 says that one of them failed.")
final class TestConnections implements Callable<Integer> {

    @Parameters(paramLabel = "CONN_ID", arity = "0..*")
    private List<String> connIds = List.of();

    @Option(names = "--all", description = "All connections.")
    private boolean all;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long each may take (${DEFAULT-VALUE}).")
    private int timeout = 10;

    private final Session session;

    TestConnections(Session session) {
        this.session = session;
    }

    /** How it went, as JSON shows it. */
    record Result(String connId, boolean status, String message, long milliseconds) {}

    @Override
    public Integer call() {
        Workspace workspace = session.workspace();
        List<ConnectionDefinition> chosen = chosen(workspace.connectionSet());
        List<Result> results = new ArrayList<>();
        try (Connections connections = workspace.connections()) {
            for (ConnectionDefinition definition : chosen) {
                Result result = test(connections, definition);
                results.add(result);
                if (!session.isJson()) {
                    print(result);
                }
            }
        }
        if (session.isJson()) {
            Json.print(session.out(), results);
        }
        return results.stream().allMatch(Result::status) ? ExitCode.DONE : ExitCode.WORLD;
    }

    private List<ConnectionDefinition> chosen(ConnectionSet set) {
        if (connIds.isEmpty() && !all) {
            throw new ConfigurationException(
                    Problem.error(Place.of("CONN_ID"), "", "is missing", "Name a connection, or write --all"));
        }
        return all
                ? set.definitions()
                : connIds.stream().map(id -> Session.required(set, id)).toList();
    }

    private Result test(Connections connections, ConnectionDefinition definition) {
        long start = System.nanoTime();
        boolean status = true;
        String message;
        try {
            message = connections.test(definition, Duration.ofSeconds(timeout));
        } catch (ConnectionException e) {
            status = false;
            message = String.valueOf(e.getMessage());
        } catch (ConfigurationException e) {
            if (!all) {
                throw e;
            }
            status = false;
            message = String.valueOf(e.getMessage());
        }
        return new Result(definition.connId(), status, message, (System.nanoTime() - start) / 1_000_000);
    }

    private void print(Result result) {
        if (result.status()) {
            session.out()
                    .println(result.connId() + ": ok, " + result.message() + " (" + result.milliseconds() + " ms)");
        } else {
            session.out().println(result.connId() + ": failed. " + result.message());
        }
    }
}
