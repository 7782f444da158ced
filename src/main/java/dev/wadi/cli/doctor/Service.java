package dev.wadi.cli.doctor;

import dev.wadi.cli.doctor.Finding.Topic;
import dev.wadi.console.ApiException;
import dev.wadi.console.ApiRefusedException;
import dev.wadi.console.PipelinesClient;
import dev.wadi.console.ServicePipeline;
import dev.wadi.console.ServiceRun;
import dev.wadi.console.ServiceStatus;
import dev.wadi.console.ServiceVersion;
import dev.wadi.console.StatusClient;
import dev.wadi.engine.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The ports, and the service that runs, if one does: who holds what, and how it says that it is. */
final class Service {

    private static final int CONNECT_MILLIS = 2000;

    private final Settings settings;
    private final Findings findings = new Findings(Topic.SERVICE);
    private Optional<ServiceStatus> status = Optional.empty();

    Service(Settings settings) {
        this.settings = settings;
    }

    /** How it is; empty when none runs, or it does not say. Known when this was examined. */
    Optional<ServiceStatus> status() {
        return status;
    }

    List<Finding> examine() {
        if (settings.apiPort() == 0) {
            findings.ok("wadi.api.port", "is 0: a service picks a free port, and is not found here");
        } else {
            api(new Port(settings.apiHost(), settings.apiPort()));
        }
        int port = status.map(ServiceStatus::port).filter(used -> used > 0).orElse(settings.port());
        if (port != 0) {
            routes(new Port(settings.host(), port));
        }
        status.ifPresent(this::running);
        return findings.found();
    }

    private void api(Port port) {
        String where = "port " + port.number();
        Port.State state = port.state();
        if (state instanceof Port.Free) {
            findings.ok(where, "is free: no service runs here");
        } else if (state instanceof Port.Unusable unusable && !isReachable(port)) {
            findings.problem(
                    where,
                    "the API cannot be served at " + port.host() + ": " + unusable.why(),
                    "Change wadi.api.host or wadi.api.port (from 1024 on, unless you are root)");
        } else {
            ask(where, state instanceof Port.Taken taken ? taken.holder() : "");
        }
    }

    private static boolean isReachable(Port port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(port.host(), port.number()), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void ask(String where, String holder) {
        String by = holder.isEmpty() ? "another program" : holder;
        try {
            status = Optional.of(StatusClient.status(settings));
            findings.ok(where, "is held by the Wadi that runs" + (holder.isEmpty() ? "" : ", " + holder));
        } catch (ApiException e) {
            boolean isWadi = String.valueOf(e.getMessage()).contains("another token");
            findings.problem(
                    where,
                    isWadi
                            ? "a service runs (" + by + ") and does not tell this shell how it is: it needs its token"
                            : "is held by " + by + ", which is not Wadi: wadi run cannot start",
                    isWadi
                            ? "Set WADI_API_TOKEN to the token that it was started with or that its log names"
                            : "Stop it, or choose another port: wadi run --api-port N, or WADI_API_PORT=N");
        } catch (ApiRefusedException e) {
            findings.problem(where, "the service that runs refuses to say how it is: " + e.getMessage(), "See its log");
        }
    }

    private void routes(Port port) {
        String where = "port " + port.number();
        Port.State state = port.state();
        boolean isOurs =
                status.filter(service -> service.port() == port.number()).isPresent();
        if (isOurs) {
            findings.ok(where, "is held by the Wadi that runs, for its HTTP routes");
        } else if (state instanceof Port.Taken taken) {
            findings.warning(
                    where,
                    "is held by " + (taken.holder().isEmpty() ? "another program" : taken.holder())
                            + ": files with HTTP routes wait until it is free",
                    "Stop it, or choose another port: wadi run --port N, or WADI_PORT=N");
        } else if (state instanceof Port.Unusable unusable) {
            findings.problem(
                    where,
                    "HTTP routes cannot be served at " + port.host() + ": " + unusable.why(),
                    "Change wadi.host or wadi.port (from 1024 on, unless you are root)");
        } else {
            findings.ok(where, "is free for HTTP routes");
        }
    }

    private void running(ServiceStatus service) {
        String ours = settings.connections().toAbsolutePath().normalize().toString();
        findings.ok("", "runs since " + Paths.time(Instant.parse(service.startedAt())) + " on " + service.folder());
        if (!service.folder().equals(ours)) {
            findings.warning(
                    service.folder(),
                    "the service runs the files of this folder, and not those of " + ours,
                    "For a second service, choose other ports: wadi run --api-port N --port N");
            return;
        }
        version(service);
        service.connections().forEach(this::connection);
        service.files().forEach(this::file);
        pipelines();
    }

    private void version(ServiceStatus service) {
        String own = ServiceVersion.own().version();
        String there = versionThere();
        if (!there.equals(own)) {
            findings.warning(
                    "",
                    "the service is Wadi " + there + ", and this command is Wadi " + own,
                    "Restart the service, to have one of them");
        } else if (changed(Instant.parse(service.startedAt()))) {
            findings.warning(
                    "", "Wadi was built or installed again after the service was started", "Restart the service");
        }
    }

    private String versionThere() {
        try {
            return StatusClient.version(settings).version();
        } catch (ApiException | ApiRefusedException e) {
            return "of an older version";
        }
    }

    private static boolean changed(Instant start) {
        return Installation.jar()
                .filter(jar -> Installation.changedAt(jar).isAfter(start))
                .isPresent();
    }

    private void connection(ServiceStatus.Connection connection) {
        String since = connection.state() + " since " + Paths.time(Instant.parse(connection.since()));
        String what = since + ": " + connection.reason();
        switch (connection.state()) {
            case "degraded" -> findings.warning(
                    connection.connId(),
                    what,
                    "Mend the file or the server, and it is taken up by itself. See: wadi connections test "
                            + connection.connId());
            case "failing" -> findings.problem(
                    connection.connId(), what, "See: wadi connections test " + connection.connId());
            case "missing" -> findings.problem(
                    connection.connId(), what, "Run: wadi connections add " + connection.connId());
            default -> {
                // open, or of a type that Wadi keeps for others
            }
        }
    }

    private void file(ServiceStatus.RouteFile file) {
        if (file.state().equals("loaded")) {
            return;
        }
        String since = file.state() + " since " + Paths.time(Instant.parse(file.since()));
        boolean isRejected = file.state().equals("rejected"); // why, is said of the file itself
        String why = isRejected || file.reason().isEmpty() ? "" : ": " + Findings.line(file.reason());
        String fix = isRejected ? "Mend the file: wadi validate" : "See: wadi status";
        if (file.loadedAt().isEmpty()) {
            findings.problem(file.file(), since + why + "; nothing of it runs", fix);
        } else {
            String version = "; its version of " + Paths.time(Instant.parse(file.loadedAt())) + " goes on";
            findings.warning(file.file(), since + why + version, fix);
        }
    }

    private void pipelines() {
        try {
            new PipelinesClient(settings).list().pipelines().forEach(this::pipeline);
        } catch (ApiException | ApiRefusedException e) {
            findings.problem("pipelines", String.valueOf(e.getMessage()), "See wadi.state under Folders");
        }
    }

    private void pipeline(ServicePipeline pipeline) {
        ServiceRun last = pipeline.lastRun();
        if (last == null || !last.state().equals("failed") && !last.state().equals("interrupted")) {
            return;
        }
        String error = last.error() == null ? "" : ": " + last.error();
        String began = Paths.time(Instant.parse(last.began()));
        findings.warning(
                pipeline.pipelineId(),
                "its last run, begun at " + began + ", "
                        + (last.state().equals("failed") ? "failed" : "was interrupted") + error,
                "The next run takes it up: wadi pipelines run " + pipeline.pipelineId());
    }
}
