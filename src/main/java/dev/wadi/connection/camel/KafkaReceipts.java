package dev.wadi.connection.camel;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Offsets of a consumer group, committed when its member has left: nobody else can do so from outside before. */
final class KafkaReceipts implements Receipts {

    private final Map<String, Object> properties;
    private final String group;
    private final Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();

    KafkaReceipts(Map<String, Object> properties, String group) {
        this.properties = properties;
        this.group = group;
    }

    @Override
    public synchronized void keep(Exchange exchange) {
        TopicPartition partition = partition(exchange);
        next.put(partition, new OffsetAndMetadata(offset(exchange) + 1));
    }

    @Override
    public synchronized void giveBack(Exchange exchange) {
        next.put(partition(exchange), new OffsetAndMetadata(offset(exchange)));
    }

    private static TopicPartition partition(Exchange exchange) {
        return new TopicPartition(
                exchange.getIn().getHeader("kafka.TOPIC", String.class),
                exchange.getIn().getHeader("kafka.PARTITION", Integer.class));
    }

    private static long offset(Exchange exchange) {
        return exchange.getIn().getHeader("kafka.OFFSET", Long.class);
    }

    @Override
    public boolean needConsumer() {
        return false;
    }

    @Override
    public synchronized void settle(boolean safe) {
        if (!safe || next.isEmpty()) {
            return;
        }
        Properties settings = new Properties();
        settings.putAll(properties);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(KafkaConsumer.class.getClassLoader());
        try (KafkaConsumer<byte[], byte[]> member =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            member.assign(next.keySet());
            member.commitSync(next);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        next.clear();
    }
}
