package dev.wadi.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker (KRaft, one node) in this JVM, with a plain listener, one with SASL (PLAIN and SCRAM-SHA-256), one with
 * TLS that wants a client's certificate, and one with SASL on TLS.
 */
public final class TestingKafka implements AutoCloseable {

    public static final String LOGIN = "tester";
    public static final String PASSWORD = "kafka \"secret\" of the tests";
    private static @Nullable TestingKafka shared;

    private final Path folder;
    private final KafkaRaftServer server;
    private final List<Integer> ports;

    public TestingKafka() {
        try {
            folder = Files.createTempDirectory("wadi-kafka");
            ports = freePorts(5);
            server = start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one broker of this JVM, which ends with it. */
    public static synchronized TestingKafka shared() {
        if (shared == null) {
            TestingKafka made = new TestingKafka();
            made.createTopic("first"); // from then on the broker has a connection to its controller, which is no leak
            Runtime.getRuntime().addShutdownHook(new Thread(made::close, "stop-kafka"));
            shared = made;
        }
        return shared;
    }

    /** Kafka must know its ports before it binds them. */
    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private KafkaRaftServer start() throws IOException {
        String data = folder.resolve("data").toString();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setNodeId(1)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(data))
                    .setMetadataLogDirectory(data)
                    .setControllerListenerName("CONTROLLER")
                    .setScramArguments(List.of("SCRAM-SHA-256=[name=\"" + LOGIN + "\",password=\"scram-secret\"]"))
                    .run();
        } catch (Exception e) { // what the formatter declares
            throw new IllegalStateException("Kafka's folder cannot be made", e);
        }
        KafkaRaftServer made = new KafkaRaftServer(new KafkaConfig(properties(data)), Time.SYSTEM);
        made.startup();
        return made;
    }

    private Properties properties(String data) {
        String listeners =
                "PLAINTEXT://localhost:%d,SASL_PLAINTEXT://localhost:%d,SSL://localhost:%d,SASL_SSL://localhost:%d"
                        .formatted(ports.get(0), ports.get(1), ports.get(2), ports.get(3));
        Properties properties = new Properties();
        properties.putAll(
                Map.of(
                        "process.roles", "broker,controller",
                        "node.id", "1",
                        "log.dirs", data,
                        "controller.listener.names", "CONTROLLER",
                        "controller.quorum.voters", "1@localhost:" + ports.get(4),
                        "listeners", listeners + ",CONTROLLER://localhost:" + ports.get(4),
                        "advertised.listeners", listeners,
                        "inter.broker.listener.name", "PLAINTEXT",
                        "listener.security.protocol.map",
                                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL"));
        properties.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "group.initial.rebalance.delay.ms", "0",
                "num.partitions", "1",
                "log.cleaner.enable", "false"));
        secure(properties);
        return properties;
    }

    private void secure(Properties properties) {
        TestingTls tls = TestingTls.shared();
        Path keys = TestingTls.writeStore(folder, "keys", tls.keyStore(tls.server("localhost")));
        Path trust = TestingTls.writeStore(folder, "trust", tls.trustStore());
        String plain = "org.apache.kafka.common.security.plain.PlainLoginModule required user_" + LOGIN + "=\""
                + PASSWORD.replace("\"", "\\\"") + "\";";
        String scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;";
        properties.putAll(Map.of(
                "ssl.keystore.location",
                keys.toString(),
                "ssl.keystore.password",
                TestingTls.STORE_PASSWORD,
                "ssl.keystore.type",
                "PKCS12",
                "ssl.truststore.location",
                trust.toString(),
                "ssl.truststore.password",
                TestingTls.STORE_PASSWORD,
                "ssl.truststore.type",
                "PKCS12",
                "listener.name.ssl.ssl.client.auth",
                "required",
                "sasl.enabled.mechanisms",
                "PLAIN,SCRAM-SHA-256"));
        for (String listener : List.of("sasl_plaintext", "sasl_ssl")) {
            properties.put("listener.name." + listener + ".plain.sasl.jaas.config", plain);
            properties.put("listener.name." + listener + ".scram-sha-256.sasl.jaas.config", scram);
        }
    }

    /** Where anybody may talk to it. */
    public String plain() {
        return "localhost:" + ports.get(0);
    }

    /** Where one signs in without TLS. */
    public String sasl() {
        return "localhost:" + ports.get(1);
    }

    /** Where a client shows its certificate. */
    public String tls() {
        return "localhost:" + ports.get(2);
    }

    /** Where one signs in over TLS. */
    public String saslTls() {
        return "localhost:" + ports.get(3);
    }

    /** Makes a topic of one partition. */
    public void createTopic(String name) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", plain()))) {
            admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Has the broker make what it needs for transactions, once, so that it is there when leaks are looked for. */
    public TestingKafka withTransactions() {
        Map<String, Object> settings = Map.of("bootstrap.servers", plain(), "transactional.id", "first");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("first", "first")).get(30, TimeUnit.SECONDS);
            producer.commitTransaction();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        committed("first", 1); // the mark of the end is written, over connections of the broker's own
        return this;
    }

    /** The first messages of a topic, by who reads only what was committed. */
    public List<String> committed(String topic, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", plain(), "auto.offset.reset", "earliest", "isolation.level", "read_committed");
        List<String> received = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (received.size() < count && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(message -> received.add(message.value()));
            }
        }
        return received;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
