package dev.wadi.cli;

import dev.wadi.console.PipelinesClient;
import dev.wadi.console.ServiceRun;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "cancel",
        description = "Cancels a run, which then leaves nothing behind at the sinks that it was writing to.")
final class CancelRun implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "PIPELINE", description = "The pipeline's id.")
    private String pipeline = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "RUN", description = "The run's id (the one that runs).")
    private @Nullable String run;

    @Mixin
    private final ServiceAddress address = new ServiceAddress();

    private final Session session;

    CancelRun(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PipelinesClient client = new PipelinesClient(address.settings(session));
        String id = run == null ? running(client) : run;
        if (id == null) {
            session.err().println("wadi: pipeline '" + pipeline + "' does not run");
            return ExitCode.FAILED;
        }
        ServiceRun cancelled = client.cancel(pipeline, id);
        session.print(cancelled, () -> session.out()
                .println("Run " + id + " of pipeline '" + pipeline + "' is being cancelled"));
        return ExitCode.DONE;
    }

    private @Nullable String running(PipelinesClient client) {
        List<ServiceRun> newest = client.runs(pipeline, 1, 0).runs();
        return newest.stream()
                .filter(last -> last.state().equals("running"))
                .map(ServiceRun::runId)
                .findFirst()
                .orElse(null);
    }
}
