package dev.wadi.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.wadi.testing.TestingKafka;
import dev.wadi.testing.TestingMail;
import dev.wadi.testing.TestingS3;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A route receives numbers through a connection that changes again and again; each comes once. */
@Tag("chaos")
class LiveReceiversIT {

    private static final int CHANGES = 10;

    private final TestingWorkspace workspace;
    private final List<Integer> received = new CopyOnWriteArrayList<>();
    /** How many numbers are offered at a time, so that a change comes in the middle of them. */
    private int atATime = 20;

    private int offered;

    LiveReceiversIT(@TempDir Path home) {
        this.workspace = new TestingWorkspace(home);
    }

    @AfterEach
    void stop() {
        workspace.close();
    }

    /**
     * Receives while the connection changes between two definitions.
     *
     * @param from the uri and its parameters
     * @param id what the number is in an exchange
     * @param offer makes one number receivable
     */
    private void assertEachComesOnce(String one, String other, String from, String id, IntConsumer offer)
            throws Exception {
        workspace.connections("source.yaml", one);
        Engine engine = workspace.start();
        engine.camelContext().getRegistry().bind("received", (Processor)
                exchange -> received.add(exchange.getMessage().getHeader("id", Integer.class)));
        workspace.routes(
                "receive.yaml",
                """
                - route:
                    id: receive
                    from:
                      %s
                      steps:
                        - setHeader: {name: id, simple: "%s"}
                        - process: {ref: received}
                """
                        .formatted(from, id));
        engine.reload();
        for (int change = 1; change <= CHANGES; change++) {
            offerSome(offer);
            int before = received.size();
            await().atMost(Duration.ofSeconds(30)).until(() -> received.size() > before);
            workspace.connections("source.yaml", change % 2 == 0 ? one : other);
            engine.reload();
            assertThat(engine.connections().counts().swaps()).isEqualTo(change);
        }
        offerSome(offer);

        List<Integer> all = IntStream.rangeClosed(1, offered).boxed().toList();
        await().atMost(Duration.ofSeconds(60)).until(() -> received.size() >= offered);
        engine.camelContext().getRouteController().stopRoute("receive");
        assertThat(received.stream().sorted()).isEqualTo(all);
        await().until(() -> engine.connections().counts().draining() == 0);
        assertThat(engine.connections().counts().expiredDrains()).isZero();
    }

    private void offerSome(IntConsumer offer) {
        for (int i = 0; i < atATime; i++) {
            offer.accept(++offered);
        }
    }

    @Test
    void mailsOverImap() throws Exception {
        TestingMail mail = TestingMail.shared();
        mail.empty();
        atATime = 4; // this server takes nearly half a second for each
        assertEachComesOnce(
                imap("127.0.0.1"),
                imap("localhost"),
                """
                uri: conn:source/INBOX
                      parameters: {unseen: true, delay: 20, initialDelay: 0}""",
                "${header.subject}",
                number -> mail.deliver("From: a@example.com\nTo: app@example.com\nSubject: " + number + "\n\nHello\n"));
    }

    private static String imap(String host) {
        return "source: {conn_type: imap, host: %s, port: %d, login: %s, password: '%s', extra: {use_ssl: false}}%n"
                .formatted(host, TestingMail.shared().imap(), TestingMail.LOGIN, TestingMail.PASSWORD);
    }

    @Test
    void objectsOfS3() throws Exception {
        TestingS3 s3 = TestingS3.shared();
        try (S3Client client = s3.client()) {
            client.createBucket(bucket -> bucket.bucket("live-received"));
            assertEachComesOnce(
                    s3("127.0.0.1"),
                    s3("localhost"),
                    """
                    uri: conn:source/live-received
                          parameters: {deleteAfterRead: true, delay: 20, initialDelay: 0}""",
                    "${header.CamelAwsS3Key}",
                    number -> client.putObject(
                            object -> object.bucket("live-received").key(String.valueOf(number)),
                            RequestBody.fromString("hello")));
        }
    }

    private static String s3(String host) {
        return "source: {conn_type: aws, login: %s, password: %s, extra: {endpoint_url: '%s'}}%n"
                .formatted(
                        TestingS3.ACCESS_KEY,
                        TestingS3.SECRET_KEY,
                        TestingS3.shared().url().replace("127.0.0.1", host));
    }

    @Test
    void messagesOfKafka() throws Exception {
        TestingKafka kafka = TestingKafka.shared();
        kafka.createTopic("live-received");
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.plain()), new StringSerializer(), new StringSerializer())) {
            assertEachComesOnce(
                    kafka(kafka, 500),
                    kafka(kafka, 501),
                    """
                    uri: conn:source/live-received
                          parameters: {pollTimeoutMs: 100}""",
                    "${body}",
                    number -> send(producer, number));
        }
    }

    private static void send(KafkaProducer<String, String> producer, int number) {
        var unused = producer.send(new ProducerRecord<>("live-received", String.valueOf(number)));
    }

    private static String kafka(TestingKafka kafka, int wait) {
        return """
        source:
          conn_type: kafka
          extra: {bootstrap.servers: '%s', group.id: live, auto.offset.reset: beginning, fetch.wait.max.ms: %d}
        """
                .formatted(kafka.plain(), wait);
    }
}
