package dev.wadi.cli;

import dev.wadi.console.PipelinesClient;
import dev.wadi.console.ServiceRun;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "runs", description = "Lists the runs of a pipeline, the newest first.")
final class ListRuns implements Callable<Integer> {

    @Parameters(paramLabel = "PIPELINE", description = "The pipeline's id.")
    private String pipeline = "";

    @Option(names = "--limit", paramLabel = "N", description = "How many at most (20).")
    private int limit = 20;

    @Option(names = "--offset", paramLabel = "N", description = "How many of the newest are left out (0).")
    private int offset;

    @Mixin
    private final ServiceAddress address = new ServiceAddress();

    private final Session session;

    ListRuns(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ServiceRun.Page page = new PipelinesClient(address.settings(session)).runs(pipeline, limit, offset);
        session.print(page.runs(), () -> print(page));
        return ExitCode.DONE;
    }

    private void print(ServiceRun.Page page) {
        if (page.runs().isEmpty()) {
            session.out().println("There are no runs. Try: wadi pipelines run " + pipeline);
            return;
        }
        Table table = new Table("RUN", "BEGAN", "BY", "STATE", "ROWS", "WHY").right(4);
        page.runs().forEach(run -> {
            String error = run.error();
            table.row(
                    run.runId(),
                    RunTexts.time(run.began()),
                    run.trigger(),
                    run.state(),
                    String.valueOf(RunTexts.written(run)),
                    error == null ? "" : error);
        });
        table.print(session.out());
        int left = page.totalEntries() - offset - page.runs().size();
        if (left > 0) {
            session.out().println(Table.count(left, "older run") + "; --offset shows them");
        }
    }
}
