package dev.wadi.pipeline;

import dev.wadi.connection.Connections;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.Lease;

/** Takes what a stage names into use, for the time of its work. */
final class StageConnections {

    private final Connections connections;

    StageConnections(Connections connections) {
        this.connections = connections;
    }

    /**
     * The open connection that a stage names, as something that has an ability.
     *
     * @param ability what the stage needs of it, such as {@code Tappable}
     * @param verb what it is needed for, for the error: {@code be read}
     */
    <T> Lease<T> lease(ConnectedEndpoint endpoint, Class<T> ability, String verb) {
        if (endpoint.isInline()) {
            throw new IllegalArgumentException("connections of kind " + endpoint.getConnection()
                    + " that are described in place are not supported yet");
        }
        String connId = endpoint.getConnection();
        Lease<?> lease = connections.lease(connId);
        if (!ability.isInstance(lease.value())) {
            lease.close();
            throw new ConnectionException(
                    connId,
                    "connections of its type cannot " + verb + ". 'wadi connections types' lists which can",
                    null);
        }
        return new Lease<>() {
            @Override
            public T value() {
                return ability.cast(lease.value());
            }

            @Override
            public void close() {
                lease.close();
            }
        };
    }
}
