package dev.wadi.pipeline;

import dev.wadi.connection.ConnectionInPlace;
import dev.wadi.connection.Connections;
import dev.wadi.connection.tabular.FileTable;
import dev.wadi.connection.tabular.Format;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.EndpointSource;
import dev.wadi.spi.Lease;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SchemaSource;
import dev.wadi.spi.Sinkable;
import dev.wadi.spi.StatementRunner;
import dev.wadi.spi.Tappable;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/** Takes what a stage names into use, for the time of its work. */
final class StageConnections {

    /** What connections may offer, as people call it. */
    private static final List<Offer> ABILITIES = List.of(
            new Offer("tap", Tappable.class),
            new Offer("sink", Sinkable.class),
            new Offer("statement", StatementRunner.class),
            new Offer("schema", SchemaSource.class),
            new Offer("conn:", EndpointSource.class));

    private record Offer(String name, Class<?> ability) {}

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
        if (endpoint.isInline() && ConnectionUse.Kind.CUSTOM.toString().equalsIgnoreCase(endpoint.getConnection())) {
            ConnectionInPlace described = endpoint.described(exchange, run);
            return able(described.classname(), connections.lease(described), ability, verb);
        }
        if (endpoint.isInline()) {
            return inline(ability, verb, endpoint.getConnection(), opened(exchange, run, endpoint));
        }
        String connId = endpoint.getConnection();
        return able(connId, connections.lease(connId), ability, verb);
    }

    /** Counts work that failed, for the connection that a stage names. */
    void failed(ConnectedEndpoint endpoint) {
        if (!endpoint.isInline()) {
            connections.failed(endpoint.getConnection());
        }
    }

    /** Whether a connection is not defined, or not any more. */
    boolean isMissing(String connId) {
        return connections.status(connId).isEmpty();
    }

    private static <T> Lease<T> able(String connId, Lease<OpenConnection> lease, Class<T> ability, String verb) {
        OpenConnection open = lease.value();
        if (!ability.isInstance(open)) {
            lease.close();
            throw new ConnectionException(connId, "it cannot " + verb + "; it offers " + offers(open), null);
        }
        return new Lease<>() {
            @Override
            public T value() {
                return ability.cast(open);
            }

            @Override
            public void close() {
                lease.close();
            }
        };
    }

    private static String offers(OpenConnection open) {
        String offers = ABILITIES.stream()
                .filter(offer -> offer.ability().isInstance(open))
                .map(Offer::name)
                .collect(Collectors.joining(", "));
        return offers.isEmpty() ? "nothing to stages" : offers;
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
