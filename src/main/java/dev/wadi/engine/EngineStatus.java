package dev.wadi.engine;

import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a running service is.
 *
 * @param startedAt when it was started
 * @param port where people's routes are served; 0 while no route needs it
 * @param folder the folder of the connections, absolute
 * @param connections all connections, by {@code conn_id}
 * @param missing connections that routes name and that are not there
 * @param files all files of routes, by name
 * @param problems what is wrong with connection files and settings, warnings among them
 * @param loads how often the files were read
 */
public record EngineStatus(
        Instant startedAt,
        int port,
        String folder,
        List<ConnectionStatus> connections,
        List<MissingConnection> missing,
        List<RouteFileStatus> files,
        List<Problem> problems,
        Loads loads) {

    public EngineStatus {
        connections = List.copyOf(connections);
        missing = List.copyOf(missing);
        files = List.copyOf(files);
        problems = List.copyOf(problems);
    }

    /** One line that says how many connections and files of routes are in which state. */
    public String summary() {
        return "Wadi runs: " + count(connections, ConnectionStatus::state, "connection") + "; "
                + count(files, RouteFileStatus::state, "route file");
    }

    /** How many files there are of which nothing, or only an older version, is in use. */
    public long rejectedFiles() {
        Stream<String> routes = files.stream()
                .filter(file -> file.state() == RouteFileStatus.State.REJECTED)
                .map(RouteFileStatus::file);
        Stream<String> others = problems.stream().filter(Problem::isError).map(problem -> problem.place()
                .file());
        return Stream.concat(routes, others).distinct().count();
    }

    private static <T> String count(List<T> all, Function<T, Enum<?>> state, String noun) {
        Map<String, Long> counts = new TreeMap<>();
        all.forEach(one -> counts.merge(state.apply(one).name().toLowerCase(Locale.ROOT), 1L, Long::sum));
        String states = counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
        return (counts.isEmpty() ? "no" : states) + " " + noun + (all.size() == 1 ? "" : "s");
    }
}
