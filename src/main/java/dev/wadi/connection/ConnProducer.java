package dev.wadi.connection;

import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * Sends each exchange through the version of the connection that is in use when it comes. An exchange that has begun keeps
 * its version until it is done with all its routes, because bodies are read after the call that opened them.
 */
final class ConnProducer extends DefaultAsyncProducer {

    private final ConnEndpoint endpoint;
    private final String begun;
    private final Runnable onChange = this::retire;
    private final Object retiring = new Object();
    private volatile @Nullable InnerEndpoint<AsyncProducer> inner;

    ConnProducer(ConnEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.begun = "wadi.version." + endpoint.getConnId();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        ConnectionCounter counter = endpoint.connection().counter();
        counter.exchange();
        try {
            InnerEndpoint<AsyncProducer> used = acquire(exchange);
            exchange.setProperty(begun, used.version());
            used.releaseAfter(exchange);
            long began = System.nanoTime();
            return used.service().process(exchange, isSync -> {
                counter.sent(began, exchange.isFailed());
                callback.done(isSync);
            });
        } catch (RuntimeException | Error e) { // there is no connection, or its producer throws where it should tell
            counter.exchangeFailed();
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private InnerEndpoint<AsyncProducer> acquire(Exchange exchange) {
        while (true) {
            InnerEndpoint<AsyncProducer> now = inner;
            if (now == null) {
                Optional<InnerEndpoint<AsyncProducer>> own = openHeld(exchange);
                if (own.isPresent()) {
                    return own.get();
                }
                endpoint.connection().awaitRelease();
                now = open();
            }
            if (now != null && now.acquire()) {
                return now;
            }
        }
    }

    /** Null while the version is held. */
    private synchronized @Nullable InnerEndpoint<AsyncProducer> open() {
        if (inner == null) {
            inner = InnerEndpoint.open(endpoint, ConnProducer::started, this::close)
                    .orElse(null);
        }
        return inner;
    }

    /** One for this exchange alone, which has begun on a version that is held until the exchange is done. */
    private Optional<InnerEndpoint<AsyncProducer>> openHeld(Exchange exchange) {
        Generation own = exchange.getProperty(begun, Generation.class);
        return own == null
                ? Optional.empty()
                : endpoint.connection()
                        .leaseHeld(own)
                        .map(lease -> InnerEndpoint.open(endpoint, ConnProducer::started, this::close, lease));
    }

    private static AsyncProducer started(Endpoint own) throws Exception {
        AsyncProducer producer =
                AsyncProcessorConverterHelper.convert(InnerEndpoint.ofContext(own, own.createProducer()));
        ServiceHelper.startService(producer);
        return producer;
    }

    private void retire() {
        InnerEndpoint<AsyncProducer> before;
        synchronized (this) {
            before = inner;
            inner = null;
        }
        if (before != null) {
            synchronized (retiring) {
                before.release();
            }
        }
    }

    /**
     * Closes what is replaced or stopped, when its last exchange is done. The thread that an exchange ends on may be the
     * producer's own, which cannot end while it waits for itself.
     */
    private void close(Runnable close) {
        if (Thread.holdsLock(retiring)) {
            close.run();
            return;
        }
        endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newThread("conn-" + endpoint.getConnId() + "-close", close)
                .start();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.connection().onChange(onChange);
        if (endpoint.connection().current().isPresent()) {
            try {
                open(); // so that a wrong option is found when the route starts, not at its first exchange
            } catch (RuntimeException e) {
                endpoint.connection().offChange(onChange);
                throw e;
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.connection().offChange(onChange);
        retire();
        super.doStop();
    }
}
