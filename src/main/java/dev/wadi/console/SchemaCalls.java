package dev.wadi.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.Connections;
import dev.wadi.engine.ConnectionUsage;
import dev.wadi.engine.Engine;
import dev.wadi.engine.RouteFileStatus;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.OpenConnection;
import dev.wadi.spi.SchemaSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What uses a connection, and what is in its outside system. */
final class SchemaCalls {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Engine engine;

    SchemaCalls(Engine engine) {
        this.engine = engine;
    }

    /**
     * A place in a file of routes that uses a connection.
     *
     * @param route the id of the route or pipeline; empty for what stands outside of routes
     * @param kind {@code route} or {@code pipeline}
     * @param certain false where the connection is named only when the route runs, so that it may be another
     * @param state how the file is: {@code loaded}, {@code waiting}, {@code failing} or {@code rejected}
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Usage(
            String connectionId,
            String route,
            String kind,
            String file,
            int line,
            int column,
            boolean certain,
            String state) {}

    /** All of them. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Usages(List<Usage> usages, int totalEntries) {}

    /** A table. */
    record Table(String name, String kind) {}

    /** A column; {@code type} is the system's own name of the type. */
    record Column(String name, String type, boolean nullable, @Nullable String comment) {}

    /** Tables, or the columns of one; the other is null. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Schema(@Nullable List<Table> tables, @Nullable List<Column> columns) {}

    List<ApiCall> calls() {
        return List.of(
                ApiCall.get(ConnectionCalls.ONE + "/usages", "What uses a connection", Usages.class, this::usages),
                ApiCall.get(
                                ConnectionCalls.ONE + "/schema",
                                "Tables, or the columns of one",
                                Schema.class,
                                this::schema)
                        .with(Parameter.text("locator", "The table; without it all are listed"))
                        .slow());
    }

    private Answer usages(Asked asked) {
        String connId = asked.path("connection_id");
        Map<String, String> states = engine.status().files().stream()
                .collect(Collectors.toMap(RouteFileStatus::file, file -> ServiceStatus.word(file.state())));
        Set<String> pipelines = Set.copyOf(engine.pipelines().ids());
        List<Usage> usages = engine.usages(connId).stream()
                .map(usage -> of(usage, pipelines, states))
                .toList();
        if (usages.isEmpty()) {
            required(connId);
        }
        return Answer.ok(new Usages(usages, usages.size()));
    }

    private static Usage of(ConnectionUsage usage, Set<String> pipelines, Map<String, String> states) {
        return new Usage(
                usage.connId(),
                usage.route(),
                pipelines.contains(usage.route()) ? "pipeline" : "route",
                usage.place().file(),
                usage.place().line(),
                usage.place().column(),
                usage.certain(),
                states.getOrDefault(usage.place().file(), ""));
    }

    private ConnectionDefinition required(String connId) {
        return engine.connectionSet().definitions().stream()
                .filter(definition -> definition.connId().equals(connId))
                .findFirst()
                .orElseThrow(() -> ConnectionEdits.notFound(connId));
    }

    private Answer schema(Asked asked) {
        String connId = asked.path("connection_id");
        ConnectionDefinition definition = required(connId);
        Optional<String> locator = asked.query("locator").filter(text -> !text.isBlank());
        Connections connections = engine.connections();
        return Answer.ok(connections.use(connId, open -> schema(open, definition, locator)));
    }

    private static Schema schema(OpenConnection open, ConnectionDefinition definition, Optional<String> locator) {
        if (!(open instanceof SchemaSource source)) {
            throw new RefusedException(
                    409,
                    "connection '" + definition.connId() + "' of type '" + definition.connType()
                            + "' has no tables to list");
        }
        open.test(TIMEOUT); // whatever waits for the server waits no longer than this
        try {
            if (locator.isEmpty()) {
                return new Schema(
                        source.tables().stream()
                                .map(table -> new Table(table.name(), table.kind()))
                                .toList(),
                        null);
            }
            List<Column> columns = source.columns(locator.get()).stream()
                    .map(column -> new Column(column.name(), column.type(), column.nullable(), column.comment()))
                    .toList();
            if (columns.isEmpty()) {
                throw new RefusedException(
                        404, "connection '" + definition.connId() + "' has no table '" + locator.get() + "'");
            }
            return new Schema(null, columns);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // whatever the driver has
            throw new ConnectionException(definition.connId(), "its schema cannot be read: " + e.getMessage(), e);
        }
    }
}
