package dev.wadi.engine;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.connection.Connections;
import dev.wadi.engine.RouteDocument.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Opens the connections that some files of routes name, once everything about both is right. */
final class NamedConnections {

    private final List<RouteFile> files;
    private final ConnectionSet set;
    private final Connections connections;
    private final StateLocation state;

    /** @param state where runs are recorded, perhaps in one of the connections */
    NamedConnections(List<RouteFile> files, ConnectionSet set, Connections connections, StateLocation state) {
        this.files = files;
        this.set = set;
        this.connections = connections;
        this.state = state;
    }

    /**
     * Opens them.
     *
     * @return what is probably not meant in the files and the connections
     * @throws ConfigurationException with all that is wrong with them
     */
    List<Problem> open() {
        Problems problems = new Problems();
        files.forEach(file -> problems.addAll(file.problems()));
        unknown(problems);
        List<ConnectionDefinition> named = named();
        named.forEach(definition -> problems.addAll(connections.checks().check(definition)));
        problems.throwIfErrors();
        named.forEach(connections::open);
        return problems.sorted();
    }

    private void unknown(Problems problems) {
        List<String> known =
                set.definitions().stream().map(ConnectionDefinition::connId).toList();
        List<Problem> unknown = new ArrayList<>();
        for (RouteFile file : files) {
            file.document().ifPresent(document -> document.references().stream()
                    .filter(Reference::onlyConnection)
                    .filter(reference -> !known.contains(reference.name()))
                    .forEach(reference -> unknown.add(RouteNames.noConnection(reference, known))));
        }
        problems.addAll(unknown);
        if (!unknown.isEmpty()) {
            problems.addAll(set.problems());
        }
    }

    private static boolean makesUpNames(RouteDocument document) {
        return document.endpoints().stream().anyMatch(RouteDocument.EndpointUse::isDynamic);
    }

    /** All of them when a route makes up a name as it runs. */
    private List<ConnectionDefinition> named() {
        Set<String> names = new HashSet<>();
        if (state instanceof StateLocation.Database database) {
            names.add(database.connId());
        }
        for (RouteFile file : files) {
            if (file.document().filter(NamedConnections::makesUpNames).isPresent()) {
                return set.definitions();
            }
            file.document()
                    .ifPresent(document ->
                            document.references().stream().map(Reference::name).forEach(names::add));
        }
        return set.definitions().stream()
                .filter(definition -> names.contains(definition.connId()))
                .toList();
    }
}
