package dev.wadi.connection;

import dev.wadi.spi.Pooled;
import java.util.Optional;

/**
 * How much a connection is in use now.
 *
 * @param leases how many pieces of work use its version in use, a route that sends or receives through it among them
 * @param pool how much of its pool is in use; empty when it keeps none
 */
public record ConnectionUse(String connId, int leases, Optional<Pooled.Use> pool) {

    static ConnectionUse of(String connId, Generation version) {
        Optional<Pooled.Use> pool =
                version.open() instanceof Pooled pooled ? Optional.of(pooled.poolUse()) : Optional.empty();
        return new ConnectionUse(connId, version.leases(), pool);
    }
}
