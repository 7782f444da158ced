package dev.wadi.connection;

import dev.wadi.config.Nearest;
import dev.wadi.config.Problem;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.PluginClasses;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The connection types on the class path, by {@code conn_type}. Thread-safe. */
public final class ConnectionTypes {

    private final Iterable<? extends ConnectionType<?>> found;
    private final PluginLoader loader;
    private volatile @Nullable Names names;

    /** @param found asked for its types when one is needed: loading their classes takes a quarter of a second */
    private ConnectionTypes(Iterable<? extends ConnectionType<?>> found, ClassLoader loader) {
        this.found = found;
        this.loader = new PluginLoader(loader);
    }

    private record Names(Map<String, ConnectionType<?>> types, Map<String, ConnectionType<?>> aliases) {}

    private Names names() {
        Names known = names;
        if (known != null) {
            return known;
        }
        synchronized (this) {
            Names made = names == null ? read() : names;
            names = made;
            return made;
        }
    }

    private Names read() {
        Map<String, ConnectionType<?>> types = new TreeMap<>();
        Map<String, ConnectionType<?>> aliases = new LinkedHashMap<>();
        for (ConnectionType<?> type : found) {
            types.put(type.name(), type);
            type.aliases().forEach(alias -> aliases.put(alias, type));
        }
        return new Names(Collections.unmodifiableMap(types), Collections.unmodifiableMap(aliases));
    }

    /** Those that a class loader finds. */
    @SuppressWarnings("unchecked") // a raw class literal is all that ServiceLoader takes
    public static ConnectionTypes load(ClassLoader loader) {
        return new ConnectionTypes(
                (Iterable<ConnectionType<?>>) (Iterable<?>) ServiceLoader.load(ConnectionType.class, loader), loader);
    }

    /** These and no others. */
    static ConnectionTypes of(ConnectionType<?>... types) {
        return new ConnectionTypes(List.of(types), ConnectionTypes.class.getClassLoader());
    }

    /** Those that the class path has. */
    public static ConnectionTypes load() {
        return load(ConnectionTypes.class.getClassLoader());
    }

    /** The classes that plugins bring. */
    PluginClasses plugins() {
        return new FoundClasses(loader.loader());
    }

    /** What they are called with. */
    PluginLoader loader() {
        return loader;
    }

    /** All of them, by name. */
    public Collection<ConnectionType<?>> all() {
        return names().types().values();
    }

    /** The type of a {@code conn_type}. */
    public Optional<ConnectionType<?>> find(String connType) {
        ConnectionType<?> type = names().types().get(connType);
        return Optional.ofNullable(type == null ? names().aliases().get(connType) : type);
    }

    /** Whether Airflow's providers have the type and Wadi has no form for it: such connections are only kept. */
    public boolean isOpaque(String connType) {
        return find(connType).isEmpty() && AirflowTypes.NAMES.contains(connType);
    }

    /** {@code Did you mean 'postgres'? } or nothing. */
    String didYouMean(String connType) {
        return Nearest.didYouMean(connType, names().types().keySet());
    }

    /** What there is to say of a type that nobody knows. */
    Problem unknown(ConnectionDefinition definition) {
        return Problem.error(
                definition.origin().of("conn_type"),
                definition.connId() + ".conn_type",
                "no connection type '" + definition.connType() + "'",
                didYouMean(definition.connType()) + "'wadi connections types' lists them");
    }
}
