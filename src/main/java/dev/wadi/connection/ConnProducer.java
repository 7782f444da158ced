package dev.wadi.connection;

import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
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
    private final Runnable onChange = this::retire;
    private volatile @Nullable InnerEndpoint<AsyncProducer> inner;

    ConnProducer(ConnEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            InnerEndpoint<AsyncProducer> used = acquire();
            used.releaseAfter(exchange);
            return used.service().process(exchange, callback);
        } catch (RuntimeException | Error e) { // there is no connection, or its producer throws where it should tell
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private InnerEndpoint<AsyncProducer> acquire() {
        while (true) {
            InnerEndpoint<AsyncProducer> now = inner;
            if (now == null) {
                now = open();
            }
            if (now.acquire()) {
                return now;
            }
        }
    }

    private synchronized InnerEndpoint<AsyncProducer> open() {
        InnerEndpoint<AsyncProducer> now = inner;
        if (now == null) {
            now = InnerEndpoint.open(endpoint, own -> {
                AsyncProducer producer =
                        AsyncProcessorConverterHelper.convert(InnerEndpoint.ofContext(own, own.createProducer()));
                ServiceHelper.startService(producer);
                return producer;
            });
            inner = now;
        }
        return now;
    }

    private void retire() {
        InnerEndpoint<AsyncProducer> before;
        synchronized (this) {
            before = inner;
            inner = null;
        }
        if (before != null) {
            before.release();
        }
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
