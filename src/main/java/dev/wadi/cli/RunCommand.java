package dev.wadi.cli;

import dev.wadi.cli.doctor.Doctor;
import dev.wadi.config.Place;
import dev.wadi.config.Problems;
import dev.wadi.console.ApiServer;
import dev.wadi.engine.Engine;
import dev.wadi.engine.PipelineFiles;
import dev.wadi.engine.Workspace;
import dev.wadi.pipeline.RunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = {
            "Runs the service: opens the connections, runs the routes, and serves the API, until it is stopped"
                    + " (Ctrl-C or SIGTERM). Exchanges that have begun are finished first. Files that change are applied as"
                    + " they change; SIGHUP has all of them read again.",
            "With FILEs it runs these only: pipelines once, in the order given, whatever their schedules say; Camel routes"
                    + " until it is stopped. With pipelines alone it ends with them; Ctrl-C cancels the one that runs."
        })
final class RunCommand implements Callable<Integer> {

    @Option(names = "--host", paramLabel = "HOST", description = "Where people's HTTP routes listen (0.0.0.0).")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "The port of people's HTTP routes (8080).")
    private @Nullable String port;

    @Option(names = "--api-host", paramLabel = "HOST", description = "Where the API listens (127.0.0.1).")
    private @Nullable String apiHost;

    @Option(names = "--api-port", paramLabel = "PORT", description = "The port of the API (8081).")
    private @Nullable String apiPort;

    @Parameters(paramLabel = "FILE", description = "Run these files only, instead of the whole folder.")
    private List<Path> files = List.of();

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description =
                    "A variable of the pipelines, over those of their headers; numbers, true, false and null as YAML"
                            + " has them. May be repeated.")
    private List<String> parameters = List.of();

    @Option(names = "--fresh", description = "Begin new runs and leave unfinished ones alone.")
    private boolean fresh;

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    private final Session session;

    RunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Workspace workspace =
                Workspace.of(session.settings(flags()), session.shell().environment());
        List<List<String>> pipelines = existing().stream()
                .map(file -> PipelineFiles.ids(workspace, file))
                .toList();
        List<String> ids = pipelines.stream().flatMap(List::stream).toList();
        RunRequest request = request(ids);
        CountDownLatch stop = new CountDownLatch(1);
        List.of("TERM", "INT", "HUP").forEach(signal -> Signals.register(signal, () -> stop(stop)));
        boolean ends = !files.isEmpty() && pipelines.stream().noneMatch(List::isEmpty);
        return ends ? runOnce(workspace, ids, request, stop) : serve(workspace, ids, request, stop);
    }

    private int runOnce(Workspace workspace, List<String> ids, RunRequest request, CountDownLatch stop)
            throws Exception {
        LogConfigurator.quiet(true);
        try (Engine engine = Engine.once(workspace, files)) {
            PipelineRuns runs = new PipelineRuns(
                    session, engine.pipelines(), workspace.settings().logFormat(), stop);
            engine.start();
            session.report(engine.status().problems());
            runs.run(ids, request);
        } finally {
            LogConfigurator.quiet(false);
        }
        return ExitCode.DONE;
    }

    private int serve(Workspace workspace, List<String> ids, RunRequest request, CountDownLatch stop) throws Exception {
        Engine engine = files.isEmpty() ? Engine.of(workspace) : Engine.of(workspace, files);
        engine.pipelines().listener(new LoggedRuns());
        if (!files.isEmpty()) {
            engine.pipelines().ignoreSchedules();
        }
        ApiServer.requirePort(workspace.settings());
        try (ServedApi api = new ServedApi(engine, workspace.settings());
                engine) { // the engine stops first, while the API says so
            engine.start(api::beginSoon);
            Signals.register("HUP", engine::reload);
            api.begin();
            if (!ids.isEmpty()) {
                new PipelineRuns(
                                session,
                                engine.pipelines(),
                                workspace.settings().logFormat(),
                                stop)
                        .run(ids, request);
            }
            Doctor.clockInThePast(workspace.settings())
                    .ifPresent(clock -> LOG.warn("{}: {}. {}", clock.where(), clock.what(), clock.fix()));
            stop.await();
            String again = session.shell().isTerminal() ? " (Ctrl-C again ends it at once)" : "";
            session.err().println("wadi: stopping; exchanges that have begun are finished first" + again);
        }
        return ExitCode.DONE;
    }

    private RunRequest request(List<String> ids) {
        Problems problems = new Problems();
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        for (String parameter : parameters) {
            int sign = parameter.indexOf('=');
            if (sign <= 0) {
                problems.error(
                        Place.of("--parameter"), "", "'" + parameter + "' is no NAME=VALUE", "Write --parameter day=1");
            } else {
                variables.put(parameter.substring(0, sign), RunRequest.typed(parameter.substring(sign + 1)));
            }
        }
        if (ids.isEmpty() && (fresh || !parameters.isEmpty())) {
            problems.error(
                    Place.of(fresh ? "--fresh" : "--parameter"), "", "is for pipelines", "Name the file of a pipeline");
        }
        problems.throwIfErrors();
        return RunRequest.byCommand(variables, fresh);
    }

    /** The files to run; a mistyped name is said before anything starts. */
    private List<Path> existing() {
        Problems problems = new Problems();
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                problems.error(Place.of(file.toString()), "", "no such file", "Name a file of routes");
            }
        }
        problems.throwIfErrors();
        return files;
    }

    /** The second signal is impatience. */
    private static void stop(CountDownLatch stop) {
        if (stop.getCount() == 0) {
            Runtime.getRuntime().halt(130);
        }
        stop.countDown();
    }

    private Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>();
        Session.put(flags, "wadi.host", host);
        Session.put(flags, "wadi.port", port);
        Session.put(flags, "wadi.api.host", apiHost);
        Session.put(flags, "wadi.api.port", apiPort);
        return flags;
    }
}
