package dev.wadi.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.console.PipelinesClient;
import dev.wadi.console.ServiceRun;
import dev.wadi.pipeline.RunRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = "Runs a pipeline in the running service. A run that did not come to its end is taken up. With"
                + " --wait, exit code 1 says that it failed.")
final class RunPipeline implements Callable<Integer> {

    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(300);

    @Parameters(paramLabel = "PIPELINE", description = "The pipeline's id.")
    private String pipeline = "";

    @Option(
            names = {"-p", "--parameter"},
            paramLabel = "NAME=VALUE",
            description = "A variable of the run. May be repeated.")
    private Map<String, String> texts = new LinkedHashMap<>();

    @Option(names = "--parameters", paramLabel = "JSON", description = "Variables of the run, as a JSON object.")
    private String json = "{}";

    @Option(names = "--fresh", description = "Begin a new run, even if the last one did not come to its end.")
    private boolean fresh;

    @Option(names = "--wait", description = "Wait until it has ended, and show how far it is.")
    private boolean waiting;

    @Mixin
    private final ServiceAddress address = new ServiceAddress();

    private final Session session;

    RunPipeline(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        PipelinesClient client = new PipelinesClient(address.settings(session));
        ServiceRun begun = client.start(pipeline, parameters(), fresh);
        if (waiting) {
            return awaitEnd(client, begun);
        }
        session.print(begun, () -> session.out()
                .println("Run " + begun.runId() + " of pipeline '" + pipeline + "' has begun. Try: wadi pipelines runs "
                        + pipeline));
        return ExitCode.DONE;
    }

    private int awaitEnd(PipelinesClient client, ServiceRun begun) {
        ServiceRun run = begun;
        int shown = 0;
        while (run.state().equals("running")) {
            LockSupport.parkNanos(BETWEEN_LOOKS);
            run = client.run(pipeline, begun.runId());
            shown = show(RunTexts.progress(run), shown);
        }
        if (shown > 0) {
            session.err().println();
        }
        ServiceRun end = run;
        session.print(end, () -> print(end));
        return end.state().equals("done") ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** One line that changes, on a terminal only. */
    private int show(String progress, int before) {
        if (!session.shell().isTerminal() || session.isJson()) {
            return 0;
        }
        String line = progress.length() < Table.WIDTH ? progress : progress.substring(0, Table.WIDTH - 1) + "…";
        session.err().print("\r" + line + " ".repeat(Math.max(0, before - line.length())));
        session.err().flush();
        return line.length();
    }

    private void print(ServiceRun run) {
        if (!run.stages().isEmpty()) {
            Table table = new Table("STAGE", "KIND", "ROWS").right(2);
            run.stages().forEach(stage -> table.row(stage.name(), stage.kind(), String.valueOf(stage.rows())));
            table.print(session.out());
        }
        session.out().println(RunTexts.end(run));
    }

    private Map<String, @Nullable Object> parameters() {
        try {
            Map<String, @Nullable Object> all = new LinkedHashMap<>(
                    Json.MAPPER.readValue(json, new TypeReference<Map<String, @Nullable Object>>() {}));
            texts.forEach((name, text) -> all.put(name, RunRequest.typed(text)));
            return all;
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(Problem.error(
                    Place.of("--parameters"), "", "is not a JSON object", "Write it as '{\"day\": \"2026-01-31\"}'"));
        }
    }
}
