package dev.wadi.console;

import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.connection.ConnectionStatus;
import dev.wadi.connection.DefinitionSecrets;
import dev.wadi.console.ConnectionDetails.Found;
import dev.wadi.console.ConnectionDetails.Spot;
import dev.wadi.engine.ConnectionUsage;
import dev.wadi.engine.Engine;
import dev.wadi.engine.EngineStatus;
import dev.wadi.engine.MissingConnection;
import dev.wadi.engine.ReadOnlyFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All connections at one moment, as the API shows them: what is the same for many is looked up once. Made for one call.
 */
final class ConnectionIndex {

    private final DefinitionSecrets secrets;
    private final ConnectionVersions versions;
    private final LastTests tests;
    private final ConnectionSet set;
    private final EngineStatus status;
    private final Map<String, ConnectionStatus> statuses;
    private final Map<String, Spot> shadows;
    private final Map<String, List<Found>> problems = new HashMap<>();
    private final Map<String, int[]> users = new HashMap<>();
    private final ReadOnlyFiles readOnly = new ReadOnlyFiles();
    private final boolean withDetails;

    /** @param withDetails whether more is shown than Airflow's fields */
    ConnectionIndex(
            Engine engine,
            DefinitionSecrets secrets,
            ConnectionVersions versions,
            LastTests tests,
            boolean withDetails) {
        this.withDetails = withDetails;
        this.secrets = secrets;
        this.versions = versions;
        this.tests = tests;
        this.set = engine.connectionSet();
        this.status = engine.status();
        this.statuses = status.connections().stream()
                .collect(Collectors.toMap(one -> one.definition().connId(), one -> one, (a, b) -> b));
        this.shadows = set.shadowed().stream()
                .collect(Collectors.toMap(
                        ConnectionDefinition::connId,
                        shadowed -> new Spot(
                                shadowed.origin().place().file(),
                                shadowed.origin().place().line()),
                        (a, b) -> b));
        if (withDetails) {
            status.problems().forEach(this::add);
            engine.usages().forEach(this::add);
        }
    }

    /** A problem belongs to the connection that its path begins with; ids hold dots, too. */
    private void add(Problem problem) {
        String path = problem.path();
        for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
            String connId = path.substring(0, end);
            if (statuses.containsKey(connId)) {
                problems.computeIfAbsent(connId, id -> new ArrayList<>()).add(Found.of(connId, problem));
                return;
            }
        }
    }

    private void add(ConnectionUsage usage) {
        users.computeIfAbsent(usage.connId(), id -> new int[2])[usage.certain() ? 0 : 1]++;
    }

    List<ConnectionDefinition> definitions() {
        return set.definitions();
    }

    List<MissingConnection> missing() {
        return status.missing();
    }

    Optional<ConnectionDefinition> find(String connId) {
        return set.definitions().stream()
                .filter(definition -> definition.connId().equals(connId))
                .findFirst();
    }

    /** How it is, in the words of the API. */
    String state(ConnectionDefinition definition) {
        @Nullable ConnectionStatus present = statuses.get(definition.connId());
        return present == null ? "failing" : ServiceStatus.word(present.state());
    }

    ServiceConnection shown(ConnectionDefinition definition) {
        return ServiceConnection.of(secrets.masked(definition), withDetails ? details(definition) : null);
    }

    private ConnectionDetails details(ConnectionDefinition definition) {
        String connId = definition.connId();
        @Nullable ConnectionStatus present = statuses.get(connId);
        String why = readOnly.why(definition).orElse("");
        int[] used = users.getOrDefault(connId, new int[2]);
        return new ConnectionDetails(
                state(definition),
                present == null ? "" : present.reason(),
                present == null
                        ? status.startedAt().toString()
                        : present.since().toString(),
                definition.origin().place().line() == 0 ? "environment" : "file",
                definition.origin().place().file(),
                definition.origin().place().line(),
                definition.origin().place().column(),
                why.isEmpty(),
                why,
                shadows.get(connId),
                used[0],
                used[1],
                tests.of(connId),
                versions.of(definition),
                problems.getOrDefault(connId, List.of()));
    }

    ServiceConnection shown(MissingConnection missing) {
        int[] used = users.getOrDefault(missing.connId(), new int[2]);
        return ServiceConnection.missing(
                missing.connId(),
                new ConnectionDetails(
                        "missing",
                        missing.reason(),
                        missing.since().toString(),
                        "",
                        "",
                        0,
                        0,
                        false,
                        "",
                        null,
                        Math.max(used[0], missing.users().size()),
                        used[1],
                        null,
                        "",
                        List.of()));
    }
}
