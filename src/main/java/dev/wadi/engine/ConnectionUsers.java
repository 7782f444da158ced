package dev.wadi.engine;

import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What uses which connection, by the files that run or are to run. Thread-safe. */
final class ConnectionUsers {

    private volatile Map<String, RouteDocument> documents = Map.of();

    /** Takes over what was read now. A file that cannot be read says what it said before. */
    void follow(List<RouteFile> read) {
        Map<String, RouteDocument> before = documents;
        Map<String, RouteDocument> now = new TreeMap<>();
        for (RouteFile file : read) {
            file.document()
                    .or(() -> Optional.ofNullable(before.get(file.file())))
                    .ifPresent(document -> now.put(file.file(), document));
        }
        documents = Collections.unmodifiableMap(now);
    }

    /** What uses connections, or may use them. */
    List<ConnectionUsage> usages(Collection<String> connIds) {
        return ConnectionUsage.in(documents.values(), connIds);
    }

    /**
     * Connections that are named and not there.
     *
     * @param known those that are there
     * @param removed those that were, and when they went
     * @param waiting files of routes, some of which wait
     */
    List<MissingConnection> missing(Set<String> known, Map<String, Instant> removed, List<RouteFileStatus> waiting) {
        Map<String, Instant> since = new TreeMap<>(removed);
        for (RouteFileStatus file : waiting) {
            file.waitingFor().forEach(connId -> since.putIfAbsent(connId, file.since()));
        }
        since.keySet().removeAll(known);
        Map<String, List<ConnectionUsage>> users = usages(since.keySet()).stream()
                .filter(ConnectionUsage::certain)
                .collect(Collectors.groupingBy(ConnectionUsage::connId, TreeMap::new, Collectors.toList()));
        return users.entrySet().stream()
                .map(entry -> new MissingConnection(
                        entry.getKey(), Objects.requireNonNull(since.get(entry.getKey())), entry.getValue()))
                .toList();
    }

    /** What changes for users of connections that go, or get another name or type. */
    List<String> warnings(ConnectionSet before, ConnectionSet now) {
        Map<String, ConnectionDefinition> after =
                now.definitions().stream().collect(Collectors.toMap(ConnectionDefinition::connId, Function.identity()));
        List<String> warnings = new ArrayList<>();
        for (ConnectionDefinition definition : before.definitions()) {
            String connId = definition.connId();
            ConnectionDefinition next = after.get(connId);
            if (next == null) {
                warn(connId, renamed(definition, before, now), warnings);
            } else if (!next.connType().equals(definition.connType())) {
                warn(connId, "changes its type from " + definition.connType() + " to " + next.connType(), warnings);
            }
        }
        return warnings;
    }

    private static String renamed(ConnectionDefinition gone, ConnectionSet before, ConnectionSet now) {
        Set<String> old = new TreeSet<>();
        before.definitions().forEach(definition -> old.add(definition.connId()));
        return now.definitions().stream()
                .filter(definition -> !old.contains(definition.connId()))
                .filter(definition -> definition.withConnId(gone.connId()).sameContent(gone))
                .findFirst()
                .map(definition -> "is called '" + definition.connId() + "' now")
                .orElse("is not defined any more");
    }

    private void warn(String connId, String what, List<String> warnings) {
        List<ConnectionUsage> users = usages(List.of(connId)).stream()
                .filter(ConnectionUsage::certain)
                .toList();
        if (!users.isEmpty()) {
            warnings.add("connection '" + connId + "' " + what + ", and is used by "
                    + users.stream().map(ConnectionUsage::user).collect(Collectors.joining(", ")));
        }
    }
}
