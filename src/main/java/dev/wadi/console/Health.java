package dev.wadi.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wadi.engine.EngineStatus;
import dev.wadi.engine.RouteFileStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the service can do its work.
 *
 * @param status {@code UP} or {@code DOWN}
 * @param checks each connection and each file of routes. One that is DOWN does not make the service DOWN: an orchestrator
 *     would take away all that still works. Null for who may not see them
 */
record Health(String status, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Check> checks) {

    private static final String UP = "UP";
    private static final String DOWN = "DOWN";
    private static final Set<String> UNUSABLE = Set.of("failing", "missing");

    /** @param data its state, and why it is in it */
    record Check(String name, String status, Map<String, Object> data) {}

    static Health of(boolean up) {
        return new Health(up ? UP : DOWN, null);
    }

    Health with(EngineStatus engine) {
        return new Health(
                status,
                Stream.concat(
                                ServiceStatus.of(engine).connections().stream().map(Health::check),
                                engine.files().stream().map(Health::check))
                        .toList());
    }

    boolean isUp() {
        return status.equals(UP);
    }

    /** One that is degraded works. */
    private static Check check(ServiceStatus.Connection connection) {
        return new Check(
                "connection " + connection.connId(),
                UNUSABLE.contains(connection.state()) ? DOWN : UP,
                Map.of(
                        "state", connection.state(),
                        "reason", connection.reason(),
                        "since", connection.since()));
    }

    /** One whose version before goes on works. */
    private static Check check(RouteFileStatus file) {
        return new Check(
                "routes " + file.file(),
                file.loadedAt().isPresent() ? UP : DOWN,
                Map.of(
                        "state", ServiceStatus.word(file.state()),
                        "reason", file.reason(),
                        "since", file.since().toString(),
                        "waiting_for", file.waitingFor()));
    }
}
