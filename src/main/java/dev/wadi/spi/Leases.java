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
}
