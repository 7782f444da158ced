package dev.wadi.spi;

/** Where leases of a connection's present version come from. Thread-safe. */
@FunctionalInterface
public interface Leases<T> {

    /**
     * Takes the present version of the connection into use.
     *
     * @throws ConnectionException when there is none: its file was removed, or it could not be opened
     */
    Lease<T> lease();

    /**
     * The stable object of another bean of the same connection, for a bean that stands on one, such as a transaction
     * manager on its {@code DataSource}. Called while the bean itself is being made.
     *
     * @throws IllegalArgumentException when the type declares no such bean
     */
    default <B> B stable(Class<B> type) {
        throw new IllegalArgumentException("there is no " + type.getName() + " beside it");
    }
}
