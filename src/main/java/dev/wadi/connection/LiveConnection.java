package dev.wadi.connection;

import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.Lease;
import dev.wadi.spi.Leases;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands behind a {@code conn_id} for the life of the process. The version behind it is swapped; the beans that it
 * gives out stay the same objects. Thread-safe.
 */
final class LiveConnection {

    private static final Logger LOG = LoggerFactory.getLogger(LiveConnection.class);

    private final String connId;
    private final Map<Class<?>, Object> beans = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile State state;

    /** @param why why there is no version, for the error of whoever asks for one */
    private record State(@Nullable Generation generation, List<ConnectionBean<?>> offers, String why) {}

    LiveConnection(String connId) {
        this.connId = connId;
        this.state = new State(null, List.of(), "it is not open yet");
    }

    String connId() {
        return connId;
    }

    /** The version in use, if there is one. */
    Optional<Generation> current() {
        return Optional.ofNullable(state.generation());
    }

    /** Puts a version into use; the one before it closes when its leases are back. */
    void swap(Generation next, List<ConnectionBean<?>> offers) {
        replace(new State(next, List.copyOf(offers), ""));
    }

    /** Takes the version out of use, or says that there is none yet; whoever asks from now on is told why. */
    void withdraw(List<ConnectionBean<?>> offers, String why) {
        replace(new State(null, List.copyOf(offers), why));
    }

    /** Takes the version out of use; what it offered is still offered, for when there is a version again. */
    void withdraw(String why) {
        withdraw(state.offers(), why);
    }

    private void replace(State next) {
        Generation before;
        synchronized (this) {
            before = state.generation();
            state = next;
        }
        listeners.forEach(this::tell);
        if (before != null) {
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

    /** A lease of the version in use. */
    Lease<Generation> lease() {
        Generation generation = acquired();
        return new ReturnedOnce<>(generation, () -> generation);
    }

    private <T> Lease<T> leaseOf(Class<T> type) {
        Generation generation = acquired();
        return new ReturnedOnce<>(generation, () -> generation.open().bean(type));
    }

    /** The version in use, taken into use once more. */
    private Generation acquired() {
        while (true) {
            State now = state;
            Generation generation = now.generation();
            if (generation == null) {
                throw new ConnectionException(connId, now.why() + ". Try: wadi connections test " + connId, null);
            }
            if (generation.acquire()) {
                return generation;
            }
        }
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

    /** A lease that is returned once, however often it is closed. */
    private static final class ReturnedOnce<T> implements Lease<T> {

        private final Generation generation;
        private final Supplier<T> value;
        private final AtomicBoolean closed = new AtomicBoolean();

        ReturnedOnce(Generation generation, Supplier<T> value) {
            this.generation = generation;
            this.value = value;
        }

        @Override
        public T value() {
            return value.get();
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                generation.release();
            }
        }
    }
}
