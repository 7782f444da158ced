package dev.wadi.connection;

import dev.wadi.config.Nearest;
import dev.wadi.spi.ConnectionType;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The connection types on the class path, by {@code conn_type}. Immutable. */
public final class ConnectionTypes {

    private final Map<String, ConnectionType<?>> byName;
    private final Map<String, ConnectionType<?>> byAlias;

    private ConnectionTypes(Iterable<? extends ConnectionType<?>> types) {
        Map<String, ConnectionType<?>> names = new TreeMap<>();
        Map<String, ConnectionType<?>> aliases = new LinkedHashMap<>();
        for (ConnectionType<?> type : types) {
            names.put(type.name(), type);
            type.aliases().forEach(alias -> aliases.put(alias, type));
        }
        this.byName = Collections.unmodifiableMap(names);
        this.byAlias = Collections.unmodifiableMap(aliases);
    }

    /** Those that a class loader finds. */
    @SuppressWarnings("unchecked") // a raw class literal is all that ServiceLoader takes
    public static ConnectionTypes load(ClassLoader loader) {
        return new ConnectionTypes(
                (Iterable<ConnectionType<?>>) (Iterable<?>) ServiceLoader.load(ConnectionType.class, loader));
    }

    /** These and no others. */
    static ConnectionTypes of(ConnectionType<?>... types) {
        return new ConnectionTypes(List.of(types));
    }

    /** Those that the class path has. */
    public static ConnectionTypes load() {
        return load(ConnectionTypes.class.getClassLoader());
    }

    /** All of them, by name. */
    public Collection<ConnectionType<?>> all() {
        return byName.values();
    }

    /** The type of a {@code conn_type}. */
    public Optional<ConnectionType<?>> find(String connType) {
        ConnectionType<?> type = byName.get(connType);
        return Optional.ofNullable(type == null ? byAlias.get(connType) : type);
    }

    /** Whether Airflow's providers have the type and Wadi has no form for it: such connections are only kept. */
    public boolean isOpaque(String connType) {
        return find(connType).isEmpty() && AirflowTypes.NAMES.contains(connType);
    }

    /** {@code Did you mean 'postgres'? } or nothing. */
    String didYouMean(String connType) {
        return Nearest.didYouMean(connType, byName.keySet());
    }
}
