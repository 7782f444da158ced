package dev.wadi.connection;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.RouteAware;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives through the version of the connection that is in use, and starts over on the next one when it changes. While
 * there is no version it waits.
 */
final class ConnConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(ConnConsumer.class);

    private final ConnEndpoint endpoint;
    private final Processor processor;
    private final Runnable onChange = this::restart;
    private @Nullable InnerEndpoint<Consumer> inner;

    ConnConsumer(ConnEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.processor = processor;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.connection().onChange(onChange);
        open();
    }

    private synchronized void open() {
        if (endpoint.connection().current().isEmpty()) {
            LOG.info("{} waits for connection '{}'", endpoint, endpoint.getConnId());
            return;
        }
        InnerEndpoint<Consumer> opened = InnerEndpoint.open(endpoint, own -> own.createConsumer(processor));
        Route route = getRoute();
        if (route != null && opened.service() instanceof RouteAware aware) {
            aware.setRoute(route);
        }
        inner = opened;
        ServiceHelper.startService(opened.service());
    }

    private synchronized void retire() {
        InnerEndpoint<Consumer> before = inner;
        inner = null;
        if (before != null) {
            before.release();
        }
    }

    private void restart() {
        retire();
        try {
            open();
        } catch (RuntimeException e) {
            getExceptionHandler().handleException("Cannot receive from " + endpoint, e);
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        ServiceHelper.suspendService(service());
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        ServiceHelper.resumeService(service());
    }

    private synchronized @Nullable Consumer service() {
        return inner == null ? null : inner.service();
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.connection().offChange(onChange);
        retire();
        super.doStop();
    }
}
