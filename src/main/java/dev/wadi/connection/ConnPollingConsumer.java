package dev.wadi.connection;

import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.support.PollingConsumerSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** Polls through the version of the connection that is in use when a poll begins. */
final class ConnPollingConsumer extends PollingConsumerSupport {

    private final ConnEndpoint endpoint;
    private final Runnable onChange = this::retire;
    private volatile @Nullable InnerEndpoint<PollingConsumer> inner;

    ConnPollingConsumer(ConnEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    private interface Poll {
        @Nullable
        Exchange with(PollingConsumer consumer);
    }

    @Override
    public @Nullable Exchange receive() {
        return poll(PollingConsumer::receive);
    }

    @Override
    public @Nullable Exchange receiveNoWait() {
        return poll(PollingConsumer::receiveNoWait);
    }

    @Override
    public @Nullable Exchange receive(long timeout) {
        return poll(consumer -> consumer.receive(timeout));
    }

    private @Nullable Exchange poll(Poll poll) {
        InnerEndpoint<PollingConsumer> used = acquire();
        Exchange received = null;
        try {
            received = poll.with(used.service());
            return received;
        } finally {
            if (received == null) {
                used.release();
            } else {
                used.releaseAfter(received); // its body may be read later
            }
        }
    }

    private InnerEndpoint<PollingConsumer> acquire() {
        while (true) {
            endpoint.connection().awaitRelease();
            InnerEndpoint<PollingConsumer> now = open();
            if (now != null && now.acquire()) {
                return now;
            }
        }
    }

    /** Null while the version is held. */
    private synchronized @Nullable InnerEndpoint<PollingConsumer> open() {
        if (inner == null) {
            inner = InnerEndpoint.open(endpoint, own -> {
                        PollingConsumer consumer = InnerEndpoint.ofContext(own, own.createPollingConsumer());
                        ServiceHelper.startService(consumer);
                        return consumer;
                    })
                    .orElse(null);
        }
        return inner;
    }

    private synchronized void retire() {
        InnerEndpoint<PollingConsumer> before = inner;
        inner = null;
        if (before != null) {
            before.release();
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.connection().onChange(onChange);
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.connection().offChange(onChange);
        retire();
        super.doStop();
    }
}
