package dev.wadi.pipeline;

import dev.wadi.connection.Connections;
import dev.wadi.connection.tabular.FileTable;
import dev.wadi.connection.tabular.Format;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.Lease;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Takes what a stage names into use, for the time of its work. */
final class StageConnections {

    private final Connections connections;
    private final Path home;

    /** @param home the folder below which files are that stages describe in place */
    StageConnections(Connections connections, Path home) {
        this.connections = connections;
        this.home = home;
    }

    /**
     * The open connection that a stage names, as something that has an ability.
     *
     * @param ability what the stage needs of it, such as {@code Tappable}
     * @param verb what it is needed for, for the error: {@code be read}
     */
    <T> Lease<T> lease(Exchange exchange, PipelineRun run, ConnectedEndpoint endpoint, Class<T> ability, String verb) {
        if (endpoint.isInline()) {
            return inline(ability, verb, endpoint.getConnection(), opened(exchange, run, endpoint));
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

    private Object opened(Exchange exchange, PipelineRun run, ConnectedEndpoint endpoint) {
        String kind = endpoint.getConnection();
        return switch (kind) {
            case "Parquet", "CSV", "JSON" -> new FileTable(
                    InlineFolder.of(home, run.renderAll(endpoint.settings(exchange))),
                    Optional.of(Format.valueOf(kind.toUpperCase(Locale.ROOT))));
            case "Variable" -> new VariableTable(run.scope());
            default -> throw new IllegalArgumentException("there is no kind '" + kind
                    + "' of connections in place. There are Parquet, CSV, JSON, Variable and CustomConnection");
        };
    }

    private static <T> Lease<T> inline(Class<T> ability, String verb, String kind, Object opened) {
        if (!ability.isInstance(opened)) {
            throw new IllegalArgumentException("a connection of kind " + kind + " cannot " + verb);
        }
        return new Lease<>() {
            @Override
            public T value() {
                return ability.cast(opened);
            }

            @Override
            public void close() {
                // it holds nothing open
            }
        };
    }
}
