package dev.wadi.connection;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.RouteAware;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives through the version of the connection that is in use. When it changes, it receives nothing more through the old
 * one, lets what has come through that be finished, and then starts over on the new one: two at once would receive the
 * same things twice. While there is no version it waits.
 */
final class ConnConsumer extends DefaultConsumer implements Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(ConnConsumer.class);
    private static final long POLL_CHECK_NANOS = Duration.ofMillis(20).toNanos();

    private static final long MOMENT_MILLIS = 200;

    /** How long stopping waits for what has begun; what takes longer is closed when it is done. */
    private static final long STOP_LIMIT_NANOS = Duration.ofSeconds(10).toNanos();

    private final ConnEndpoint endpoint;
    private final Processor processor;
    private final Runnable onChange = this::change;
    private @Nullable InnerEndpoint<Consumer> inner;
    private @Nullable InnerEndpoint<Consumer> draining;
    private boolean receives;
    private volatile @Nullable Thread closing;

    ConnConsumer(ConnEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.processor = processor;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.connection().onChange(onChange);
        try {
            receive();
        } catch (RuntimeException e) {
            doStop();
            throw e;
        }
    }

    private synchronized void receive() {
        receives = true;
        open();
    }

    /** Begins on the version in use, unless there is none or something of the one before is still on its way. */
    private synchronized void open() {
        if (!receives || inner != null || draining != null) {
            return;
        }
        if (endpoint.connection().current().isEmpty()) {
            LOG.info("{} waits for connection '{}'", endpoint, endpoint.getConnId());
            return;
        }
        Holding holding = new Holding(processor, endpoint.connection().counter());
        InnerEndpoint<Consumer> opened = InnerEndpoint.open(
                        endpoint, own -> InnerEndpoint.ofContext(own, own.createConsumer(holding)), this::closeWhenIdle)
                .orElse(null);
        if (opened == null) {
            return; // there will be a version in a moment, which is told
        }
        holding.from = opened;
        Route route = getRoute();
        if (route != null && opened.service() instanceof RouteAware aware) {
            aware.setRoute(route);
        }
        try {
            ServiceHelper.startService(opened.service());
        } catch (RuntimeException e) {
            opened.release();
            throw e;
        }
        inner = opened;
    }

    private void openLogged() {
        try {
            open();
        } catch (RuntimeException e) {
            getExceptionHandler().handleException("Cannot receive from " + endpoint, e);
        }
    }

    /** Waits for a moment only: closing may take seconds, and other connections have to change as well. */
    private void change() {
        Thread begun;
        synchronized (this) {
            closing = null;
            if (inner == null) {
                openLogged();
            } else {
                replace();
            }
            begun = closing;
        }
        try {
            if (begun != null) {
                begun.join(MOMENT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Receives nothing more through the one in use, and closes it when its last exchange is done. */
    private synchronized void replace() {
        InnerEndpoint<Consumer> before = inner;
        if (before == null) {
            return;
        }
        inner = null;
        draining = before;
        try {
            ServiceHelper.suspendService(before.service());
        } finally {
            before.release();
        }
    }

    /**
     * Closes what is replaced or stopped, when its last exchange is done. A poll may still be on its way then, and this may
     * be its thread, which cannot wait for itself.
     */
    private void closeWhenIdle(Runnable close) {
        InnerEndpoint<Consumer> old = draining;
        boolean isStop = Thread.holdsLock(this) && !receives;
        if (isStop && (old == null || !isPolling(old.service()))) {
            close(close);
            return;
        }
        Thread thread = endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newThread("conn-" + endpoint.getConnId() + "-change", () -> {
                    while (old != null && isPolling(old.service())) {
                        LockSupport.parkNanos(POLL_CHECK_NANOS);
                    }
                    close(close);
                });
        closing = thread;
        thread.start();
    }

    private static boolean isPolling(Consumer consumer) {
        return consumer instanceof ScheduledPollConsumer scheduled && scheduled.isPolling();
    }

    private void close(Runnable close) {
        try {
            close.run();
        } catch (RuntimeException e) {
            getExceptionHandler().handleException("Cannot stop receiving from " + endpoint, e);
        } finally {
            synchronized (this) {
                if (draining != null) {
                    draining = null;
                    openLogged();
                }
            }
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        ServiceHelper.suspendService(pause());
        super.doSuspend();
    }

    private synchronized @Nullable Consumer pause() {
        receives = false;
        return inner == null ? null : inner.service();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        ServiceHelper.resumeService(pause());
        receive();
    }

    /** A poll that is on its way is waited for: stopped while it connects, it would leave its connection open. */
    @Override
    protected void doStop() throws Exception {
        endpoint.connection().offChange(onChange);
        pause();
        replace();
        long end = System.nanoTime() + STOP_LIMIT_NANOS;
        while (isDraining()
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL_CHECK_NANOS);
        }
        super.doStop();
    }

    private synchronized boolean isDraining() {
        return draining != null;
    }

    /** Each exchange keeps the version that it came through until it is done with all its routes. */
    private static final class Holding extends DelegateAsyncProcessor {

        private final ConnectionCounter counter;
        private volatile @Nullable InnerEndpoint<Consumer> from;

        Holding(Processor processor, ConnectionCounter counter) {
            super(processor);
            this.counter = counter;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            InnerEndpoint<Consumer> used = from;
            if (used != null && used.acquire()) {
                used.releaseAfter(exchange);
                counter.exchange();
            }
            return super.process(exchange, callback);
        }
    }
}
