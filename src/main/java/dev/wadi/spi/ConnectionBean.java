package dev.wadi.spi;

import java.util.function.Function;

/**
 * Something that a connection type offers in Camel's registry under the {@code conn_id}.
 *
 * <p>What the registry gives out is one object for the life of the process, made by {@code stable}; what is behind it is
 * swapped when the connection changes. It must take a {@linkplain Leases lease} for each piece of work and return it when
 * the work is over, because a connection is closed only when its leases are back.
 *
 * @param type the interface or class that routes and Java code ask for
 * @param stable makes the object that the registry gives out
 * @param isStable whether it is made once; otherwise it is made for each look-up
 */
public record ConnectionBean<T>(Class<T> type, Function<Leases<T>, T> stable, boolean isStable) {

    /** A stable object of the type's own making. */
    public ConnectionBean(Class<T> type, Function<Leases<T>, T> stable) {
        this(type, stable, true);
    }

    /**
     * An interface whose methods each take a lease for the time of the call, or, when they return something that is
     * closed ({@link AutoCloseable}), until that is closed.
     */
    public static <T> ConnectionBean<T> of(Class<T> type) {
        return new ConnectionBean<>(type, leases -> LeasingProxy.of(type, leases));
    }

    /**
     * A value, such as a URL or a path, which is looked up anew each time and holds nothing open. Objects that were
     * looked up before a change keep the old value.
     */
    public static <T> ConnectionBean<T> value(Class<T> type) {
        return new ConnectionBean<>(
                type,
                leases -> {
                    try (Lease<T> lease = leases.lease()) {
                        return lease.value();
                    }
                },
                false);
    }
}
