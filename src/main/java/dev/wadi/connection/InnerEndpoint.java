package dev.wadi.connection;

import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.Lease;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Ordered;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.service.ServiceHelper;

/**
 * What does the work behind a {@code conn:} endpoint for one version of the connection: that version's own endpoint with
 * one service on it, a producer or a consumer. It holds a lease of the version until it is closed.
 */
final class InnerEndpoint<S> {

    private final S service;
    private final Generation version;
    private final SharedUse use;

    private InnerEndpoint(Endpoint endpoint, S service, Lease<Generation> lease, Executor closer) {
        this.service = service;
        this.version = lease.value();
        this.use = new SharedUse(() -> closer.execute(() -> {
            try {
                ServiceHelper.stopAndShutdownServices(service, endpoint);
            } finally {
                lease.close();
            }
        }));
    }

    /** Makes the service on an endpoint that is started. */
    interface Factory<S> {
        S make(Endpoint endpoint) throws Exception;
    }

    /**
     * Opens it on the version that is in use now; closes it on the thread that returned the last use.
     *
     * @return empty while the version is held
     */
    static <S> Optional<InnerEndpoint<S>> open(ConnEndpoint outer, Factory<S> factory) {
        return open(outer, factory, Runnable::run);
    }

    /** Opens it on the version that is in use now, unless that is held; the service is as the factory made it. */
    static <S> Optional<InnerEndpoint<S>> open(ConnEndpoint outer, Factory<S> factory, Executor closer) {
        return outer.connection().leaseNow().map(lease -> open(outer, factory, closer, lease));
    }

    /** Opens it on a version that was leased, which it returns when it closes. */
    static <S> InnerEndpoint<S> open(ConnEndpoint outer, Factory<S> factory, Executor closer, Lease<Generation> lease) {
        Endpoint endpoint = null;
        try {
            endpoint = endpoint(outer, lease.value());
            ServiceHelper.startService(endpoint);
            return new InnerEndpoint<>(endpoint, factory.make(endpoint), lease, closer);
        } catch (Exception e) { // Camel declares no narrower one
            ServiceHelper.stopAndShutdownService(endpoint);
            lease.close();
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    /** Gives a service what the context gives to those that Camel itself adds to it. */
    static <S> S ofContext(Endpoint endpoint, S service) {
        return CamelContextAware.trySetCamelContext(service, endpoint.getCamelContext());
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

    Generation version() {
        return version;
    }

    S service() {
        return service;
    }

    boolean acquire() {
        return use.acquire();
    }

    void release() {
        use.release();
    }

    /** Returns one use when an exchange is done with all its routes, after everything else that waits for that. */
    void releaseAfter(Exchange exchange) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                release();
            }

            @Override
            public int getOrder() {
                return Ordered.LOWEST;
            }
        });
    }
}
