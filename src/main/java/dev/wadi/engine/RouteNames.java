package dev.wadi.engine;

import dev.wadi.config.Nearest;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.engine.RouteDocument.Reference;
import dev.wadi.engine.RouteDocument.RouteId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What routes may name, and what their own names may be.
 *
 * @param connections the conn_ids
 * @param beans the beans that any file defines
 * @param owners the place of each route id; the first file by name has it
 * @param registry whether there is a bean of this name beside those of files
 */
record RouteNames(Set<String> connections, Set<String> beans, Map<String, Place> owners, Predicate<String> registry) {

    static RouteNames of(Set<String> connections, Collection<RouteDocument> documents, Predicate<String> registry) {
        Set<String> beans = new HashSet<>();
        Map<String, Place> owners = new HashMap<>();
        documents.forEach(document -> {
            beans.addAll(document.beans());
            document.routes().forEach(route -> owners.putIfAbsent(route.id(), route.place()));
        });
        return new RouteNames(connections, beans, owners, registry);
    }

    /** Finds ids that routes of other files have. */
    void checkIds(RouteDocument document, Problems problems) {
        for (RouteId route : document.routes()) {
            Place owner = owners.get(route.id());
            if (owner != null && !owner.equals(route.place())) {
                problems.add(duplicate(route, owner));
            }
        }
    }

    static Problem duplicate(RouteId route, Place first) {
        return Problem.error(
                route.place(), route.id(), "a route of this id is already at " + first, "Give one of them another id");
    }

    /** The connections that a file names and that do not exist. */
    List<String> unknown(RouteDocument document, Problems problems) {
        Map<String, Reference> unknown = new LinkedHashMap<>();
        for (Reference reference : document.references()) {
            if (!isKnown(reference)) {
                unknown.putIfAbsent(reference.name(), reference);
            }
        }
        unknown.values().forEach(reference -> problems.add(noConnection(reference, connections)));
        return List.copyOf(unknown.keySet());
    }

    private boolean isKnown(Reference reference) {
        if (connections.contains(reference.name())) {
            return true;
        }
        return !reference.onlyConnection() && (beans.contains(reference.name()) || registry.test(reference.name()));
    }

    static Problem noConnection(Reference reference, Collection<String> known) {
        return Problem.error(
                reference.place(),
                reference.name(),
                "no connection named '" + reference.name() + "'",
                Nearest.didYouMean(reference.name(), known) + "'wadi connections add " + reference.name()
                        + "' makes one");
    }
}
