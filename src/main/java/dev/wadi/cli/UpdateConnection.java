package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "update",
        description = "Changes what the flags name and keeps the rest. --conn-uri and --conn-json replace all of it.")
final class UpdateConnection implements Callable<Integer> {

    @Parameters(paramLabel = "CONN_ID")
    private String connId = "";

    @Mixin
    private ConnectionFlags flags = new ConnectionFlags();

    private final Session session;

    UpdateConnection(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (flags.isEmpty()) {
            throw new ConfigurationException(
                    Problem.error(Place.of("--conn-…"), "", "is missing", "Say what changes, such as --conn-host"));
        }
        ConnectionEdits edits = ConnectionEdits.changing(session);
        ConnectionDefinition before = edits.inFile(connId);
        ConnectionDefinition after = flags.change(before);
        edits.check(after);
        if (!after.connType().equals(before.connType())) {
            session.err()
                    .println("'" + connId + "' changes its type from " + before.connType() + " to " + after.connType()
                            + ".");
            edits.warnOfUsers(List.of(before));
        }
        Saved saved = new Saved(connId, "updated", edits.replace(before, after).toString());
        session.print(saved, () -> session.out().println(saved.sentence()));
        return ExitCode.DONE;
    }
}
