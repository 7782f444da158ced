package dev.wadi.cli;

import dev.wadi.config.Place;
import dev.wadi.config.Problems;
import dev.wadi.console.ApiServer;
import dev.wadi.engine.Engine;
import dev.wadi.engine.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description =
                "Runs the service: opens the connections, runs the routes, and serves the API, until it is stopped"
                        + " (Ctrl-C or SIGTERM). Exchanges that have begun are finished first.")
final class RunCommand implements Callable<Integer> {

    @Option(names = "--host", paramLabel = "HOST", description = "Where people's HTTP routes listen (0.0.0.0).")
    private @Nullable String host;

    @Option(names = "--port", paramLabel = "PORT", description = "The port of people's HTTP routes (8080).")
    private @Nullable String port;

    @Option(names = "--api-host", paramLabel = "HOST", description = "Where the API listens (127.0.0.1).")
    private @Nullable String apiHost;

    @Option(names = "--api-port", paramLabel = "PORT", description = "The port of the API (8081).")
    private @Nullable String apiPort;

    @Parameters(paramLabel = "FILE", description = "Run these files of routes only, instead of the whole folder.")
    private List<Path> files = List.of();

    private final Session session;

    RunCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Workspace workspace =
                Workspace.of(session.settings(flags()), session.shell().environment());
        CountDownLatch stop = new CountDownLatch(1);
        List.of("TERM", "INT", "HUP").forEach(signal -> Signals.register(signal, () -> stop(stop)));
        Engine engine = files.isEmpty() ? Engine.of(workspace) : Engine.of(workspace, existing());
        ApiServer.requirePort(workspace.settings());
        try (ServedApi api = new ServedApi(engine, workspace.settings());
                engine) { // the engine stops first, while the API says so
            engine.start(api::beginSoon);
            api.begin();
            stop.await();
            String again = session.shell().isTerminal() ? " (Ctrl-C again ends it at once)" : "";
            session.err().println("wadi: stopping; exchanges that have begun are finished first" + again);
        }
        return ExitCode.DONE;
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
