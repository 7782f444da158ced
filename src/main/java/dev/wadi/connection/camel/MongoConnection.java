package dev.wadi.connection.camel;

import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.PluginArtifacts;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of MongoDB for all endpoints of a connection, made when the first is. Camel's endpoints would make one each,
 * never close it, write the password into its URI as it is, and leave out TLS and most options.
 */
final class MongoConnection implements CamelStages {

    private static final Logger LOG = LoggerFactory.getLogger(MongoConnection.class);

    private final ComponentConnection component;
    private final Tcp.Address address;
    private final Function<Map<String, Object>, String> uri;
    private @Nullable AutoCloseable client;

    /** @param uri the connection string of the driver, with the password, with further options */
    MongoConnection(ComponentConnection component, Tcp.Address address, Function<Map<String, Object>, String> uri) {
        this.component = component;
        this.address = address;
        this.uri = uri;
    }

    @Override
    public String connId() {
        return component.connId();
    }

    @Override
    public CamelContext camelContext() {
        return component.camelContext();
    }

    @Override
    public <T> T bean(Class<T> type) {
        T bean = component.bean(type);
        connect();
        return bean;
    }

    @Override
    public Endpoint endpoint(CamelContext context, String path, Map<String, Object> given) throws Exception {
        connect();
        return component.endpoint(context, path, given);
    }

    private synchronized void connect() {
        if (client != null) {
            return;
        }
        AutoCloseable created = create(Map.of());
        client = created;
        component.setOnComponent("mongoConnection", created);
    }

    private AutoCloseable create(Map<String, Object> options) {
        ClassLoader loader = component.component().getClass().getClassLoader();
        try {
            return (AutoCloseable) loader.loadClass("com.mongodb.client.MongoClients")
                    .getMethod("create", String.class)
                    .invoke(null, uri.apply(options));
        } catch (InvocationTargetException e) { // its message may show the URI
            throw new ConnectionException(
                    component.connId(),
                    "the driver refuses its settings: "
                            + e.getTargetException().getClass().getSimpleName(),
                    null);
        } catch (ReflectiveOperationException e) {
            throw new ConnectionException(
                    component.connId(),
                    "the driver is not on the class path. Put "
                            + PluginArtifacts.coordinates("org.mongodb", "mongodb-driver-sync")
                            + " and its dependencies into plugins/",
                    e);
        }
    }

    @Override
    public String test(Duration timeout) {
        return new MongoTrial(component.connId(), address, timeout).run(this::create);
    }

    @Override
    public synchronized void close() {
        component.close();
        AutoCloseable before = client;
        client = null;
        try {
            if (before != null) {
                before.close();
            }
        } catch (Exception e) { // AutoCloseable declares no narrower one
            LOG.warn("connection '{}': its client does not close cleanly", component.connId(), e);
        }
    }
}
