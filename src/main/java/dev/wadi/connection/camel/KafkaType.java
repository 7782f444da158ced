package dev.wadi.connection.camel;

import dev.wadi.spi.ConnectionBean;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SettingProblems;
import java.util.List;
import org.apache.camel.Component;

/** Apache Kafka. */
public final class KafkaType implements ConnectionType<KafkaSettings> {

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public String title() {
        return "Apache Kafka";
    }

    @Override
    public Class<KafkaSettings> settings() {
        return KafkaSettings.class;
    }

    @Override
    public List<ConnectionBean<?>> beans() {
        return List.of(ConnectionBean.value(Component.class));
    }

    @Override
    public void check(KafkaSettings settings, SettingProblems problems) {
        new KafkaCheck(settings, problems).check();
    }

    @Override
    public OpenConnection open(KafkaSettings settings, ConnectionContext context) {
        return KafkaConnection.open(settings, context);
    }
}
