package dev.wadi.connection;

import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.Lease;
import java.util.LinkedHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.service.ServiceHelper;

/**
 * What does the work behind a {@code conn:} endpoint for one version of the connection: that version's own endpoint with
 * one service on it, a producer or a consumer. It holds a lease of the version until it is closed.
 */
final class InnerEndpoint<S> {

    private final Generation generation;
    private final S service;
    private final SharedUse use;

    private InnerEndpoint(Generation generation, Endpoint endpoint, S service, Lease<Generation> lease) {
        this.generation = generation;
        this.service = service;
        this.use = new SharedUse(() -> {
            try {
                ServiceHelper.stopAndShutdownServices(service, endpoint);
            } finally {
                lease.close();
            }
        });
    }

    /** Makes the service on an endpoint that is started. */
    interface Factory<S> {
        S make(Endpoint endpoint) throws Exception;
    }

    /** Opens it on the version that is in use now; the service is not started. */
    static <S> InnerEndpoint<S> open(ConnEndpoint outer, Factory<S> factory) {
        Lease<Generation> lease = outer.connection().lease();
        try {
            Endpoint endpoint = endpoint(outer, lease.value());
            ServiceHelper.startService(endpoint);
            return new InnerEndpoint<>(lease.value(), endpoint, factory.make(endpoint), lease);
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        } catch (Exception e) {
            lease.close();
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    private static Endpoint endpoint(ConnEndpoint outer, Generation generation) throws Exception {
        if (generation.open() instanceof EndpointSource source) {
            return source.endpoint(outer.getCamelContext(), outer.getPath(), new LinkedHashMap<>(outer.options()));
        }
        throw new ConnectionException(
                outer.getConnId(),
                "a connection of type '" + generation.definition().connType() + "' has no endpoint for conn:",
                null);
    }

    S service() {
        return service;
    }

    boolean isOf(Generation other) {
        return generation == other;
    }

    boolean acquire() {
        return use.acquire();
    }

    void release() {
        use.release();
    }
}
