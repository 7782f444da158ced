package dev.wadi.connection.camel;

import static dev.wadi.testing.TestingConnections.connection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.wadi.connection.ConnectionStatus;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.EndpointSource;
import dev.wadi.testing.ServerContract;
import dev.wadi.testing.TestingConnections;
import dev.wadi.testing.TestingConnections.Written;
import dev.wadi.testing.TestingKafka;
import dev.wadi.testing.TestingTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections of type {@code kafka} to a real broker, with a password, with certificates, and in routes. */
class KafkaIT implements ServerContract {

    private static final TestingKafka KAFKA = TestingKafka.shared().withTransactions();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TestingConnections connections = new TestingConnections();
    private final String topic = "topic-" + NUMBER.incrementAndGet();

    @AfterEach
    void close() {
        connections.close();
    }

    private static Written plain() {
        return connection("my_kafka", "kafka")
                .extra("bootstrap.servers", KAFKA.plain())
                .extra("group.id", "testers")
                .extra("auto.offset.reset", "beginning");
    }

    private static Written sasl(String mechanism, String password) {
        return plain().extra("bootstrap.servers", KAFKA.sasl())
                .extra("security.protocol", "SASL_PLAINTEXT")
                .extra("sasl.mechanisms", mechanism)
                .extra("sasl.username", TestingKafka.LOGIN)
                .extra("sasl.password", password);
    }

    @Override
    public Written working() {
        return sasl("PLAIN", TestingKafka.PASSWORD);
    }

    @Override
    public Written at(int port) {
        return working().extra("bootstrap.servers", "127.0.0.1:" + port);
    }

    @Override
    public String path() {
        return topic;
    }

    @Override
    public List<String> secrets() {
        return List.of(TestingKafka.PASSWORD);
    }

    private String test(Written written) {
        return connections.connections().test(written.definition(), TIMEOUT);
    }

    private void assertFails(Written written, String message) {
        assertThatThrownBy(() -> test(written))
                .isInstanceOf(ConnectionException.class)
                .hasMessage(message);
    }

    /** Sends to the topic and receives from it, both by the connection. */
    private void assertCarries(Written written) throws Exception {
        KAFKA.createTopic(topic);
        connections.open(written);
        connections.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("conn:my_kafka/" + topic + "?pollTimeoutMs=500").to("mock:received");
            }
        });
        MockEndpoint mock = connections.context().getEndpoint("mock:received", MockEndpoint.class);
        mock.expectedBodiesReceived("grüße");
        connections.context().start();
        connections.context().createProducerTemplate().sendBody("conn:my_kafka/" + topic, "grüße");
        MockEndpoint.assertIsSatisfied(30, TimeUnit.SECONDS, mock);
    }

    @Test
    void messagesGoThroughAPlainBroker() throws Exception {
        assertCarries(plain());
    }

    @Test
    void messagesGoThroughWithAPassword() throws Exception {
        assertCarries(sasl("PLAIN", TestingKafka.PASSWORD));
    }

    @Test
    void messagesGoThroughWithAClientsCertificate(@TempDir Path folder) throws Exception {
        assertCarries(tls(folder));
    }

    private static Written tls(Path folder) {
        Path ca = TestingTls.writePem(folder, "ca", TestingTls.shared().certificate());
        Path certificate =
                TestingTls.writePem(folder, "client", TestingTls.shared().client("tester"));
        return plain().extra("bootstrap.servers", KAFKA.tls())
                .extra("security.protocol", "ssl")
                .extra("ssl.ca.location", ca.toString())
                .extra("ssl.certificate.location", certificate.toString())
                .extra("ssl.key.location", folder.resolve("client.key").toString());
    }

    @Test
    void theTestAsksForTheCluster() {
        assertThat(test(plain())).matches("Kafka cluster \\S+, 1 broker");
        assertThat(test(sasl("SCRAM-SHA-256", "scram-secret"))).matches("Kafka cluster \\S+, 1 broker");
    }

    @Test
    void aPasswordGoesOverTls(@TempDir Path folder) throws IOException {
        Path ca = TestingTls.writePem(folder, "ca", TestingTls.shared().certificate());
        assertThat(test(sasl("PLAIN", TestingKafka.PASSWORD)
                        .extra("bootstrap.servers", KAFKA.saslTls())
                        .extra("security.protocol", "sasl_ssl")
                        .extra("ssl.ca.pem", Files.readString(ca))))
                .startsWith("Kafka cluster");
    }

    @Test
    void theClientsCertificateMayBeInAKeyStore(@TempDir Path folder) {
        Path ca = TestingTls.writePem(folder, "ca", TestingTls.shared().certificate());
        Path store = TestingTls.writeStore(
                folder,
                "client",
                TestingTls.shared().keyStore(TestingTls.shared().client("tester")));
        assertThat(test(plain().extra("bootstrap.servers", KAFKA.tls())
                        .extra("security.protocol", "ssl")
                        .extra("ssl.ca.location", ca.toString())
                        .extra("ssl.keystore.location", store.toString())
                        .extra("ssl.keystore.password", TestingTls.STORE_PASSWORD)))
                .startsWith("Kafka cluster");
    }

    @Test
    void aWrongPasswordIsSaidAndNotShown() {
        assertFails(
                sasl("PLAIN", "wrong"),
                "connection 'my_kafka': cannot ask the brokers " + KAFKA.sasl()
                        + ": the login or the password is wrong, or they do not have PLAIN");
    }

    @Test
    void aBrokerOfAStrangersAuthorityIsRefused(@TempDir Path folder) {
        Path ca = TestingTls.writePem(folder, "stranger", TestingTls.stranger().certificate());
        assertThatThrownBy(() -> test(tls(folder).extra("ssl.ca.location", ca.toString())))
                .isInstanceOf(ConnectionException.class)
                .hasMessageStartingWith("connection 'my_kafka': cannot ask the brokers " + KAFKA.tls() + ": TLS: ");
    }

    @Test
    void aBrokerThatRefusesIsSaid() {
        assertFails(
                plain().extra("bootstrap.servers", "127.0.0.1:9"),
                "connection 'my_kafka': cannot reach a broker: 127.0.0.1:9: connection refused");
    }

    @Test
    void aHostThatIsNotKnownIsSaid() {
        assertFails(
                plain().extra("bootstrap.servers", "nowhere.invalid:9092"),
                "connection 'my_kafka': cannot reach a broker: nowhere.invalid:9092: the host name 'nowhere.invalid' is"
                        + " not known");
    }

    @Test
    void aServerThatIsNoBrokerIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> connections
                            .connections()
                            .test(
                                    plain().extra("bootstrap.servers", "127.0.0.1:" + silent.getLocalPort())
                                            .definition(),
                                    Duration.ofSeconds(3)))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageStartingWith("connection 'my_kafka': cannot ask the brokers 127.0.0.1:");
        }
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        assertFails(
                plain().extra("security.protocol", "ssl").extra("ssl.ca.location", "/nowhere/ca.pem"),
                "connection 'my_kafka': extra.ssl.ca.location: '/nowhere/ca.pem' cannot be read");
    }

    /** Brokers would end the transaction that has begun when a producer with the same id comes. */
    @ParameterizedTest
    @ValueSource(strings = {"", "?transacted=true", "?transactionalId=of-route"})
    void aTransactionThatHasBegunEndsBeforeTheNextVersionIsOpen(String options) throws Exception {
        KAFKA.createTopic(topic);
        Written before = options.isEmpty() ? plain().extra("transactional.id", topic) : plain();
        connections.open(before);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        connections.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send")
                        .routeId(topic)
                        .to("conn:my_kafka/" + topic + options)
                        .process(exchange -> {
                            begun.countDown();
                            end.await();
                        });
            }
        });
        connections.context().start();
        ProducerTemplate template = connections.context().createProducerTemplate();
        CompletableFuture<Object> first = template.asyncSendBody("direct:send", "first");
        begun.await();
        CompletableFuture<ConnectionStatus> changed = CompletableFuture.supplyAsync(() ->
                connections.connections().change(before.extra("linger.ms", 1).definition(), TIMEOUT));
        await().until(() -> connections.connections().uses().isEmpty()); // what comes now waits
        CompletableFuture<Object> second = template.asyncSendBody("direct:send", "second");
        end.countDown();

        assertThat(changed.get().state()).as(changed.get().reason()).isEqualTo(ConnectionStatus.State.OPEN);
        assertThat(first.get()).isNotNull();
        assertThat(second.get()).isNotNull();
        assertThat(KAFKA.committed(topic, 2)).containsExactly("first", "second");
    }

    private KafkaEndpoint endpoint(Written written, Map<String, Object> options) {
        connections.open(written);
        Endpoint endpoint = connections.connections().use("my_kafka", open -> {
            try {
                return ((EndpointSource) open).endpoint(connections.context(), topic, options);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        return (KafkaEndpoint) endpoint;
    }

    @Test
    void theEndpointsUriHoldsNoSecret() {
        KafkaEndpoint endpoint = endpoint(sasl("PLAIN", TestingKafka.PASSWORD), Map.of());
        assertThat(endpoint.getEndpointUri()).isEqualTo("kafka://" + topic);
        assertThat(endpoint.toString()).doesNotContain("secret");
    }

    @Test
    void theRoutesOptionsWinOverTheConnections() {
        KafkaEndpoint endpoint = endpoint(
                plain().extra("compression.type", "gzip").extra("linger.ms", 7),
                Map.of("groupId", "others", "compressionCodec", "zstd"));
        assertThat(endpoint.getConfiguration().getGroupId()).isEqualTo("others");
        assertThat(endpoint.getConfiguration().createConsumerProperties())
                .containsEntry("auto.offset.reset", "earliest");
        assertThat(endpoint.getConfiguration().createProducerProperties())
                .containsEntry("compression.type", "zstd")
                .containsEntry("linger.ms", "7");
    }

    @Test
    void aRouteCannotReplaceTheBrokersOrTheLogin() {
        assertThatThrownBy(() -> endpoint(plain(), Map.of("brokers", "evil:9092")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'brokers' comes from the connection 'my_kafka'. Remove it from the route, or write it into"
                        + " the connection");
        assertThatThrownBy(() -> endpoint(plain(), Map.of("additionalProperties.sasl.jaas.config", "x")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
