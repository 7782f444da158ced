package dev.wadi.connection;

import dev.wadi.config.ConfigurationException;
import dev.wadi.connection.ConnectionStatus.State;
import dev.wadi.connection.RunningTests.SupersededException;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.Exclusive;
import dev.wadi.spi.NothingThereException;
import dev.wadi.spi.Pooled;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings connections to what is written of them: opens them, puts changed versions in the place of others, and takes out
 * of use what is not defined any more. Thread-safe; one connection is changed by one thread at a time.
 */
final class ConnectionChanges {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionChanges.class);

    /** How long new work is held for a version that cannot be open twice, and how long when that was in vain before. */
    private static final Duration HELD = Duration.ofSeconds(5);

    private static final Duration HELD_AGAIN = Duration.ofMillis(200);

    /** How long the connections of a pool are opened before it comes into use. */
    private static final Duration FILLING = Duration.ofMillis(100);

    private final ConnectionTypes types;
    private final DefinitionBinder binder;
    private final ConnectionOpener opener;
    private final KeyFiles keyFiles;
    private final Map<String, Map<Path, String>> keys = new ConcurrentHashMap<>();
    private final ConnectionStatuses statuses;
    private final Function<String, LiveConnection> live;
    private final Events events;
    private final SwapCounter counter;
    private final RunningTests tests = new RunningTests();
    private final Set<String> stopped = ConcurrentHashMap.newKeySet();

    /** @param live what stands behind a conn_id; made when there is nothing yet */
    ConnectionChanges(
            ConnectionTypes types,
            DefinitionBinder binder,
            ConnectionOpener opener,
            KeyFiles keyFiles,
            ConnectionStatuses statuses,
            Events events,
            Function<String, LiveConnection> live) {
        this.types = types;
        this.binder = binder;
        this.opener = opener;
        this.keyFiles = keyFiles;
        this.statuses = statuses;
        this.events = events;
        this.counter = new SwapCounter(events);
        this.live = live;
    }

    /** How often connections were changed. */
    ConnectionCounts counts() {
        return counter.counts();
    }

    /** How a connection is opened from its settings. */
    private interface Opening {
        OpenedConnection open(ConnectionType<?> type, Record settings);
    }

    /** Puts a definition into use without a test; it is known and failing when it cannot be opened. */
    ConnectionStatus open(ConnectionDefinition definition) {
        return open(definition, (type, settings) -> opener.open(type, settings, definition.connId()));
    }

    private ConnectionStatus open(ConnectionDefinition definition, Opening opening) {
        LiveConnection connection = live.apply(definition.connId());
        Optional<ConnectionType<?>> type = types.find(definition.connType());
        if (type.isEmpty()) {
            String why = unusable(definition);
            connection.withdraw(List.of(), why);
            return statuses.set(definition, types.isOpaque(definition.connType()) ? State.OPAQUE : State.FAILING, why);
        }
        try {
            keys.put(definition.connId(), keyFiles.contents(definition));
            OpenedConnection opened = opening.open(type.get(), opener.settings(type.get(), definition));
            stopped.remove(definition.connId());
            connection.swap(new Generation(definition, opened), type.get().beans());
            return statuses.set(definition, State.OPEN, "");
        } catch (ConfigurationException | ConnectionException e) {
            connection.withdraw(type.get().beans(), "it could not be opened");
            return failing(definition, String.valueOf(e.getMessage()));
        }
    }

    private String unusable(ConnectionDefinition definition) {
        return types.isOpaque(definition.connType())
                ? "connections of type '" + definition.connType() + "' are kept and cannot be used here"
                : "there is no connection type '" + definition.connType() + "'";
    }

    private ConnectionStatus failing(ConnectionDefinition definition, String why) {
        return said(definition, State.FAILING, why).orElseGet(() -> {
            LOG.error("{}", why);
            return statuses.set(definition, State.FAILING, why);
        });
    }

    /** The status when it is this one already: what is tried again and again is said once. */
    private Optional<ConnectionStatus> said(ConnectionDefinition definition, State state, String reason) {
        return statuses.of(definition.connId())
                .filter(before -> before.state() == state && before.reason().equals(reason))
                .map(before -> statuses.set(before.of(definition)));
    }

    /** Puts a changed definition in the place of the version in use, which stays when that fails. */
    ConnectionStatus change(ConnectionDefinition definition, Duration timeout) {
        try {
            return tryToChange(definition, timeout);
        } catch (SupersededException e) {
            LOG.debug("connection '{}' is written otherwise by now", definition.connId(), e);
            return statuses.of(definition.connId()).orElseThrow();
        }
    }

    private ConnectionStatus tryToChange(ConnectionDefinition definition, Duration timeout) {
        Optional<Generation> current = live.apply(definition.connId()).current();
        if (current.isEmpty()) {
            return openAgain(definition, timeout);
        }
        Optional<ConnectionType<?>> type = types.find(definition.connType());
        if (type.isEmpty()) {
            return notChanged(definition, current.get(), unusable(definition));
        }
        try {
            return changed(definition, type.get(), current.get(), timeout);
        } catch (ExclusiveSwap.BusyException e) {
            return degraded(definition, current.get(), ": " + e.what() + "; it is tried again");
        } catch (NothingThereException e) {
            return notChanged(definition, current.get(), "; a restart would begin with an empty one: ", e.what());
        } catch (ConnectionException e) {
            return notChanged(definition, current.get(), e.what());
        } catch (ConfigurationException e) {
            return notChanged(definition, current.get(), String.valueOf(e.getMessage()));
        }
    }

    /** What was stopped because it failed its test has to pass it first. */
    private ConnectionStatus openAgain(ConnectionDefinition definition, Duration timeout) {
        boolean isNew = statuses.of(definition.connId()).isEmpty();
        ConnectionStatus status = stopped.contains(definition.connId())
                ? open(definition, (type, settings) -> tested(type, settings, definition.connId(), timeout))
                : open(definition);
        if (isNew && status.state() == State.OPEN) {
            LOG.info("connection '{}' is defined and open: {}", definition.connId(), ChangeText.target(definition));
        }
        return status;
    }

    private ConnectionStatus changed(
            ConnectionDefinition definition, ConnectionType<?> type, Generation current, Duration timeout) {
        Record settings = opener.settings(type, definition);
        Map<Path, String> contents = keyFiles.contents(definition);
        boolean sameKeys = contents.equals(keys.get(definition.connId()));
        boolean same = current.has(type, settings);
        if (sameKeys && current.takeOver(definition, type, settings)) {
            return same ? unchanged(definition) : changedInPlace(definition);
        }
        String told = ChangeText.of(current, definition, type, settings);
        boolean hasWork = current.leases() > 0;
        if (type == current.type() && excludes(current, settings)) {
            swapExclusively(definition, settings, current, timeout);
            hasWork = false;
        } else {
            OpenedConnection next = tested(type, settings, definition.connId(), timeout);
            fill(current, next);
            live.apply(definition.connId()).swap(new Generation(definition, next), type.beans());
            counter.drain(current, binder.swap(current.definition()).drain());
        }
        keys.put(definition.connId(), contents);
        counter.swapped();
        String work = hasWork ? "; work that has begun ends on the one before" : "";
        swapped(definition, "has changed " + told + work);
        return statuses.set(definition, State.OPEN, "");
    }

    /** Work that comes to the next version finds as many connections of its pool open as it would have on the one before. */
    private static void fill(Generation current, OpenedConnection next) {
        if (current.open() instanceof Pooled before && next.open() instanceof Pooled after) {
            after.open(before.poolUse().open(), FILLING);
        }
    }

    private OpenedConnection tested(ConnectionType<?> type, Record settings, String connId, Duration timeout) {
        return tests.run(connId, () -> opener.tested(type, settings, connId, timeout));
    }

    /** Gives up the test of a version of a connection that is not wanted any more. */
    void giveUp(String connId) {
        tests.giveUp(connId);
    }

    private void swapped(ConnectionDefinition definition, String how) {
        LOG.info("connection '{}' {}", definition.connId(), how);
        events.add(Events.Kind.SWAP, definition.connId(), "open", "connection '" + definition.connId() + "' " + how);
    }

    private boolean excludes(Generation current, Record settings) {
        return current.open() instanceof Exclusive open && open.isExclusive()
                || opener.excludes(current.type(), current.settings(), settings);
    }

    private void swapExclusively(
            ConnectionDefinition definition, Record settings, Generation current, Duration timeout) {
        String connId = definition.connId();
        boolean again = statuses.of(connId)
                .filter(before ->
                        before.state() == State.DEGRADED && before.definition().sameContent(definition))
                .isPresent();
        Duration drain = binder.swap(current.definition()).drain();
        Duration held = again ? HELD_AGAIN : drain.compareTo(HELD) < 0 ? drain : HELD;
        new ExclusiveSwap(live.apply(connId), current, held)
                .run(
                        () -> new Generation(definition, tested(current.type(), settings, connId, timeout)),
                        () -> new Generation(
                                current.definition(), opener.open(current.type(), current.settings(), connId)));
    }

    private ConnectionStatus unchanged(ConnectionDefinition definition) {
        Optional<ConnectionStatus> before = statuses.of(definition.connId());
        boolean mended =
                before.filter(status -> status.state() == State.DEGRADED).isPresent();
        if (mended) {
            LOG.info("connection '{}' is mended: the version in use is what is written again", definition.connId());
        }
        return before.isEmpty() || mended
                ? statuses.set(definition, State.OPEN, "")
                : statuses.set(before.get().of(definition));
    }

    private ConnectionStatus changedInPlace(ConnectionDefinition definition) {
        counter.changedInPlace();
        swapped(definition, "has changed in place; what is open stays open");
        return statuses.set(definition, State.OPEN, "");
    }

    private ConnectionStatus notChanged(ConnectionDefinition definition, Generation before, String why) {
        return notChanged(definition, before, ", would not survive a restart: ", why);
    }

    private ConnectionStatus notChanged(
            ConnectionDefinition definition, Generation before, String afterRestart, String why) {
        LiveConnection connection = live.apply(definition.connId());
        if (connection.current().isEmpty()) {
            counter.failed();
            return failing(definition, connection.why() + "; " + why);
        }
        if (binder.swap(definition).onFailedSwap() == SwapSettings.OnFailedSwap.STOP) {
            connection.withdraw("its changed version could not be opened");
            stopped.add(definition.connId());
            counter.failed();
            LOG.error("connection '{}' is stopped, as on_failed_swap asks: {}", definition.connId(), why);
            return statuses.set(definition, State.FAILING, why);
        }
        return degraded(definition, before, afterRestart + why);
    }

    private ConnectionStatus degraded(ConnectionDefinition definition, Generation before, String why) {
        String reason = "still using " + ChangeText.target(before.definition()) + why;
        return said(definition, State.DEGRADED, reason).orElseGet(() -> {
            counter.failed();
            LOG.error("connection '{}' is degraded: {}", definition.connId(), reason);
            return statuses.set(definition, State.DEGRADED, reason);
        });
    }

    /** Takes a connection out of use whose definition is gone; work that has begun on it ends. */
    void remove(String connId) {
        if (!statuses.remove(connId)) {
            return;
        }
        LiveConnection connection = live.apply(connId);
        Optional<Generation> current = connection.current();
        stopped.remove(connId);
        connection.withdraw("it is not defined any more");
        current.ifPresent(
                before -> counter.drain(before, binder.swap(before.definition()).drain()));
        LOG.info("connection '{}' is out of use: it is not defined any more; what needs it fails or waits", connId);
    }
}
