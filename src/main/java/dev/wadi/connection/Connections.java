package dev.wadi.connection;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Nearest;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.Lease;
import dev.wadi.spi.OpenConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of a process by {@code conn_id}. Thread-safe; connections are opened and removed on one thread.
 */
public final class Connections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final ConnectionTypes types;
    private final DefinitionBinder binder;
    private final ConnectionChecks checks;
    private final ConnectionOpener opener;
    private final ConnectionOpener openerInPlace;
    private final Map<String, LiveConnection> live = new ConcurrentHashMap<>();
    private final Map<String, ConnectionStatus> statuses = new ConcurrentHashMap<>();

    /** @param camelContext the context that connections serve; asked for only when a connection needs it */
    public Connections(ConnectionTypes types, Placeholders placeholders, Supplier<CamelContext> camelContext) {
        this.types = types;
        this.binder = new DefinitionBinder(placeholders::resolve, types.plugins());
        DefinitionBinder asWritten = new DefinitionBinder(written -> written, types.plugins());
        this.checks = new ConnectionChecks(types, binder, asWritten, new ReadableSecrets(types, placeholders));
        this.opener = new ConnectionOpener(types, binder, camelContext);
        this.openerInPlace = new ConnectionOpener(types, asWritten, camelContext);
    }

    /** The types that connections may have. */
    public ConnectionTypes types() {
        return types;
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
        LiveConnection connection = live.computeIfAbsent(definition.connId(), LiveConnection::new);
        Optional<ConnectionType<?>> type = types.find(definition.connType());
        if (type.isEmpty()) {
            String why = types.isOpaque(definition.connType())
                    ? "connections of type '" + definition.connType() + "' are kept and cannot be used here"
                    : "there is no connection type '" + definition.connType() + "'";
            connection.withdraw(List.of(), why);
            return status(
                    definition,
                    types.isOpaque(definition.connType())
                            ? ConnectionStatus.State.OPAQUE
                            : ConnectionStatus.State.FAILING,
                    why);
        }
        try {
            connection.swap(
                    new Generation(definition, opener.open(type.get(), definition)),
                    type.get().beans());
            return status(definition, ConnectionStatus.State.OPEN, "");
        } catch (ConfigurationException | ConnectionException e) {
            connection.withdraw(type.get().beans(), "it could not be opened");
            LOG.error("{}", e.getMessage());
            return status(definition, ConnectionStatus.State.FAILING, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Puts a changed definition into use: it is opened and tested beside the version in use, which goes on when that fails
     * ({@code extra.wadi.on_failed_swap} may ask to stop instead). Settings that are the same change nothing.
     *
     * @param timeout how long the test may take
     */
    public ConnectionStatus change(ConnectionDefinition definition, Duration timeout) {
        Optional<Generation> current = live(definition.connId()).flatMap(LiveConnection::current);
        Optional<ConnectionType<?>> type = types.find(definition.connType());
        if (current.isEmpty() || type.isEmpty()) {
            return open(definition);
        }
        try {
            return changed(definition, type.get(), current.get(), timeout);
        } catch (ConnectionException e) {
            return notChanged(definition, type.get(), current.get(), e.what());
        } catch (ConfigurationException e) {
            return notChanged(definition, type.get(), current.get(), String.valueOf(e.getMessage()));
        }
    }

    private ConnectionStatus changed(
            ConnectionDefinition definition, ConnectionType<?> type, Generation current, Duration timeout) {
        ConnectionStatus before = statuses.get(definition.connId());
        if (current.has(type, opener.settings(type, definition))) {
            boolean mended = before != null && before.state() == ConnectionStatus.State.DEGRADED;
            if (mended) {
                LOG.info("connection '{}' is mended: the version in use is what is written again", definition.connId());
            }
            return before == null || mended
                    ? status(definition, ConnectionStatus.State.OPEN, "")
                    : status(before.of(definition));
        }
        OpenedConnection next = opener.tested(type, definition, timeout);
        int leases = current.leases();
        required(definition.connId()).swap(new Generation(definition, next), type.beans());
        expireLater(current);
        LOG.info(
                "connection '{}' has changed: {} is in use{}",
                definition.connId(),
                target(definition),
                leases == 0 ? "" : "; work that has begun ends on " + target(current.definition()));
        return status(definition, ConnectionStatus.State.OPEN, "");
    }

    private ConnectionStatus notChanged(
            ConnectionDefinition definition, ConnectionType<?> type, Generation current, String why) {
        if (binder.swap(definition).onFailedSwap() == SwapSettings.OnFailedSwap.STOP) {
            required(definition.connId()).withdraw(type.beans(), "its changed version could not be opened");
            LOG.error("connection '{}' is stopped, as on_failed_swap asks: {}", definition.connId(), why);
            return status(definition, ConnectionStatus.State.FAILING, why);
        }
        String reason = "still using " + target(current.definition()) + ", would not survive a restart: " + why;
        ConnectionStatus before = statuses.get(definition.connId());
        if (before != null
                && before.state() == ConnectionStatus.State.DEGRADED
                && before.reason().equals(reason)) {
            return status(before.of(definition)); // said already
        }
        LOG.error("connection '{}' is degraded: {}", definition.connId(), reason);
        return status(definition, ConnectionStatus.State.DEGRADED, reason);
    }

    /** Takes a connection out of use whose definition is gone; work that has begun on it ends. What asks for it is told. */
    public void remove(String connId) {
        ConnectionStatus before = statuses.remove(connId);
        LiveConnection connection = live.get(connId);
        if (before == null || connection == null) {
            return;
        }
        Optional<Generation> current = connection.current();
        connection.withdraw("it is not defined any more");
        current.ifPresent(this::expireLater);
        LOG.warn("connection '{}' is not defined any more; what needs it fails or waits until it is", connId);
    }

    /** Work on a version that is out of use has the drain time that the version asked for. */
    private void expireLater(Generation before) {
        Duration drain = binder.swap(before.definition()).drain();
        CompletableFuture.delayedExecutor(drain.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> before.expire(drain));
    }

    /** Where a connection leads, as people name it. */
    private static String target(ConnectionDefinition definition) {
        String host = definition.host();
        String port = definition.port();
        if (host == null || host.isBlank()) {
            return "its " + definition.connType();
        }
        String schema = definition.schema();
        return host + (port == null ? "" : ":" + port) + (schema == null || schema.isBlank() ? "" : "/" + schema);
    }

    private ConnectionStatus status(ConnectionStatus status) {
        statuses.put(status.definition().connId(), status);
        return status;
    }

    private ConnectionStatus status(ConnectionDefinition definition, ConnectionStatus.State state, String reason) {
        ConnectionStatus status = new ConnectionStatus(definition, state, reason, Instant.now());
        statuses.put(definition.connId(), status);
        return status;
    }

    /** How all connections are, by {@code conn_id}. */
    public List<ConnectionStatus> statuses() {
        return statuses.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    /** How a connection is; empty when there is none of that name. */
    public Optional<ConnectionStatus> status(String connId) {
        return Optional.ofNullable(statuses.get(connId));
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
                .orElseThrow(() -> new ConnectionException(
                        connId,
                        "there is no such connection. " + Nearest.didYouMean(connId, live.keySet())
                                + "Try: wadi connections list",
                        null));
    }

    /** Closes all of them. What still uses one fails. */
    @Override
    public void close() {
        live.values().forEach(connection -> connection.withdraw(List.of(), "it is closed, the process ends"));
        live.clear();
        statuses.clear();
    }
}
