package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionFile;
import dev.wadi.connection.ConnectionFormat;
import dev.wadi.connection.ConnectionImport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description =
                "Adds the connections of a file that Airflow, JupySQL or pip has, or that export made. Either all are added"
                        + " or none.")
final class ImportConnections implements Callable<Integer> {

    @Parameters(paramLabel = "FILE")
    private Path from = Path.of("");

    @Option(
            names = "--format",
            description =
                    "${COMPLETION-CANDIDATES}. Without it, the file's name tells: .yaml, .yml, .json, .env, .uri, .ini"
                            + " (JupySQL), pip.conf, pip.ini, requirements.txt.")
    private @Nullable ConnectionFormat format;

    @Option(
            names = "--conn-id",
            paramLabel = "CONN_ID",
            description = "The conn_id of a URI without one, or of pip's index (package_index_default); further ones"
                    + " have _2, _3 behind it.")
    private @Nullable String connId;

    @Option(names = "--overwrite", description = "Replace connections that are there already.")
    private boolean overwrite;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "Where to write them (CONN_ID.yaml in the connections folder for each).")
    private @Nullable Path file;

    private final Session session;

    ImportConnections(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ConnectionFile read = new ConnectionImport(from, format, connId).read();
        if (read.isRejected()) {
            throw new ConfigurationException(read.problems());
        }
        session.report(read.problems());
        ConnectionEdits edits = ConnectionEdits.adding(session);
        requireAll(edits, read.definitions());
        List<Saved> saved = new ArrayList<>();
        for (ConnectionDefinition definition : read.definitions()) {
            saved.add(save(edits, definition));
        }
        session.print(saved, () -> saved.forEach(one -> session.out().println(one.sentence())));
        return ExitCode.DONE;
    }

    /** Everything is checked before anything is written. */
    private void requireAll(ConnectionEdits edits, List<ConnectionDefinition> definitions) {
        Problems problems = new Problems();
        for (ConnectionDefinition definition : definitions) {
            try {
                if (!(overwrite && edits.exists(definition.connId()))) {
                    edits.requireNew(definition.connId());
                }
                edits.check(definition);
            } catch (ConfigurationException e) {
                e.problems().stream()
                        .map(problem -> problem.place().line() > 0
                                ? problem
                                : new Problem(
                                        problem.severity(),
                                        definition.origin().place(),
                                        problem.path(),
                                        problem.what(),
                                        problem.fix()))
                        .forEach(problems::add);
            }
        }
        problems.throwIfErrors();
    }

    private Saved save(ConnectionEdits edits, ConnectionDefinition definition) {
        String connId = definition.connId();
        if (edits.exists(connId)) {
            return new Saved(
                    connId,
                    "updated",
                    edits.replace(edits.inFile(connId), definition).toString());
        }
        return new Saved(connId, "added", edits.add(definition, file).toString());
    }
}
