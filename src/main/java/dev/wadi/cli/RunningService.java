package dev.wadi.cli;

import dev.wadi.console.ApiException;
import dev.wadi.console.ServiceStatus;
import dev.wadi.console.ServiceUsage;
import dev.wadi.console.StatusClient;
import dev.wadi.engine.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;

/** The service that runs the files of a command, if there is one: what it says is shown beside what the files say. */
final class RunningService {

    /** A service that runs here answers at once; one elsewhere is asked by other commands. */
    private static final int CONNECT_MILLIS = 200;

    private final Settings settings;
    private final ServiceStatus status;

    private RunningService(Settings settings, ServiceStatus status) {
        this.settings = settings;
        this.status = status;
    }

    /** The one at the port that the settings name, when it has the same folder of connections. */
    static Optional<RunningService> of(Settings settings) {
        if (settings.apiPort() == 0 || !listens(settings)) {
            return Optional.empty();
        }
        try {
            ServiceStatus status = StatusClient.status(settings);
            String ours = settings.connections().toAbsolutePath().normalize().toString();
            return Optional.of(new RunningService(settings, status))
                    .filter(service -> status.folder().equals(ours));
        } catch (ApiException e) {
            return Optional.empty(); // another program, or a token that this shell does not have
        }
    }

    /** Whether anything does: making a client for nothing would slow the command down. */
    private static boolean listens(Settings settings) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(settings.apiHost(), settings.apiPort()), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** How a connection is; empty when the service does not know it yet. */
    Optional<ServiceStatus.Connection> connection(String connId) {
        return status.connections().stream()
                .filter(connection -> connection.connId().equals(connId))
                .findFirst();
    }

    /** What uses connections. */
    List<ServiceUsage> usages() {
        return StatusClient.usages(settings).usages();
    }
}
