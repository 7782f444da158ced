package dev.wadi.connection;

import dev.wadi.connection.Events.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How connections are, by {@code conn_id}. Thread-safe. */
final class ConnectionStatuses {

    private final Map<String, ConnectionStatus> statuses = new ConcurrentHashMap<>();
    private final Map<String, Instant> missing = new ConcurrentHashMap<>();
    private final Events events;

    /** @param events are told of what is new */
    ConnectionStatuses(Events events) {
        this.events = events;
    }

    ConnectionStatus set(ConnectionDefinition definition, ConnectionStatus.State state, String reason) {
        return set(new ConnectionStatus(definition, state, reason, Instant.now()));
    }

    ConnectionStatus set(ConnectionStatus status) {
        String connId = status.definition().connId();
        ConnectionStatus before = statuses.put(connId, status);
        missing.remove(connId);
        boolean isNew = before == null
                || before.state() != status.state()
                || !before.reason().equals(status.reason());
        if (isNew) {
            tell(connId, status);
        }
        return status;
    }

    private void tell(String connId, ConnectionStatus status) {
        String state = status.state().name().toLowerCase(Locale.ROOT);
        String why = status.reason().isEmpty() ? "" : ": " + status.reason();
        events.add(Kind.CONNECTION, connId, state, "connection '" + connId + "' is " + state + why);
    }

    /** Forgets a connection that is not defined any more; false when there was none. */
    boolean remove(String connId) {
        boolean there = statuses.remove(connId) != null;
        if (there) {
            missing.put(connId, Instant.now());
            events.add(Kind.CONNECTION, connId, "missing", "connection '" + connId + "' is not defined any more");
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
