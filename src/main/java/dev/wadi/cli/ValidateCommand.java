package dev.wadi.cli;

import dev.wadi.cli.Failures.ProblemLine;
import dev.wadi.config.Problem;
import dev.wadi.engine.Validation;
import dev.wadi.engine.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        description = "Checks every file and connects to nothing. All problems are shown at once, with file, line and"
                + " column.")
final class ValidateCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description =
                    "Files or folders of routes; all of the routes folder without it. Connections are always checked.")
    private List<Path> paths = List.of();

    private final Session session;

    ValidateCommand(Session session) {
        this.session = session;
    }

    /** As JSON shows it. */
    record Result(int connections, int routeFiles, int pipelines, List<ProblemLine> problems) {}

    @Override
    public Integer call() {
        Workspace workspace = session.workspace();
        Validation validation = paths.isEmpty() ? Validation.of(workspace) : Validation.of(workspace, paths);
        Result result = new Result(
                validation.connections(),
                validation.routeFiles(),
                validation.pipelines(),
                validation.problems().stream().map(ProblemLine::of).toList());
        session.print(result, () -> print(validation));
        return validation.hasErrors() ? ExitCode.WRONG : ExitCode.DONE;
    }

    private void print(Validation validation) {
        validation.problems().forEach(problem -> session.out().println(problem));
        long errors = validation.problems().stream().filter(Problem::isError).count();
        long warnings = validation.problems().size() - errors;
        String found = errors == 0 && warnings == 0
                ? "no problems"
                : Table.count(errors, "problem") + ", " + Table.count(warnings, "warning");
        String pipelines =
                validation.pipelines() == 0 ? "" : " (" + Table.count(validation.pipelines(), "pipeline") + ")";
        session.out()
                .println(Table.count(validation.connections(), "connection") + ", "
                        + Table.count(validation.routeFiles(), "route file") + pipelines + ": " + found);
    }
}
