package dev.wadi.console;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionStatus;
import dev.wadi.engine.EngineStatus;
import dev.wadi.engine.MissingConnection;
import dev.wadi.engine.RouteFileStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How a service is, as {@code GET /api/v2/status} tells it. Of a connection's definition it has the id and the type and
 * nothing else, because definitions hold secrets. Times are as in {@code 2026-01-31T12:00:00Z}.
 *
 * @param startedAt when it was started
 * @param port where people's routes are served; 0 while no route needs it
 * @param folder the folder of the connections, absolute; for those who ask whether it is theirs
 * @param connections all connections, by {@code conn_id}, and those that routes name and that are not there
 * @param files all files of routes, by name
 * @param problems what is wrong with connection files and settings, warnings among them
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServiceStatus(
        String startedAt,
        int port,
        String folder,
        List<Connection> connections,
        List<RouteFile> files,
        List<FileProblem> problems) {

    /**
     * How a connection is.
     *
     * @param connType empty when it is missing
     * @param state {@code open}, {@code degraded}, {@code failing}, {@code missing} or {@code opaque}
     * @param reason why it cannot be used, or why an older version is; empty when it is open
     * @param since when it came into this state
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Connection(String connId, String connType, String state, String reason, String since) {

        static Connection of(ConnectionStatus status) {
            return new Connection(
                    status.definition().connId(),
                    status.definition().connType(),
                    word(status.state()),
                    status.reason(),
                    status.since().toString());
        }

        static Connection of(MissingConnection missing) {
            return new Connection(
                    missing.connId(),
                    "",
                    "missing",
                    missing.reason(),
                    missing.since().toString());
        }
    }

    /**
     * How a file of routes is.
     *
     * @param state {@code loaded}, {@code waiting}, {@code failing} or {@code rejected}
     * @param reason why what it says is not in use; empty when it is
     * @param routes the ids of its routes that run; those of its last good version when it is none itself
     * @param waitingFor the {@code conn_id}s that it names and that do not exist
     * @param since when it came into this state
     * @param loadedAt when the version came into use that runs; empty when none does
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record RouteFile(
            String file,
            String state,
            String reason,
            List<String> routes,
            List<String> waitingFor,
            List<FileProblem> problems,
            String since,
            String loadedAt) {

        static RouteFile of(RouteFileStatus status) {
            return new RouteFile(
                    status.file(),
                    word(status.state()),
                    status.reason(),
                    status.routes(),
                    status.waitingFor(),
                    status.problems().stream().map(FileProblem::of).toList(),
                    status.since().toString(),
                    status.loadedAt().map(Instant::toString).orElse(""));
        }
    }

    /**
     * A problem.
     *
     * @param severity {@code error} or {@code warning}
     * @param line from 1; 0 when the file as a whole is meant
     * @param column from 1; 0 when the line as a whole is meant
     * @param text all of it, as it is printed
     */
    @JsonNaming(SnakeCaseStrategy.class)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record FileProblem(
            String severity, String file, int line, int column, String path, String what, String fix, String text) {

        static FileProblem of(Problem problem) {
            return new FileProblem(
                    word(problem.severity()),
                    problem.place().file(),
                    problem.place().line(),
                    problem.place().column(),
                    problem.path(),
                    problem.what(),
                    problem.fix(),
                    problem.toString());
        }
    }

    static ServiceStatus of(EngineStatus status) {
        return new ServiceStatus(
                status.startedAt().toString(),
                status.port(),
                status.folder(),
                connections(status),
                status.files().stream().map(RouteFile::of).toList(),
                status.problems().stream().map(FileProblem::of).toList());
    }

    private static List<Connection> connections(EngineStatus status) {
        return Stream.concat(
                        status.connections().stream().map(Connection::of),
                        status.missing().stream().map(Connection::of))
                .sorted(Comparator.comparing(Connection::connId))
                .toList();
    }

    static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
