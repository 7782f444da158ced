package dev.wadi.console;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.wadi.connection.ConnectionTraffic;
import dev.wadi.connection.ConnectionUse;
import dev.wadi.connection.Connections;
import dev.wadi.spi.Pooled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How much connections are used, now and then, for small charts. Of a connection that nobody looks at nothing is measured. Thread-safe.
 */
final class Measures {

    static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final long WATCHED_NANOS = Duration.ofMinutes(10).toNanos();
    private static final int MAX_POINTS = 360;
    private static final int MAX_CONNECTIONS = 100;

    private final Connections connections;
    private final LongSupplier nanos;
    private final Map<String, Watched> watched = new HashMap<>();
    private volatile boolean isWatching;

    /**
     * What is known of a connection.
     *
     * @param points the oldest first
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Page(long intervalSeconds, List<Point> points) {}

    /**
     * A moment, and the time since the one before it.
     *
     * @param active connections of its pool that are in use; null when it keeps none, as idle and waiting
     * @param waiting threads that wait for one
     * @param leases pieces of work that use it
     * @param done pieces of work that were begun since the moment before
     * @param failed those that failed
     * @param meanMs how long exchanges through {@code conn:} took; null when none ended
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Point(
            String at,
            @Nullable Integer active,
            @Nullable Integer idle,
            @Nullable Integer waiting,
            int leases,
            long done,
            long failed,
            @Nullable Double meanMs) {}

    private static final class Watched {
        private final Deque<Point> points = new ArrayDeque<>();
        private @Nullable ConnectionTraffic before;
        private long asked;
    }

    /** @param nanos the time, as of {@link System#nanoTime} */
    Measures(Connections connections, LongSupplier nanos) {
        this.connections = connections;
        this.nanos = nanos;
    }

    /** The last half hour of a connection, as far as somebody looked. */
    synchronized Page of(String connId) {
        Watched known = watched.get(connId);
        if (known == null) {
            if (watched.size() >= MAX_CONNECTIONS) {
                throw RefusedException.tooMany("Too many connections are looked at. Try again in a minute", 60);
            }
            known = new Watched();
            known.asked = nanos.getAsLong();
            watched.put(connId, known);
            isWatching = true;
            measure();
        }
        known.asked = nanos.getAsLong();
        return new Page(INTERVAL.toSeconds(), List.copyOf(known.points));
    }

    /** Whether somebody looks at any. */
    boolean isWatching() {
        return isWatching;
    }

    /** Measures those that somebody looks at; to be called each {@link #INTERVAL}. */
    synchronized void measure() {
        watched.values().removeIf(one -> nanos.getAsLong() - one.asked >= WATCHED_NANOS);
        isWatching = !watched.isEmpty();
        if (!isWatching) {
            return;
        }
        Map<String, ConnectionUse> uses =
                connections.uses().stream().collect(Collectors.toMap(ConnectionUse::connId, Function.identity()));
        for (ConnectionTraffic work : connections.work()) {
            Watched known = watched.get(work.connId());
            if (known != null) {
                add(known, work, Optional.ofNullable(uses.get(work.connId())));
            }
        }
    }

    private static void add(Watched known, ConnectionTraffic now, Optional<ConnectionUse> use) {
        ConnectionTraffic before = known.before == null ? now : known.before;
        Optional<Pooled.Use> pool = use.flatMap(ConnectionUse::pool);
        known.points.addLast(new Point(
                Instant.now().toString(),
                pool.map(Pooled.Use::active).orElse(null),
                pool.map(Pooled.Use::idle).orElse(null),
                pool.map(Pooled.Use::waiting).orElse(null),
                use.map(ConnectionUse::leases).orElse(0),
                now.exchanges() + now.leases() - before.exchanges() - before.leases(),
                now.failedExchanges() + now.failedLeases() - before.failedExchanges() - before.failedLeases(),
                meanMillis(before, now)));
        if (known.points.size() > MAX_POINTS) {
            known.points.removeFirst();
        }
        known.before = now;
    }

    private static @Nullable Double meanMillis(ConnectionTraffic before, ConnectionTraffic now) {
        long ended = now.sent().total() - before.sent().total();
        double seconds = now.sent().seconds() - before.sent().seconds();
        return ended <= 0 ? null : seconds * 1000 / ended;
    }
}
