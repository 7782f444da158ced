package dev.wadi.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.spi.ConnectionException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Routes that go through {@code conn:} while the connection behind it changes. */
class ConnRouteTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final EchoContext echo = new EchoContext();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch proceed = new CountDownLatch(1);

    @AfterEach
    void close() {
        proceed.countDown();
        echo.close();
    }

    private void hold(Exchange exchange) throws InterruptedException {
        entered.countDown();
        if (!proceed.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody let it proceed");
        }
    }

    private void send(String uri) throws Exception {
        echo.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("in").to(uri);
            }
        });
    }

    private void receive(String uri) throws Exception {
        echo.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("out").process(exchange -> {
                    String body = exchange.getMessage().getBody(String.class);
                    if (body.endsWith("slow")) {
                        hold(exchange);
                    }
                    received.add(body);
                });
            }
        });
    }

    private String ask() {
        return echo.template.requestBody("direct:in", "", String.class);
    }

    @Test
    void thePathGoesToTheConnectionsOwnEndpoint() throws Exception {
        echo.open("my_echo", "one");
        send("conn:my_echo/a/b c");
        assertThat(ask()).isEqualTo("one:a/b c");
    }

    @Test
    void theNextExchangeGoesThroughTheNewVersion() throws Exception {
        echo.open("my_echo", "one");
        send("conn:my_echo/x");
        assertThat(ask()).isEqualTo("one:x");
        echo.open("my_echo", "two");
        assertThat(echo.version(0).closed).isTrue();
        assertThat(echo.version(0).endpoints).hasValue(0);
        assertThat(ask()).isEqualTo("two:x");
        assertThat(echo.version(1).endpoints).hasValue(1);
    }

    @Test
    void anExchangeInFlightKeepsItsVersionToItsEnd() throws Exception {
        echo.open("my_echo", "one");
        echo.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("conn:my_echo/x").process(ConnRouteTest.this::hold);
            }
        });
        CompletableFuture<Object> answer = echo.template.asyncRequestBody("direct:in", "");
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

        echo.open("my_echo", "two");

        assertThat(echo.version(0).closed).isFalse();
        assertThat(echo.version(0).endpoints).hasValue(1);
        proceed.countDown();
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("one:x");
        await().atMost(SOON).until(() -> echo.version(0).closed);
        assertThat(echo.version(0).endpoints).hasValue(0);
    }

    @Test
    void anExchangeThatIsHandedOverKeepsItsVersion() throws Exception {
        echo.open("my_echo", "one");
        echo.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("conn:my_echo/x").to("seda:later?waitForTaskToComplete=Never");
                from("seda:later").process(ConnRouteTest.this::hold);
            }
        });
        echo.template.sendBody("direct:in", "");
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        echo.open("my_echo", "two");
        assertThat(echo.version(0).closed).isFalse();
        proceed.countDown();
        await().atMost(SOON).until(() -> echo.version(0).closed);
    }

    @Test
    void aProducerThatThrowsFailsTheExchangeAndKeepsNothing() throws Exception {
        echo.open("my_echo", "one");
        AtomicInteger completed = new AtomicInteger();
        ConnProducer producer = new ConnProducer((ConnEndpoint) echo.camel.getEndpoint("conn:my_echo/throws"));
        producer.start();
        Exchange exchange = echo.camel.getEndpoint("direct:in").createExchange();

        boolean isDone = producer.process(exchange, sync -> completed.incrementAndGet());

        assertThat(isDone).isTrue();
        assertThat(completed).hasValue(1);
        assertThat(exchange.getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the producer is broken");
        producer.stop();
        exchange.getExchangeExtension().handoverCompletions().forEach(after -> after.onFailure(exchange));
        await().atMost(SOON).until(() -> echo.leases("my_echo") == 0);
    }

    @Test
    void aRouteWhoseProducerThrowsHandlesItAndFreesTheVersion() throws Exception {
        echo.open("my_echo", "one");
        echo.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .onException(IllegalStateException.class)
                        .maximumRedeliveries(2)
                        .redeliveryDelay(0)
                        .handled(true)
                        .setBody(simple("${exception.message}"))
                        .end()
                        .to("conn:my_echo/throws");
            }
        });
        assertThat(ask()).isEqualTo("the producer is broken");
        echo.open("my_echo", "two");
        assertThat(echo.version(0).closed).isTrue();
    }

    @Test
    void aRouteThatStopsUsesNothing() throws Exception {
        echo.open("my_echo", "one");
        send("conn:my_echo/x");
        ask();
        echo.camel.getRouteController().stopRoute("in");
        echo.camel.removeRoute("in");
        assertThat(echo.version(0).endpoints).hasValue(0);
        assertThat(echo.leases("my_echo")).isZero();
    }

    @Test
    void aWrongOptionIsFoundWhenTheRouteStarts() {
        echo.open("my_echo", "one");
        assertThatThrownBy(() -> send("conn:my_echo/x?colour=blue")).hasRootCauseMessage("unknown options [colour]");
        assertThatThrownBy(() -> send("conn:my_echo/fails")).hasRootCauseMessage("there is no such path");
        assertThat(echo.version(0).endpoints).hasValue(0);
        assertThat(echo.leases("my_echo")).isZero();
        echo.open("my_echo", "two");
        assertThat(echo.version(1).endpoints).hasValue(0);
    }

    @Test
    void anUnknownConnectionIsNamedWithTheNearest() {
        echo.open("my_echo", "one");
        assertThatThrownBy(() -> send("conn:my_ecko/x"))
                .hasRootCauseInstanceOf(ConnectionException.class)
                .hasRootCauseMessage("connection 'my_ecko': there is no such connection. Did you mean 'my_echo'? Try:"
                        + " wadi connections list");
    }

    @Test
    void aConnectionThatCannotBeOpenedFailsItsExchangesAndRecovers() throws Exception {
        echo.open("my_echo", "unusable");
        send("conn:my_echo/x");
        assertThatThrownBy(this::ask)
                .hasRootCauseMessage(
                        "connection 'my_echo': it could not be opened. Try: wadi connections test" + " my_echo");
        echo.open("my_echo", "one");
        assertThat(ask()).isEqualTo("one:x");
    }

    @Test
    void noSecretIsInUrisOrInJmx() throws Exception {
        echo.open("my_echo", "one");
        send("conn:my_echo/x");
        receive("conn:my_echo/y");
        assertThat(echo.camel.getEndpoints().toString())
                .contains("conn://my_echo/x")
                .doesNotContain("hunter2");
        assertThat(ManagementFactory.getPlatformMBeanServer()
                        .queryNames(null, null)
                        .toString())
                .doesNotContain("hunter2");
    }

    @Test
    void aConsumerStartsOverOnTheNewVersion() throws Exception {
        echo.open("my_echo", "one");
        receive("conn:my_echo/x");
        echo.version(0).consumer().receive("a");
        echo.open("my_echo", "two");
        echo.version(1).consumer().receive("b");
        assertThat(received).containsExactly("one:a", "two:b");
        assertThat(echo.version(0).closed).isTrue();
        assertThat(echo.version(0).consumers).noneMatch(EchoType.EchoConsumer::isStarted);
    }

    @Test
    void aConsumerFinishesWhatItHasReceivedBeforeItStartsOver() throws Exception {
        echo.open("my_echo", "one");
        receive("conn:my_echo/x");
        EchoType.EchoConsumer old = echo.version(0).consumer();
        CompletableFuture<Void> running = CompletableFuture.runAsync(() -> {
            try {
                old.receive("slow");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

        echo.open("my_echo", "two");
        echo.open("my_echo", "three");

        assertThat(old.isStarted()).isFalse();
        assertThat(echo.version(0).closed).isFalse();
        assertThat(echo.version(1).consumers).isEmpty();
        assertThat(echo.version(2).consumers).isEmpty();
        proceed.countDown();
        running.get(10, TimeUnit.SECONDS);
        await().atMost(SOON).until(() -> echo.version(2).consumers.size() == 1);
        echo.version(2).consumer().receive("b");
        assertThat(received).containsExactly("one:slow", "three:b");
        assertThat(echo.version(0).closed).isTrue();
        assertThat(echo.version(1).closed).isTrue();
    }

    @Test
    void aConsumerThatClosesSlowlyHoldsUpNoChange() throws Exception {
        echo.open("my_echo", "one");
        receive("conn:my_echo/x");
        CountDownLatch closes = new CountDownLatch(1);
        echo.version(0).closesConsumers = closes;

        CompletableFuture.runAsync(() -> echo.open("my_echo", "two")).get(10, TimeUnit.SECONDS);

        assertThat(echo.version(1).consumers).isEmpty();
        assertThat(echo.version(0).closed).isFalse();
        closes.countDown();
        echo.version(1).consumer().receive("a");
        assertThat(received).containsExactly("two:a");
        assertThat(echo.version(0).closed).isTrue();
    }

    @Test
    void aConsumerWaitsForItsConnection() throws Exception {
        echo.open("my_echo", "unusable");
        receive("conn:my_echo/x");
        echo.open("my_echo", "one");
        echo.version(0).consumer().receive("a");
        assertThat(received).containsExactly("one:a");
    }

    @Test
    void aConsumerThatCannotStartOnOneVersionStartsOnTheNext() throws Exception {
        echo.open("my_echo", "one");
        receive("conn:my_echo/x");
        echo.open("my_echo", "deaf");
        await().atMost(SOON).until(() -> echo.version(1).consumers.size() == 1 && echo.leases("my_echo") == 0);
        echo.open("my_echo", "two");
        echo.version(2).consumer().receive("a");
        assertThat(received).containsExactly("two:a");
        assertThat(echo.version(1).closed).isTrue();
    }

    @Test
    void aRouteThatCouldNotStartIsNotStartedByAChange() {
        echo.open("my_echo", "deaf");
        assertThatThrownBy(() -> receive("conn:my_echo/x")).hasMessage("nothing can be heard");
        echo.open("my_echo", "two");
        assertThat(echo.version(1).consumers).isEmpty();
        assertThat(echo.leases("my_echo")).isZero();
    }

    @Test
    void aSuspendedRouteStaysSuspendedWhenItsConnectionChanges() throws Exception {
        echo.open("my_echo", "one");
        receive("conn:my_echo/x");
        echo.camel.getRouteController().suspendRoute("out");
        assertThat(echo.version(0).consumers).noneMatch(EchoType.EchoConsumer::isStarted);
        echo.open("my_echo", "two");
        assertThat(echo.version(1).consumers).noneMatch(EchoType.EchoConsumer::isStarted);
        echo.camel.getRouteController().resumeRoute("out");
        echo.version(1).consumer().receive("a");
        assertThat(received).containsExactly("two:a");
    }

    @Test
    void aRouteThatIsSuspendedAndResumedReceivesAgain() throws Exception {
        echo.open("my_echo", "one");
        receive("conn:my_echo/x");
        echo.camel.getRouteController().suspendRoute("out");
        echo.camel.getRouteController().resumeRoute("out");
        echo.version(0).consumer().receive("a");
        echo.camel.getRouteController().stopRoute("out");
        assertThat(echo.leases("my_echo")).isZero();
        echo.camel.getRouteController().startRoute("out");
        echo.version(0).consumer().receive("b");
        assertThat(received).containsExactly("one:a", "one:b");
    }

    @Test
    void aPollGoesThroughTheVersionInUse() {
        echo.open("my_echo", "one");
        try (ConsumerTemplate consumer = echo.camel.createConsumerTemplate()) {
            assertThat(consumer.receiveBody("conn:my_echo/x")).isEqualTo("one:x");
            echo.open("my_echo", "two");
            assertThat(consumer.receiveBody("conn:my_echo/x")).isEqualTo("two:x");
            assertThat(consumer.receive("conn:my_echo/empty", 10)).isNull();
            assertThat(echo.version(0).closed).isTrue();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        assertThat(echo.leases("my_echo")).isLessThanOrEqualTo(2);
    }

    @Test
    void whatWasPolledKeepsItsVersionUntilItIsDone() throws Exception {
        echo.open("my_echo", "one");
        try (ConsumerTemplate consumer = echo.camel.createConsumerTemplate()) {
            Exchange polled = consumer.receive("conn:my_echo/x");
            echo.open("my_echo", "two");
            assertThat(echo.version(0).closed).isFalse();
            consumer.doneUoW(polled);
            assertThat(echo.version(0).closed).isTrue();
        }
    }

    @Test
    void whatEnrichesAnExchangeKeepsItsVersionUntilTheExchangeIsDone() throws Exception {
        echo.open("my_echo", "one");
        echo.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").pollEnrich("conn:my_echo/x").process(ConnRouteTest.this::hold);
            }
        });
        CompletableFuture<Object> answer = echo.template.asyncRequestBody("direct:in", "");
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        echo.open("my_echo", "two");
        assertThat(echo.version(0).closed).isFalse();
        proceed.countDown();
        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo("one:x");
        await().atMost(SOON).until(() -> echo.version(0).closed);
    }
}
