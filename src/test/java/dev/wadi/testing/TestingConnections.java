package dev.wadi.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionBeans;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionDefinition.Origin;
import dev.wadi.connection.ConnectionTypes;
import dev.wadi.connection.Connections;
import dev.wadi.connection.Placeholders;
import dev.wadi.connection.PluginLoader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Connections in a Camel context, as the service has them: opened from definitions, their beans in the registry, and
 * {@code conn:} at work. When it is closed it fails unless everything is gone that was opened in between.
 */
public final class TestingConnections implements AutoCloseable {

    private final LeakCheck leaks = new LeakCheck();
    private final Connections connections;
    private final CamelContext context;

    public TestingConnections() {
        this(TestingConnections.class.getClassLoader());
    }

    /** With what a loader of plugins sees. */
    public TestingConnections(ClassLoader loader) {
        connections = new Connections(ConnectionTypes.load(loader), Placeholders.of(Map.of()), this::context);
        context = new PluginLoader(loader)
                .call(() -> new DefaultCamelContext(new DefaultRegistry(new ConnectionBeans(connections))));
        context.setApplicationContextClassLoader(loader);
        context.getRegistry().bind("connections", connections);
        context.getGlobalEndpointConfiguration().setAutowiredEnabled(false);
    }

    public CamelContext context() {
        return context;
    }

    public Connections connections() {
        return connections;
    }

    /** A connection in the making: {@code connection("my_aws", "aws").login("AKIA").extra("region_name", "x")}. */
    public static Written connection(String connId, String connType) {
        return new Written(connId, connType);
    }

    /** A connection in Airflow's JSON, with extra as an object. */
    @SuppressWarnings("unchecked") // JSON objects have texts as keys
    public static Written json(String connId, String json) {
        try {
            Map<String, Object> fields = new ObjectMapper().readValue(json, new TypeReference<>() {});
            Written written = connection(connId, String.valueOf(fields.remove("conn_type")));
            ((Map<String, Object>) fields.getOrDefault("extra", Map.of())).forEach(written::extra);
            fields.remove("extra");
            fields.forEach((name, value) -> written.field(name, value.toString()));
            return written;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** What is wrong with it, as it is shown, without the place. */
    public List<String> problems(Written written) {
        return connections.checks().check(written.definition()).stream()
                .map(Problem::toString)
                .map(text -> text.replaceFirst("^test\\.yaml: ", ""))
                .toList();
    }

    /** Opens it; it must open. */
    public TestingConnections open(Written written) {
        open(written.definition());
        return this;
    }

    /** Opens it; it must open. */
    public void open(ConnectionDefinition definition) {
        String reason = connections.open(definition).reason();
        if (!reason.isEmpty()) {
            throw new IllegalStateException(reason);
        }
    }

    @Override
    public void close() {
        try {
            context.stop();
        } finally {
            connections.close();
        }
        leaks.assertNothingIsLeft();
    }

    /** A connection in the making. */
    public static final class Written {

        private final String connId;
        private final String connType;
        private final Map<String, String> fields = new LinkedHashMap<>();
        private final Map<String, @Nullable Object> extra = new LinkedHashMap<>();

        private Written(String connId, String connType) {
            this.connId = connId;
            this.connType = connType;
        }

        public Written host(String host) {
            return field("host", host);
        }

        public Written port(int port) {
            return field("port", Integer.toString(port));
        }

        public Written login(String login) {
            return field("login", login);
        }

        public Written password(String password) {
            return field("password", password);
        }

        public Written schema(String schema) {
            return field("schema", schema);
        }

        private Written field(String name, String value) {
            fields.put(name, value);
            return this;
        }

        public Written extra(String key, @Nullable Object value) {
            extra.put(key, value);
            return this;
        }

        public ConnectionDefinition definition() {
            return new ConnectionDefinition(
                    connId,
                    connType,
                    null,
                    fields.get("host"),
                    fields.get("login"),
                    fields.get("password"),
                    fields.get("port"),
                    fields.get("schema"),
                    extra,
                    Origin.at(Place.of("test.yaml")));
        }
    }
}
