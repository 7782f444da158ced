package dev.wadi.cli;

import dev.wadi.console.PipelinesClient;
import dev.wadi.console.ServicePipeline;
import dev.wadi.console.ServiceRun;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "Lists the pipelines that can run, and how each one's last run went.")
final class ListPipelines implements Callable<Integer> {

    @Mixin
    private final ServiceAddress address = new ServiceAddress();

    private final Session session;

    ListPipelines(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<ServicePipeline> pipelines =
                new PipelinesClient(address.settings(session)).list().pipelines();
        session.print(pipelines, () -> print(pipelines));
        return ExitCode.DONE;
    }

    private void print(List<ServicePipeline> pipelines) {
        if (pipelines.isEmpty()) {
            session.out().println("There are no pipelines. They are files in the folder of routes");
            return;
        }
        Table table = new Table("PIPELINE", "SCHEDULE", "LAST RUN", "STATE");
        pipelines.forEach(pipeline -> {
            ServiceRun last = pipeline.lastRun();
            String schedule = pipeline.schedule();
            table.row(
                    pipeline.pipelineId(),
                    schedule == null ? "on request" : schedule,
                    last == null ? "never" : RunTexts.time(last.began()),
                    last == null ? "" : last.state());
        });
        table.print(session.out());
    }
}
