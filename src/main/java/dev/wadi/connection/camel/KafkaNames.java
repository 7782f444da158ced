package dev.wadi.connection.camel;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of librdkafka, of Java's client, and of Camel's options. Only what stands here reaches the client.
 *
 * <p>Sources: librdkafka's CONFIGURATION.md and the client configurations in Kafka's documentation.
 */
final class KafkaNames {

    /** Names that both have, with the same meaning. */
    private static final Set<String> SAME = Set.of(
            "acks",
            "allow.auto.create.topics",
            "auto.commit.interval.ms",
            "batch.size",
            "buffer.memory",
            "check.crcs",
            "client.dns.lookup",
            "client.rack",
            "compression.type",
            "connections.max.idle.ms",
            "delivery.timeout.ms",
            "enable.auto.commit",
            "enable.idempotence",
            "fetch.max.bytes",
            "fetch.max.wait.ms",
            "fetch.min.bytes",
            "group.instance.id",
            "heartbeat.interval.ms",
            "isolation.level",
            "linger.ms",
            "max.block.ms",
            "max.in.flight.requests.per.connection",
            "max.partition.fetch.bytes",
            "max.poll.interval.ms",
            "max.poll.records",
            "max.request.size",
            "metadata.max.age.ms",
            "reconnect.backoff.max.ms",
            "reconnect.backoff.ms",
            "request.timeout.ms",
            "retries",
            "retry.backoff.max.ms",
            "retry.backoff.ms",
            "session.timeout.ms",
            "socket.connection.setup.timeout.ms",
            "ssl.cipher.suites",
            "transaction.timeout.ms",
            "transactional.id");

    /** Names of librdkafka that Java's client has under another name. */
    private static final Map<String, String> OTHER = Map.ofEntries(
            Map.entry("compression.codec", "compression.type"),
            Map.entry("fetch.message.max.bytes", "max.partition.fetch.bytes"),
            Map.entry("fetch.wait.max.ms", "fetch.max.wait.ms"),
            Map.entry("max.in.flight", "max.in.flight.requests.per.connection"),
            Map.entry("message.max.bytes", "max.request.size"),
            Map.entry("message.send.max.retries", "retries"),
            Map.entry("message.timeout.ms", "delivery.timeout.ms"),
            Map.entry("queue.buffering.max.kbytes", "buffer.memory"),
            Map.entry("queue.buffering.max.ms", "linger.ms"),
            Map.entry("request.required.acks", "acks"),
            Map.entry("socket.receive.buffer.bytes", "receive.buffer.bytes"),
            Map.entry("socket.send.buffer.bytes", "send.buffer.bytes"),
            Map.entry("socket.timeout.ms", "request.timeout.ms"),
            Map.entry("partition.assignment.strategy", "partition.assignment.strategy"));

    private static final Map<String, String> ASSIGNORS = Map.of(
            "range", "org.apache.kafka.clients.consumer.RangeAssignor",
            "roundrobin", "org.apache.kafka.clients.consumer.RoundRobinAssignor",
            "cooperative-sticky", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");

    /** Camel's options whose name is not that of the client's property in camel case. */
    private static final Map<String, String> CAMEL = Map.of(
            "requestRequiredAcks", "acks",
            "bufferMemorySize", "buffer.memory",
            "compressionCodec", "compression.type",
            "producerBatchSize", "batch.size",
            "maxInFlightRequest", "max.in.flight.requests.per.connection",
            "autoCommitEnable", "enable.auto.commit",
            "partitionAssignor", "partition.assignment.strategy",
            "consumerRequestTimeoutMs", "request.timeout.ms",
            "connectionMaxIdleMs", "connections.max.idle.ms",
            "fetchWaitMaxMs", "fetch.max.wait.ms");

    private KafkaNames() {}

    /** The client's name of a property; null when it has none. */
    static @Nullable String ofClient(String name) {
        return SAME.contains(name) ? name : OTHER.get(name);
    }

    static Set<String> known() {
        return SAME;
    }

    /** The client's value of a property; null when it has none. */
    static @Nullable String value(String name, Object value) {
        String text = String.valueOf(value);
        return switch (name) {
            case "acks", "request.required.acks" -> text.equals("-1") ? "all" : text;
            case "queue.buffering.max.kbytes" -> text.matches("\\d{1,12}") ? Long.parseLong(text) * 1024 + "" : null;
            case "partition.assignment.strategy" -> assignors(text);
            default -> text;
        };
    }

    private static @Nullable String assignors(String text) {
        StringBuilder names = new StringBuilder();
        for (String part : text.split(",", -1)) {
            String assignor = ASSIGNORS.get(part.trim().toLowerCase(Locale.ROOT));
            if (assignor == null) {
                return null;
            }
            names.append(names.isEmpty() ? "" : ",").append(assignor);
        }
        return names.toString();
    }

    /** The client's word for where a new group begins; null when it is none of librdkafka's either. */
    static @Nullable String offsetReset(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "earliest", "smallest", "beginning" -> "earliest";
            case "latest", "largest", "end" -> "latest";
            case "error", "none" -> "none";
            default -> null;
        };
    }

    /** The client's property that one of Camel's options sets. */
    static String ofOption(String option) {
        String other = CAMEL.get(option);
        return other != null
                ? other
                : option.replaceAll("([a-z])([A-Z])", "$1.$2").toLowerCase(Locale.ROOT);
    }
}
