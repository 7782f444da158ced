package dev.wadi.connection;

import dev.wadi.spi.Lease;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A lease of one version of a connection; it is returned once, however often it is closed. */
final class VersionLease<T> implements Lease<T> {

    private final Generation generation;
    private final Supplier<T> value;
    private final Runnable whenFailed;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Gives out what has a use of a version already.
     *
     * @param whenFailed done when the work that it was taken for has failed
     */
    VersionLease(Generation generation, Supplier<T> value, Runnable whenFailed) {
        this.generation = generation;
        this.value = value;
        this.whenFailed = whenFailed;
    }

    @Override
    public T value() {
        return value.get();
    }

    @Override
    public void failed() {
        whenFailed.run();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            generation.release();
        }
    }
}
