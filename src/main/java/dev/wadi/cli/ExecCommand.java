package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.connection.ConnectionWriter;
import dev.wadi.engine.Workspace;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "exec",
        customSynopsis = "wadi exec [--connections=DIR] [CONN_ID...] -- COMMAND [ARGUMENT...]",
        description = {
            "Runs a program with connections in its environment: AIRFLOW_CONN_<CONN_ID> for Airflow's hooks,"
                    + " PIP_INDEX_URL and PIP_EXTRA_INDEX_URL for package indexes, and in WADI_JUPYSQL the name of a"
                    + " connections.ini for JupySQL, which is removed when the program has ended.",
            "Signals and the exit code are passed through."
        })
final class ExecCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CONN_ID", arity = "0..*", description = "All connections without it.")
    private List<String> connIds = List.of();

    private final Session session;

    ExecCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<String> program = session.shell().program();
        if (program.isEmpty()) {
            throw new ConfigurationException(Problem.error(
                    Place.of("COMMAND"), "", "is missing", "Write it after --: wadi exec my_pg -- python load.py"));
        }
        List<ConnectionDefinition> chosen = chosen();
        Map<String, String> variables = variables(chosen);
        variables.putAll(ConnectionWriter.pipVariables(ofType(chosen, "package_index")));
        try (JupySqlFile file = JupySqlFile.of(chosen)) {
            file.path().ifPresent(path -> variables.put("WADI_JUPYSQL", path.toString()));
            return Program.run(session.shell(), program, variables);
        }
    }

    private List<ConnectionDefinition> chosen() {
        Workspace workspace = session.workspace();
        ConnectionSet set = workspace.connectionSet();
        if (connIds.isEmpty()) {
            session.report(set.problems());
        }
        return workspace.resolved(
                connIds.isEmpty()
                        ? set.definitions()
                        : connIds.stream().map(id -> Session.required(set, id)).toList());
    }

    private static Map<String, String> variables(List<ConnectionDefinition> chosen) {
        Map<String, String> variables = new TreeMap<>();
        for (ConnectionDefinition definition : chosen) {
            String name = ConnectionWriter.variable(definition.connId());
            if (variables.put(name, ConnectionWriter.jsonValue(definition)) != null) {
                throw new ConfigurationException(Problem.error(
                        definition.origin().place(),
                        definition.connId(),
                        "another connection also becomes " + name,
                        "Name one of the two: wadi exec " + definition.connId() + " -- …"));
            }
        }
        return variables;
    }

    static List<ConnectionDefinition> ofType(List<ConnectionDefinition> all, String type) {
        return all.stream()
                .filter(definition -> definition.connType().equals(type))
                .toList();
    }
}
