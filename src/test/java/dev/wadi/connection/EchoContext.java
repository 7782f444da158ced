package dev.wadi.connection;

import dev.wadi.config.Place;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultRegistry;

/** A Camel context whose connections are of the type {@code echo}. */
final class EchoContext implements AutoCloseable {

    final EchoType type = new EchoType();
    final DefaultCamelContext camel = new DefaultCamelContext();
    final Connections connections = new Connections(ConnectionTypes.of(type), Placeholders.of(Map.of()), () -> camel);
    final ProducerTemplate template;

    EchoContext() {
        camel.getRegistry().bind("connections", connections);
        camel.getRegistry(DefaultRegistry.class).addBeanRepository(new ConnectionBeans(connections));
        camel.getShutdownStrategy().setTimeout(10);
        camel.start();
        template = camel.createProducerTemplate();
    }

    /** Opens a connection that answers with a word. */
    ConnectionStatus open(String connId, String word) {
        return connections.open(new ConnectionDefinition(
                connId,
                "echo",
                null,
                word,
                null,
                "hunter2",
                null,
                null,
                Map.of(),
                ConnectionDefinition.Origin.at(Place.of("test.yaml"))));
    }

    EchoType.Version version(int number) {
        return type.version(number);
    }

    /** How many leases of a connection are out. */
    int leases(String connId) {
        return connections.required(connId).current().orElseThrow().leases();
    }

    void routes(RouteBuilder routes) throws Exception {
        camel.addRoutes(routes);
    }

    @Override
    public void close() {
        camel.stop();
        connections.close();
    }
}
