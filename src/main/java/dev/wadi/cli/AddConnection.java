package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "add",
        description = "Adds a connection. Without flags, on a terminal, it asks for the fields of the type, tests the"
                + " connection and saves it.")
final class AddConnection implements Callable<Integer> {

    @Parameters(paramLabel = "CONN_ID", arity = "0..1")
    private @Nullable String connId;

    @Mixin
    private ConnectionFlags flags = new ConnectionFlags();

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Where to write it (CONN_ID.yaml in the connections folder).")
    private @Nullable Path file;

    private final Session session;

    AddConnection(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ConnectionEdits edits = ConnectionEdits.adding(session);
        if (flags.isEmpty() && session.shell().isTerminal()) {
            try (Questions questions = Questions.of(session.shell())) {
                return new AddDialog(session, edits, questions).run(connId, file);
            }
        }
        if (connId == null) {
            throw new ConfigurationException(
                    Problem.error(Place.of("CONN_ID"), "", "is missing", "Give the connection a name"));
        }
        edits.requireNew(connId);
        ConnectionDefinition definition = flags.create(connId);
        edits.check(definition);
        Saved saved = new Saved(connId, "added", edits.add(definition, file).toString());
        session.print(saved, () -> session.out().println(saved.sentence()));
        return ExitCode.DONE;
    }
}
