package dev.wadi.cli;

import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionFormat;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.connection.ConnectionWriter;
import dev.wadi.engine.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description =
                "Prints connections for other programs, with their secrets in clear and their placeholders resolved.")
final class ExportConnections implements Callable<Integer> {

    @Parameters(paramLabel = "CONN_ID", arity = "0..*", description = "All connections without it.")
    private List<String> connIds = List.of();

    @Option(
            names = "--format",
            defaultValue = "yaml",
            description =
                    "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}). env has URIs, env_json JSON; jupysql is the file"
                            + " connections.ini of the SQL connections, pip a pip.conf of the package indexes.")
    private ConnectionFormat format = ConnectionFormat.YAML;

    @Option(names = "--as-written", description = "Leave placeholders and encrypted values as the files have them.")
    private boolean asWritten;

    @Option(names = "--output", paramLabel = "FILE", description = "Write a file that only its owner may read.")
    private @Nullable Path output;

    private final Session session;

    ExportConnections(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Workspace workspace = session.workspace();
        ConnectionSet set = workspace.connectionSet();
        List<ConnectionDefinition> written = connIds.isEmpty()
                ? set.definitions()
                : connIds.stream().map(id -> Session.required(set, id)).toList();
        if (connIds.isEmpty()) {
            session.report(set.problems());
        }
        String text = text(asWritten ? written : workspace.resolved(written));
        if (output == null) {
            session.out().print(text);
            session.out().flush();
        } else {
            PrivateFile.write(output, text);
        }
        return ExitCode.DONE;
    }

    private String text(List<ConnectionDefinition> definitions) {
        return switch (session.isJson() ? ConnectionFormat.JSON : format) {
            case YAML -> ConnectionWriter.yaml(definitions);
            case JSON -> ConnectionWriter.json(definitions);
            case ENV -> ConnectionWriter.envUris(definitions);
            case ENV_JSON -> ConnectionWriter.envJson(definitions);
            case URI -> definitions.stream()
                    .map(definition -> ConnectionWriter.uri(definition) + "\n")
                    .collect(Collectors.joining());
            case JUPYSQL -> ConnectionWriter.jupysql(definitions);
            case PIP -> ConnectionWriter.pip(definitions);
        };
    }
}
