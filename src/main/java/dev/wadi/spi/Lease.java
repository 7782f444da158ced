package dev.wadi.spi;

/** The right to use one version of a connection; that version stays open until it is closed. Closing twice is harmless. */
public interface Lease<T> extends AutoCloseable {

    /** What was leased; not to be used after {@link #close}. */
    T value();

    /** Says that the work for which it was taken has failed, for the counts of the connection; it is still to be closed. */
    default void failed() {}

    /** Gives it back. */
    @Override
    void close();
}
