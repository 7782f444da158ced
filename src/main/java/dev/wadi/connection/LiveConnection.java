package dev.wadi.connection;

import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.Lease;
import dev.wadi.spi.Leases;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands behind a {@code conn_id} for the life of the process. The version behind it is swapped; the beans that it
 * gives out stay the same objects. Thread-safe.
 */
final class LiveConnection {

    private static final Logger LOG = LoggerFactory.getLogger(LiveConnection.class);

    /** How long work waits for a version that is held; longer than one is held, unless closing takes its time. */
    private static final Duration HELD_AT_MOST = Duration.ofSeconds(30);

    private final String connId;
    private final Map<Class<?>, Object> beans = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Refusals refusals = new Refusals();
    private final ConnectionCounter counter = new ConnectionCounter();
    private volatile State state;

    /**
     * @param why why there is no version, for the error of whoever asks for one
     * @param held the version that is out of use for a moment; new work waits for what comes after it
     */
    private record State(
            @Nullable Generation generation, List<ConnectionBean<?>> offers, String why, @Nullable Generation held) {}

    LiveConnection(String connId) {
        this.connId = connId;
        this.state = new State(null, List.of(), "it is not open yet", null);
    }

    String connId() {
        return connId;
    }

    /** What counts the work that is done through it. */
    ConnectionCounter counter() {
        return counter;
    }

    /** The version in use, if there is one. */
    Optional<Generation> current() {
        return Optional.ofNullable(state.generation());
    }

    /** Why there is no version. */
    String why() {
        return state.why();
    }

    /** Puts a version into use; the one before it closes when its leases are back. */
    void swap(Generation next, List<ConnectionBean<?>> offers) {
        replace(new State(next, List.copyOf(offers), "", null));
        refusals.end().ifPresent(count -> LOG.info("connection '{}' is back; {}", connId, count));
    }

    /**
     * Takes the version out of use for a moment: work that comes waits, for a limited time, until there is one again or
     * none is to come. The version stays open, and work that has begun on it goes on with it.
     *
     * @param why what happens, for the error of work that waits in vain
     */
    void hold(String why) {
        replace(new State(null, state.offers(), why, state.generation()), false);
    }

    /** Takes the version out of use, or says that there is none yet; whoever asks from now on is told why. */
    void withdraw(List<ConnectionBean<?>> offers, String why) {
        replace(new State(null, List.copyOf(offers), why, null));
    }

    /** Takes the version out of use; what it offered is still offered, for when there is a version again. */
    void withdraw(String why) {
        withdraw(state.offers(), why);
    }

    private void replace(State next) {
        replace(next, true);
    }

    private void replace(State next, boolean retires) {
        Generation before;
        synchronized (this) {
            before = state.generation();
            state = next;
            notifyAll(); // who waits may hold what a listener needs, and is therefore told first
        }
        listeners.forEach(this::tell);
        if (before != null && retires) {
            before.retire();
        }
    }

    /** What one user of the connection cannot do must not keep the others, and the version before, from moving on. */
    private void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            LOG.error("connection '{}': a user of it could not follow its change", connId, e);
        }
    }

    /** Runs it after each change of version, on the thread that makes the change. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    void offChange(Runnable listener) {
        listeners.remove(listener);
    }

    /** A lease of the version in use, for a piece of work; waits while that is held. */
    Lease<Generation> lease() {
        counter.lease();
        return leaseWhenReleased();
    }

    private Lease<Generation> leaseWhenReleased() {
        awaitRelease();
        return leaseNow().orElseGet(this::leaseWhenReleased);
    }

    private Lease<Generation> lease(Generation acquired) {
        return new VersionLease<>(acquired, () -> acquired, counter::leaseFailed);
    }

    /**
     * A further lease for work that has begun on a version which is held since: it would wait for a swap that waits for it.
     *
     * @param own the version that the work uses
     */
    Optional<Lease<Generation>> leaseHeld(Generation own) {
        return state.held() == own && own.acquireAnother() ? Optional.of(lease(own)) : Optional.empty();
    }

    /**
     * A lease of the version in use; none while that is held.
     *
     * @throws MissingConnectionException when there is no version
     */
    Optional<Lease<Generation>> leaseNow() {
        while (true) {
            State now = state;
            Generation generation = now.generation();
            if (generation == null && now.held() != null) {
                return Optional.empty();
            }
            if (generation == null) {
                throw missing(now.why());
            }
            if (generation.acquire()) {
                return Optional.of(lease(generation));
            }
        }
    }

    private MissingConnectionException missing(String why) {
        refusals.refuse(System.nanoTime()).ifPresent(count -> LOG.warn("connection '{}': {}; {}", connId, why, count));
        return new MissingConnectionException(connId, why + ". Try: wadi connections test " + connId);
    }

    /**
     * Waits while the version is held. Not to be called with a monitor that a listener takes.
     *
     * @throws ConnectionException when it is held for too long
     */
    void awaitRelease() {
        if (state.held() == null) {
            return;
        }
        try {
            awaitRelease(System.nanoTime() + HELD_AT_MOST.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(connId, "interrupted while waiting: " + state.why(), e);
        }
    }

    private synchronized void awaitRelease(long end) throws InterruptedException {
        while (state.held() != null) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis <= 0) {
                throw new ConnectionException(
                        connId, "waited for " + HELD_AT_MOST.toSeconds() + " s in vain: " + state.why(), null);
            }
            wait(millis);
        }
    }

    private Lease<Generation> leaseCounted() {
        try {
            return lease();
        } catch (ConnectionException e) {
            counter.leaseFailed();
            throw e;
        }
    }

    private <T> Lease<T> leaseOf(Class<T> type) {
        Lease<Generation> lease = leaseCounted();
        Generation generation = lease.value();
        if (generation.type().beans().stream().noneMatch(offer -> offer.type() == type)) {
            lease.close();
            throw new ConnectionException(
                    connId,
                    "it is of type '" + generation.type().name() + "' now, which offers no " + type.getSimpleName(),
                    null);
        }
        return new VersionLease<>(generation, () -> generation.open().bean(type), counter::leaseFailed);
    }

    /** The bean of a type, the same object each time; empty when the connection offers none. */
    <T> Optional<T> bean(Class<T> type) {
        return state.offers().stream()
                .filter(offer -> type.isAssignableFrom(offer.type()))
                .findFirst()
                .map(offer -> type.cast(stable(offer)));
    }

    /** The first bean that it offers. */
    Optional<Object> firstBean() {
        return state.offers().stream().findFirst().map(this::stable);
    }

    private <T> Object stable(ConnectionBean<T> offer) {
        Object known = beans.get(offer.type());
        if (known != null) {
            return known;
        }
        T made = offer.stable().apply(leasesOf(offer.type()));
        if (!offer.isStable()) {
            return made;
        }
        Object raced = beans.putIfAbsent(offer.type(), made);
        return raced == null ? made : raced;
    }

    private <T> Leases<T> leasesOf(Class<T> type) {
        return new Leases<>() {
            @Override
            public Lease<T> lease() {
                return leaseOf(type);
            }

            @Override
            public <B> B stable(Class<B> other) {
                return bean(other)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "connection '" + connId + "' offers no " + other.getName()));
            }
        };
    }
}
