package dev.wadi.connection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How connections are, by {@code conn_id}. Thread-safe. */
final class ConnectionStatuses {

    private final Map<String, ConnectionStatus> statuses = new ConcurrentHashMap<>();
    private final Map<String, Instant> missing = new ConcurrentHashMap<>();

    ConnectionStatus set(ConnectionDefinition definition, ConnectionStatus.State state, String reason) {
        return set(new ConnectionStatus(definition, state, reason, Instant.now()));
    }

    ConnectionStatus set(ConnectionStatus status) {
        String connId = status.definition().connId();
        statuses.put(connId, status);
        missing.remove(connId);
        return status;
    }

    /** Forgets a connection that is not defined any more; false when there was none. */
    boolean remove(String connId) {
        boolean there = statuses.remove(connId) != null;
        if (there) {
            missing.put(connId, Instant.now());
        }
        return there;
    }

    Optional<ConnectionStatus> of(String connId) {
        return Optional.ofNullable(statuses.get(connId));
    }

    List<ConnectionStatus> all() {
        return statuses.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Connections that were removed and are not back, and since when. */
    Map<String, Instant> missing() {
        return Map.copyOf(missing);
    }

    void clear() {
        statuses.clear();
        missing.clear();
    }
}
