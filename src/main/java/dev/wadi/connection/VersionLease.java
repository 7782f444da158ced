package dev.wadi.connection;

import dev.wadi.spi.Lease;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A lease of one version of a connection; it is returned once, however often it is closed. */
final class VersionLease<T> implements Lease<T> {

    private final Generation generation;
    private final Supplier<T> value;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param generation taken into use already */
    VersionLease(Generation generation, Supplier<T> value) {
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
