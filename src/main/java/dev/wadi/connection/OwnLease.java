package dev.wadi.connection;

import dev.wadi.spi.Lease;
import dev.wadi.spi.OpenConnection;
import java.util.concurrent.atomic.AtomicBoolean;

/** A lease of a connection that has one user. */
final class OwnLease implements Lease<OpenConnection> {

    private final OpenConnection open;
    private final AtomicBoolean closed = new AtomicBoolean();

    OwnLease(OpenConnection open) {
        this.open = open;
    }

    @Override
    public OpenConnection value() {
        return open;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            open.close();
        }
    }
}
