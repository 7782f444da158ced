package dev.wadi.connection.camel;

import dev.wadi.spi.ConnectionContext;
import dev.wadi.spi.ConnectionException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.component.extension.ComponentExtension;
import org.apache.camel.component.file.remote.SftpComponent;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.tooling.model.ComponentModel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Camel component of its own under a {@code conn_id}. The component is made when it is first needed. Values are given to
 * its setters as they are: a value that looks like a reference to a bean or a class, or like a placeholder, stays text.
 */
final class ComponentConnection implements CamelStages {

    private static final Logger LOG = LoggerFactory.getLogger(ComponentConnection.class);
    private static final String SERVICES = "META-INF/services/org/apache/camel/component/";

    private final ConnectionContext owner;
    private final ComponentOptions options;
    private final Map<String, Object> values;
    private final Trial trial;
    private @Nullable Component component;

    /** Tries the outside system. */
    @FunctionalInterface
    interface Trial {
        /** Tries it, and says what answered in one phrase. */
        String run(ComponentConnection connection, Duration timeout);
    }

    /**
     * @param values what is set on the component and its endpoints, converted to what their setters take
     * @throws ConnectionException when the component is not on the class path
     */
    static ComponentConnection open(
            ConnectionContext owner, ComponentModel model, Map<String, Object> values, Trial trial) {
        if (!ComponentCatalogue.isOnClassPath(model.getScheme())
                && componentClass(owner.camelContext(), model) == null) {
            throw new ConnectionException(owner.connId(), ComponentCatalogue.missing(model), null);
        }
        return new ComponentConnection(owner, new ComponentOptions(model), values, trial);
    }

    private ComponentConnection(
            ConnectionContext owner, ComponentOptions options, Map<String, Object> values, Trial trial) {
        this.owner = owner;
        this.options = options;
        this.values = Map.copyOf(values);
        this.trial = trial;
    }

    private static @Nullable Class<?> componentClass(CamelContext context, ComponentModel model) {
        return context.getCamelContextExtension()
                .getBootstrapFactoryFinder(SERVICES)
                .findClass(model.getScheme())
                .orElse(null);
    }

    @Override
    public <T> T bean(Class<T> type) {
        if (type != Component.class) {
            throw new IllegalArgumentException("a Camel component has no " + type.getName());
        }
        return type.cast(component());
    }

    /** The component, configured and started. */
    synchronized Component component() {
        if (component == null) {
            component = make(owner.camelContext());
        }
        return component;
    }

    /** Never the component of that name in the registry: it is everybody's, and may be another connection. */
    private Component make(CamelContext context) {
        Class<?> type = componentClass(context, options.model());
        if (type == null) {
            throw new ConnectionException(owner.connId(), ComponentCatalogue.missing(options.model()), null);
        }
        Component made = instance(context, type);
        made.setCamelContext(context);
        if (made instanceof DefaultComponent component) {
            component.setAutowiredEnabled(false);
        }
        ServiceHelper.buildService(made); // finds the generated setters
        values.forEach((name, value) -> {
            if (options.isOfComponent(name)) {
                set(context, made.getComponentPropertyConfigurer(), made, name, value);
            }
        });
        ServiceHelper.startService(made);
        return made;
    }

    private static Component instance(CamelContext context, Class<?> type) {
        return type == SftpComponent.class
                ? new OwnSftpComponent()
                : (Component) context.getInjector().newInstance(type, false);
    }

    @Override
    public Endpoint endpoint(CamelContext context, String path, Map<String, Object> given) throws Exception {
        return endpoint(context, path, given, Map.of());
    }

    /**
     * An endpoint with the connection's values and some that only this endpoint has.
     *
     * @param own by the names of the endpoint's options
     */
    Endpoint endpoint(CamelContext context, String path, Map<String, Object> given, Map<String, Object> own)
            throws Exception {
        refuseFilledIn(given);
        String remaining = options.remaining(values, path.startsWith("/") ? path.substring(1) : path);
        Component maker = component();
        Endpoint endpoint =
                maker.createEndpoint(options.model().getScheme() + "://" + remaining, new LinkedHashMap<>(given));
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.putAll(own);
        all.forEach((name, value) -> {
            if (options.isParameter(name) && !given.containsKey(name)) {
                set(context, maker.getEndpointPropertyConfigurer(), endpoint, name, value);
            }
        });
        return endpoint;
    }

    private void refuseFilledIn(Map<String, Object> given) {
        TreeSet<String> refused = new TreeSet<>(given.keySet());
        refused.retainAll(values.keySet());
        refused.removeIf(name -> !options.isAddressOrCredential(name));
        if (!refused.isEmpty()) {
            throw new IllegalArgumentException("'" + String.join("', '", refused) + "' comes from the connection '"
                    + owner.connId() + "'. Remove it from the route, or write it into the connection");
        }
    }

    /** Gives the component something that no file can: an object. */
    void setOnComponent(String name, Object value) {
        Component made = component();
        set(owner.camelContext(), made.getComponentPropertyConfigurer(), made, name, value);
    }

    private void set(
            CamelContext context, @Nullable PropertyConfigurer configurer, Object target, String name, Object value) {
        try {
            boolean done = configurer != null && configurer.configure(context, target, name, value, false);
            if (!done && !PluginHelper.getBeanIntrospection(context).setProperty(context, target, name, value)) {
                throw new ConnectionException(owner.connId(), "the component has no setter of '" + name + "'", null);
            }
        } catch (ConnectionException e) {
            throw e;
        } catch (Exception e) { // what the setter threw; its message may hold the value
            throw new ConnectionException(
                    owner.connId(),
                    "the component '" + options.model().getScheme() + "' refuses '" + name + "'",
                    options.isSecret(name) ? null : e);
        }
    }

    /** An extension of the component, such as its verifier. */
    @SuppressWarnings("deprecation") // they have no successor yet
    <T extends ComponentExtension> @Nullable T extension(Class<T> type) {
        return component().getExtension(type).orElse(null);
    }

    @Override
    public String connId() {
        return owner.connId();
    }

    @Override
    public CamelContext camelContext() {
        return owner.camelContext();
    }

    Map<String, Object> values() {
        return values;
    }

    ComponentOptions options() {
        return options;
    }

    @Override
    public String test(Duration timeout) {
        return trial.run(this, timeout);
    }

    @Override
    public synchronized void close() {
        Component made = component;
        component = null;
        if (made == null) {
            return;
        }
        try {
            ServiceHelper.stopAndShutdownService(made);
        } catch (RuntimeException e) {
            LOG.warn("connection '{}': its component does not stop cleanly", owner.connId(), e);
        }
    }
}
