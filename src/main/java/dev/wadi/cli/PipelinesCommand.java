package dev.wadi.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "pipelines",
        description = "Pipelines of the running service: lists them, runs them, and shows and cancels their runs.",
        subcommands = {ListPipelines.class, RunPipeline.class, ListRuns.class, CancelRun.class})
final class PipelinesCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private final Session session;

    PipelinesCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(session.out());
        }
    }
}
