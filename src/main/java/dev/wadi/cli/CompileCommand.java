package dev.wadi.cli;

import dev.wadi.engine.PipelineFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "compile",
        description = "Prints the Camel route that a pipeline becomes; put into the folder of routes in the pipeline's"
                + " place, it does the same. Connects to nothing.")
final class CompileCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "A file of stages.")
    private Path file = Path.of("");

    private final Session session;

    CompileCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PipelineFiles.Compiled compiled = PipelineFiles.compile(session.workspace(), file);
        session.report(compiled.warnings());
        session.print(Map.of("route", compiled.route()), () -> session.out().print(compiled.route()));
        return ExitCode.DONE;
    }
}
