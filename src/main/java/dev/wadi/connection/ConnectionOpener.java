package dev.wadi.connection;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Problems;
import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.ConnectionType;
import dev.wadi.spi.PluginClasses;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** Opens connections from what is written of them. Thread-safe. */
final class ConnectionOpener {

    private final ConnectionTypes types;
    private final DefinitionBinder binder;
    private final Supplier<CamelContext> camelContext;

    /** @param camelContext asked for only when a connection needs it */
    ConnectionOpener(ConnectionTypes types, DefinitionBinder binder, Supplier<CamelContext> camelContext) {
        this.types = types;
        this.binder = binder;
        this.camelContext = camelContext;
    }

    /**
     * The settings of a definition as they are now, placeholders resolved.
     *
     * @throws ConfigurationException when it is wrong
     */
    <S extends Record> S settings(ConnectionType<S> type, ConnectionDefinition definition) {
        Problems problems = new Problems();
        return binder.bind(type, definition, problems).orElseThrow(() -> new ConfigurationException(problems.sorted()));
    }

    /**
     * Opens a definition.
     *
     * @throws ConfigurationException when it is wrong
     * @throws ConnectionException when it cannot be opened
     */
    <S extends Record> OpenedConnection open(ConnectionType<S> type, ConnectionDefinition definition) {
        return open(type, settings(type, definition), definition.connId());
    }

    /** Opens a connection from settings, which are those of the type. */
    <S extends Record> OpenedConnection open(ConnectionType<S> type, Record settings, String connId) {
        S own = type.settings().cast(settings);
        Context context = new Context(connId, camelContext, types.plugins());
        return new OpenedConnection(type, own, types.loader().call(() -> type.open(own, context)));
    }

    /** Opens a connection and tries its outside system; it is closed again when that fails. */
    OpenedConnection tested(ConnectionType<?> type, Record settings, String connId, Duration timeout) {
        OpenedConnection opened = open(type, settings, connId);
        try {
            types.loader().call(() -> opened.open().test(timeout));
            return opened;
        } catch (RuntimeException e) {
            opened.open().close();
            throw e;
        }
    }

    /** Whether a connection with the one settings cannot be open while one with the other is. */
    <S extends Record> boolean excludes(ConnectionType<S> type, Record inUse, Record next) {
        Class<S> own = type.settings();
        return types.loader().call(() -> type.excludes(own.cast(inUse), own.cast(next)));
    }

    private record Context(String connId, Supplier<CamelContext> context, PluginClasses plugins)
            implements ConnectionContext {
        @Override
        public CamelContext camelContext() {
            return context.get();
        }
    }
}
