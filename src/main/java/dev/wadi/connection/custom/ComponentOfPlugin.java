package dev.wadi.connection.custom;

import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.OpenConnection;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Camel component whose class a plugin brings. It is made and started when it is first needed. */
final class ComponentOfPlugin implements OpenConnection, EndpointSource {

    private static final Logger LOG = LoggerFactory.getLogger(ComponentOfPlugin.class);

    private final CustomClass found;
    private final CustomSettings settings;
    private final ConnectionContext owner;
    private @Nullable Component component;

    private ComponentOfPlugin(CustomClass found, CustomSettings settings, ConnectionContext owner) {
        this.found = found;
        this.settings = settings;
        this.owner = owner;
    }

    static OpenConnection open(CustomClass found, CustomSettings settings, ConnectionContext owner) {
        return new ComponentOfPlugin(found, settings, owner);
    }

    private synchronized Component component() {
        Component made = component;
        if (made == null) {
            made = make(owner.camelContext());
            component = made;
        }
        return made;
    }

    private Component make(CamelContext context) {
        try {
            Component made = (Component) found.constructor().newInstance();
            made.setCamelContext(context);
            if (made instanceof DefaultComponent component) {
                component.setAutowiredEnabled(false);
            }
            new ComponentSetters(found.type()).set(context, made, settings.given());
            ServiceHelper.startService(made);
            return made;
        } catch (InvocationTargetException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (ReflectiveOperationException | NoTypeConversionAvailableException | RuntimeException e) {
            throw failure(e);
        }
    }

    private ConnectionException failure(Throwable thrown) {
        return new PluginCalls(owner.connId(), found.name(), found.type().getClassLoader()).failure("start", thrown);
    }

    @Override
    public Endpoint endpoint(CamelContext context, String path, Map<String, Object> options) throws Exception {
        return component().createEndpoint(scheme() + "://" + path, new LinkedHashMap<>(options));
    }

    /** What stands before the colon in the endpoint's URI, which a component may not be without. */
    private String scheme() {
        String name = found.name().replaceFirst("Component$", "").toLowerCase(Locale.ROOT);
        return name.isEmpty() ? "component" : name;
    }

    @Override
    public <T> T bean(Class<T> type) {
        throw new IllegalArgumentException("a custom connection has no " + type.getName());
    }

    @Override
    public String test(Duration timeout) {
        component();
        return found.name() + " is started; it has no test of its own";
    }

    @Override
    public synchronized void close() {
        Component made = component;
        component = null;
        try {
            ServiceHelper.stopAndShutdownService(made);
        } catch (RuntimeException e) {
            LOG.warn("connection '{}': its component does not stop cleanly", owner.connId(), e);
        }
    }

    @Override
    public String toString() {
        return "custom connection '" + owner.connId() + "' of " + found.name();
    }
}
