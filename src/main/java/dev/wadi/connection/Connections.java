package dev.wadi.connection;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Nearest;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.Lease;
import dev.wadi.spi.OpenConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/**
 * The connections of a process by {@code conn_id}. Thread-safe; connections are opened and removed on one thread.
 */
public final class Connections implements AutoCloseable {

    private final ConnectionTypes types;
    private final ConnectionChecks checks;
    private final ConnectionOpener opener;
    private final ConnectionOpener openerInPlace;
    private final Map<String, LiveConnection> live = new ConcurrentHashMap<>();
    private final Events events = new Events();
    private final ConnectionStatuses statuses = new ConnectionStatuses(events);
    private final KeyFiles keyFiles;
    private final ConnectionChanges changes;

    /** @param camelContext the context that connections serve; asked for only when a connection needs it */
    public Connections(ConnectionTypes types, Placeholders placeholders, Supplier<CamelContext> camelContext) {
        this.types = types;
        DefinitionBinder binder = new DefinitionBinder(placeholders::resolve, types.plugins());
        DefinitionBinder asWritten = new DefinitionBinder(written -> written, types.plugins());
        this.checks = new ConnectionChecks(types, binder, asWritten, new ReadableSecrets(types, placeholders));
        this.opener = new ConnectionOpener(types, binder, camelContext);
        this.keyFiles = new KeyFiles(placeholders::resolve);
        this.changes = new ConnectionChanges(
                types,
                binder,
                opener,
                keyFiles,
                statuses,
                events,
                connId -> live.computeIfAbsent(connId, LiveConnection::new));
        this.openerInPlace = new ConnectionOpener(types, asWritten, camelContext);
    }

    /** The types that connections may have. */
    public ConnectionTypes types() {
        return types;
    }

    /** The files of certificates and keys that connections name; when what is in one changes, its connections are opened anew. */
    public Set<Path> keyFiles() {
        Set<Path> files = new TreeSet<>();
        statuses().forEach(status -> files.addAll(keyFiles.paths(status.definition())));
        return files;
    }

    /** What happened to connections and to what uses them. */
    public Events events() {
        return events;
    }

    /** What is wrong with connections, without connecting to anything. */
    public ConnectionChecks checks() {
        return checks;
    }

    /**
     * Opens a connection and puts it into use under its {@code conn_id}; a version that was in use before closes when the
     * work that has begun on it is over. When it cannot be opened, the {@code conn_id} is known and failing.
     */
    public ConnectionStatus open(ConnectionDefinition definition) {
        return changes.open(definition);
    }

    /**
     * Puts a changed definition into use: it is opened and tested beside the version in use, which goes on when that fails
     * ({@code extra.wadi.on_failed_swap} may ask to stop instead). Settings that are the same change nothing, and those
     * that can change in place close nothing.
     *
     * @param timeout how long the test may take
     */
    public ConnectionStatus change(ConnectionDefinition definition, Duration timeout) {
        return changes.change(definition, timeout);
    }

    /** Gives up the test of a changed version that is not wanted any more; its {@link #change} leaves all as it is. */
    public void giveUp(String connId) {
        changes.giveUp(connId);
    }

    /** Takes a connection out of use whose definition is gone; work that has begun on it ends. What asks for it is told. */
    public void remove(String connId) {
        changes.remove(connId);
    }

    /** How often connections were changed. */
    public ConnectionCounts counts() {
        return changes.counts();
    }

    /** How much each connection that can be used is in use now, by {@code conn_id}. */
    public List<ConnectionUse> uses() {
        return live.values().stream()
                .flatMap(connection ->
                        connection.current().stream().map(version -> ConnectionUse.of(connection.connId(), version)))
                .sorted(Comparator.comparing(ConnectionUse::connId))
                .toList();
    }

    /** What was done through each connection since the start, by {@code conn_id}. */
    public List<ConnectionTraffic> work() {
        return statuses().stream()
                .map(ConnectionStatus::definition)
                .flatMap(definition -> live(definition.connId()).stream()
                        .map(connection -> connection.counter().work(definition)))
                .toList();
    }

    /** Counts a piece of work that failed, for the one who had a lease. */
    public void failed(String connId) {
        live(connId).ifPresent(connection -> connection.counter().leaseFailed());
    }

    /** How all connections are, by {@code conn_id}. */
    public List<ConnectionStatus> statuses() {
        return statuses.all();
    }

    /** The conn_ids of all connections. */
    public Set<String> connIds() {
        return statuses.all().stream()
                .map(status -> status.definition().connId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Connections that were removed and are not back, and since when. */
    public Map<String, Instant> missing() {
        return statuses.missing();
    }

    /** How a connection is; empty when there is none of that name. */
    public Optional<ConnectionStatus> status(String connId) {
        return statuses.of(connId);
    }

    /** The bean of a connection: the same object each time, whatever version of the connection is behind it. */
    public <T> Optional<T> bean(String connId, Class<T> type) {
        return live(connId).flatMap(connection -> connection.bean(type));
    }

    /** Tries the outside system of a connection that is in use. */
    public String test(String connId, Duration timeout) {
        return use(connId, open -> types.loader().call(() -> open.test(timeout)));
    }

    /** Opens a definition beside what is in use, tries its outside system, and closes it. */
    public String test(ConnectionDefinition definition, Duration timeout) {
        return use(definition, open -> types.loader().call(() -> open.test(timeout)));
    }

    /** As {@link #test(ConnectionDefinition, Duration)}, and asks for the server's time where it tells. */
    public ConnectionTrial tryOut(ConnectionDefinition definition, Duration timeout) {
        return use(definition, open -> types.loader().call(() -> ConnectionTrial.of(open, timeout)));
    }

    /** Opens a definition beside what is in use, uses it, and closes it. */
    public <R> R use(ConnectionDefinition definition, Function<OpenConnection, R> work) {
        ConnectionType<?> type = types.find(definition.connType())
                .orElseThrow(() -> new ConfigurationException(types.unknown(definition)));
        try (OpenConnection open = opener.open(type, definition).open()) {
            return work.apply(open);
        }
    }

    /** Uses the version of a connection that is in use; it stays open until the work is done. */
    public <R> R use(String connId, Function<OpenConnection, R> work) {
        try (Lease<Generation> lease = required(connId).lease()) {
            return work.apply(lease.value().open());
        }
    }

    /**
     * Takes the version of a connection that is in use; it stays open until the lease is closed.
     *
     * @throws ConnectionException when there is none
     */
    public Lease<OpenConnection> lease(String connId) {
        Lease<Generation> lease = required(connId).lease();
        return new Lease<>() {
            @Override
            public OpenConnection value() {
                return lease.value().open();
            }

            @Override
            public void close() {
                lease.close();
            }
        };
    }

    /**
     * Opens a connection that a stage describes in place; it closes with the lease.
     *
     * @throws ConfigurationException when what is described is wrong
     * @throws ConnectionException when it cannot be opened
     */
    public Lease<OpenConnection> lease(ConnectionInPlace described) {
        ConnectionDefinition definition = described.definition();
        ConnectionType<?> type = types.find(definition.connType()).orElseThrow();
        try {
            return new OwnLease(openerInPlace.open(type, definition).open());
        } catch (ConfigurationException e) {
            throw new ConfigurationException(
                    e.problems().stream().map(described::shown).toList());
        }
    }

    Optional<LiveConnection> live(String connId) {
        return Optional.ofNullable(live.get(connId));
    }

    LiveConnection required(String connId) {
        return live(connId)
                .orElseThrow(() -> new MissingConnectionException(
                        connId,
                        "there is no such connection. " + Nearest.didYouMean(connId, live.keySet())
                                + "Try: wadi connections list"));
    }

    /** Closes all of them. What still uses one fails. */
    @Override
    public void close() {
        live.values().forEach(connection -> connection.withdraw(List.of(), "it is closed, the process ends"));
        live.clear();
        statuses.clear();
    }
}
