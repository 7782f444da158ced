package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.Field;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PollingConsumerSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A connection type that answers with the host of its version, and remembers every version that was opened. */
final class EchoType implements ConnectionType<EchoType.Settings> {

    /** What it has opened, in that order. */
    final List<Version> versions = new CopyOnWriteArrayList<>();

    record Settings(
            @Setting(field = Field.HOST, required = true, description = "What it answers.") String host,
            @Setting(field = Field.PASSWORD, secret = true, description = "A secret.") @Nullable String password) {}

    /** A bean. */
    public interface Voice extends AutoCloseable {
        String say() throws EchoException;

        Tape record();

        @Override
        void close();
    }

    /** What has to be closed. */
    public interface Tape extends AutoCloseable {
        String play();

        @Override
        void close();
    }

    public static final class EchoException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public String title() {
        return "Echo";
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public List<ConnectionBean<?>> beans() {
        return List.of(ConnectionBean.of(Voice.class), ConnectionBean.value(String.class));
    }

    @Override
    public Version open(Settings settings, ConnectionContext context) {
        if (settings.host().equals("unusable")) {
            throw new ConnectionException(context.connId(), "cannot be opened", null);
        }
        Version version = new Version(settings.host());
        versions.add(version);
        return version;
    }

    /** The version of that order, from 0. */
    Version version(int number) {
        return versions.get(number);
    }

    /** One version. */
    static final class Version implements OpenConnection, EndpointSource {

        final String host;
        final List<EchoConsumer> consumers = new CopyOnWriteArrayList<>();
        volatile boolean closed;
        final AtomicInteger endpoints = new AtomicInteger();
        volatile boolean failsToClose;
        volatile CountDownLatch closesConsumers = new CountDownLatch(0);

        Version(String host) {
            this.host = host;
        }

        @Override
        public <T> T bean(Class<T> type) {
            return type.cast(type == String.class ? host : new Spoken());
        }

        @Override
        public String test(Duration timeout) {
            return host;
        }

        @Override
        public Endpoint endpoint(CamelContext context, String path, Map<String, Object> options) {
            if (!options.isEmpty()) {
                throw new IllegalArgumentException("unknown options " + options.keySet());
            }
            return new EchoEndpoint(context, this, EndpointSource.decoded(path));
        }

        /** The consumer that receives, as soon as there is one. */
        EchoConsumer consumer() {
            return Awaitility.await("the one consumer that receives from " + host)
                    .until(this::running, running -> running.size() == 1)
                    .get(0);
        }

        private List<EchoConsumer> running() {
            return consumers.stream().filter(EchoConsumer::isStarted).toList();
        }

        @Override
        public void close() {
            if (closed) {
                throw new IllegalStateException(host + " is closed twice");
            }
            closed = true;
            if (failsToClose) {
                throw new IllegalStateException("cannot close");
            }
        }

        private void requireOpen() {
            if (closed) {
                throw new IllegalStateException(host + " is closed");
            }
        }

        private final class Spoken implements Voice {
            @Override
            public String say() throws EchoException {
                requireOpen();
                if (host.equals("mute")) {
                    throw new EchoException();
                }
                return host;
            }

            @Override
            public Tape record() {
                return new Tape() {
                    @Override
                    public String play() {
                        requireOpen();
                        return host;
                    }

                    @Override
                    public void close() {
                        requireOpen();
                    }
                };
            }

            @Override
            public void close() {
                throw new IllegalStateException("only the connection closes it");
            }
        }
    }

    /** Its own endpoint: the producer puts the host and the path into the body. */
    static final class EchoEndpoint extends DefaultEndpoint {

        final Version version;
        final String path;

        EchoEndpoint(CamelContext context, Version version, String path) {
            super("echo:" + path, null);
            setCamelContext(context);
            this.version = version;
            this.path = path;
        }

        @Override
        protected void doStart() {
            version.endpoints.incrementAndGet();
        }

        @Override
        protected void doStop() {
            version.endpoints.decrementAndGet();
        }

        @Override
        public Producer createProducer() {
            if (path.equals("fails")) {
                throw new IllegalArgumentException("there is no such path");
            }
            if (path.equals("throws")) {
                return new ThrowingProducer(this);
            }
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) {
                    version.requireOpen();
                    exchange.getMessage().setBody(version.host + ":" + path);
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            EchoConsumer consumer = new EchoConsumer(this, processor);
            version.consumers.add(consumer);
            return consumer;
        }

        @Override
        public PollingConsumer createPollingConsumer() {
            return new PollingConsumerSupport(this) {
                @Override
                public Exchange receive() {
                    Exchange exchange = getEndpoint().createExchange();
                    exchange.getMessage().setBody(version.host + ":" + path);
                    return exchange;
                }

                @Override
                public Exchange receiveNoWait() {
                    return receive();
                }

                @Override
                public @Nullable Exchange receive(long timeout) {
                    return path.equals("empty") ? null : receive();
                }
            };
        }

        @Override
        protected String createEndpointUri() {
            return "echo:" + path;
        }
    }

    /** Throws where an asynchronous producer should put the exception into the exchange. */
    private static final class ThrowingProducer extends DefaultAsyncProducer {

        ThrowingProducer(EchoEndpoint endpoint) {
            super(endpoint);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            throw new IllegalStateException("the producer is broken");
        }
    }

    /** Receives what a test gives it. */
    static final class EchoConsumer extends DefaultConsumer {

        private final EchoEndpoint echo;

        EchoConsumer(EchoEndpoint endpoint, Processor processor) {
            super(endpoint, processor);
            this.echo = endpoint;
        }

        @Override
        protected void doStart() throws Exception {
            if (echo.version.host.equals("deaf")) {
                throw new IllegalStateException("nothing can be heard");
            }
            super.doStart();
        }

        @Override
        protected void doShutdown() throws Exception {
            assertThat(echo.version.closesConsumers.await(20, TimeUnit.SECONDS)).isTrue();
            super.doShutdown();
        }

        void receive(String body) throws Exception {
            Exchange exchange = createExchange(false);
            exchange.getMessage().setBody(echo.version.host + ":" + body);
            createUoW(exchange);
            try {
                getProcessor().process(exchange);
            } finally {
                doneUoW(exchange);
            }
        }
    }
}
