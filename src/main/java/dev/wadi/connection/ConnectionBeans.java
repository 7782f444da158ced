package dev.wadi.connection;

import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.BeanRepository;
import org.jspecify.annotations.Nullable;

/**
 * The connections as beans in Camel's registry: for one {@code conn_id}, the bean of the type that is asked for.
 *
 * <p>Nothing is found by type alone: otherwise {@code sql:} without a {@code dataSource} would use the only connection
 * there is, and stop working on the day somebody adds a second file.
 */
public final class ConnectionBeans implements BeanRepository {

    private final Connections connections;

    public ConnectionBeans(Connections connections) {
        this.connections = connections;
    }

    @Override
    public @Nullable Object lookupByName(String name) {
        return connections.live(name).flatMap(LiveConnection::firstBean).orElse(null);
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
        return connections.bean(name, type).orElse(null);
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return Map.of();
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return Set.of();
    }
}
