package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "delete",
        description = "Removes connections from their files, after saying what uses them, and asking.")
final class DeleteConnections implements Callable<Integer> {

    @Parameters(paramLabel = "CONN_ID", arity = "1..*")
    private List<String> connIds = List.of();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    private final Session session;

    DeleteConnections(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ConnectionEdits edits = ConnectionEdits.changing(session);
        List<ConnectionDefinition> chosen =
                connIds.stream().distinct().map(edits::inFile).toList();
        edits.warnOfUsers(chosen);
        if (!yes && !isConfirmed(chosen)) {
            session.err().println("Nothing was deleted.");
            return ExitCode.FAILED;
        }
        List<Saved> deleted = new ArrayList<>();
        for (ConnectionDefinition definition : chosen) {
            deleted.add(new Saved(
                    definition.connId(), "deleted", edits.remove(definition).toString()));
        }
        session.print(deleted, () -> deleted.forEach(saved -> session.out().println(saved.sentence())));
        return ExitCode.DONE;
    }

    private boolean isConfirmed(List<ConnectionDefinition> chosen) {
        if (!session.shell().isTerminal()) {
            throw new ConfigurationException(
                    Problem.error(Place.of("--yes"), "", "is missing, and there is nobody to ask", "Add --yes"));
        }
        String what = chosen.stream()
                .map(definition ->
                        "'" + definition.connId() + "' (" + definition.origin().place() + ")")
                .collect(Collectors.joining(", "));
        try (Questions questions = Questions.of(session.shell())) {
            return questions.isYes("Delete " + what + "?");
        }
    }
}
