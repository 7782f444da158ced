package dev.wadi.console;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.wadi.connection.ConnectionUse;
import dev.wadi.engine.ConnectionUsage;
import dev.wadi.engine.Engine;
import dev.wadi.engine.RouteFileStatus;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A place in a file of routes that uses a connection, as {@code GET /api/v2/usages} tells it.
 *
 * @param how {@code uses}, or {@code may use} where the connection is named only when the route runs
 * @param state how the file is: {@code loaded}, {@code waiting}, {@code failing} or {@code rejected}
 * @param leases how many pieces of work use the connection now, wherever they come from
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ServiceUsage(String connId, String route, String where, String how, String state, int leases) {

    /** All of them. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Page(List<ServiceUsage> usages) {}

    static Page of(Engine engine) {
        Map<String, String> states = engine.status().files().stream()
                .collect(Collectors.toMap(RouteFileStatus::file, file -> ServiceStatus.word(file.state())));
        Map<String, Integer> leases = engine.connections().uses().stream()
                .collect(Collectors.toMap(ConnectionUse::connId, ConnectionUse::leases));
        return new Page(engine.usages().stream()
                .map(usage -> of(
                        usage, states.getOrDefault(usage.place().file(), ""), leases.getOrDefault(usage.connId(), 0)))
                .toList());
    }

    private static ServiceUsage of(ConnectionUsage usage, String state, int leases) {
        return new ServiceUsage(usage.connId(), usage.route(), usage.place().toString(), usage.how(), state, leases);
    }
}
