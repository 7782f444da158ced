package dev.wadi.engine;

import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionStatus;
import java.time.Instant;
import java.util.List;

/**
 * How a running service is.
 *
 * @param startedAt when it was started
 * @param port where people's routes are served; 0 while no route needs it
 * @param connections all connections, by {@code conn_id}
 * @param files all files of routes, by name
 * @param problems what is wrong with connection files and settings, warnings among them
 */
public record EngineStatus(
        Instant startedAt,
        int port,
        List<ConnectionStatus> connections,
        List<RouteFileStatus> files,
        List<Problem> problems) {

    public EngineStatus {
        connections = List.copyOf(connections);
        files = List.copyOf(files);
        problems = List.copyOf(problems);
    }
}
