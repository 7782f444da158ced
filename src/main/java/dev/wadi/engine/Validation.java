package dev.wadi.engine;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.ConnectionSet;
import dev.wadi.connection.Connections;
import dev.wadi.engine.RouteDocument.Reference;
import dev.wadi.engine.RouteDocument.RouteId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What is wrong with the files of a workspace; connects to nothing.
 *
 * @param connections how many connections were checked
 * @param routeFiles how many files of routes were checked
 * @param pipelines how many of these are pipelines
 * @param problems all that was found, by place, warnings among them
 */
public record Validation(int connections, int routeFiles, int pipelines, List<Problem> problems) {

    /** Whether anything must be mended. */
    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }

    /** Checks the connections and all files of routes. */
    public static Validation of(Workspace workspace) {
        return of(workspace, workspace.routeFiles());
    }

    /** Checks the connections and some files of routes, or folders of them. */
    public static Validation of(Workspace workspace, List<Path> paths) {
        List<Path> files = paths.stream()
                .flatMap(path -> Files.isDirectory(path) ? RouteFolder.files(path).stream() : Stream.of(path))
                .toList();
        Problems problems = new Problems();
        ConnectionSet set = workspace.connectionSet();
        problems.addAll(set.problems());
        problems.addAll(workspace.settings().warnings());
        int pipelines;
        try (Connections connections = workspace.connections(DefaultCamelContext::new)) {
            problems.addAll(connections.checks().check(set));
            try (RouteFileReader reader =
                    new RouteFileReader(workspace.settings().routes(), connections)) {
                List<RouteDocument> documents = new ArrayList<>();
                files.forEach(file -> reader.read(file, problems).ifPresent(documents::add));
                pipelines = reader.pipelines();
                if (!files.isEmpty()) {
                    routes(workspace, documents, set, problems);
                }
            }
        }
        return new Validation(set.definitions().size(), files.size(), pipelines, problems.sorted());
    }

    private static void routes(
            Workspace workspace, List<RouteDocument> documents, ConnectionSet set, Problems problems) {
        List<String> known =
                set.definitions().stream().map(ConnectionDefinition::connId).toList();
        Set<String> beans = new HashSet<>();
        documents.forEach(document -> beans.addAll(document.beans()));
        RouteCheck check = new RouteCheck(workspace.loader());
        try (DefaultCamelContext scratch = new DefaultCamelContext()) {
            scratch.build();
            RouteLoader loader = new RouteLoader(scratch);
            for (RouteDocument document : documents) {
                check.check(document, problems);
                unknownConnections(document, known, beans, problems);
                parse(loader, document, problems);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        duplicates(documents, problems);
    }

    private static void unknownConnections(
            RouteDocument document, List<String> known, Set<String> beans, Problems problems) {
        for (Reference reference : document.references()) {
            boolean isKnown =
                    known.contains(reference.name()) || !reference.onlyConnection() && beans.contains(reference.name());
            if (!isKnown) {
                problems.add(RouteNames.noConnection(reference, known));
            }
        }
    }

    private static void parse(RouteLoader loader, RouteDocument document, Problems problems) {
        try {
            loader.parse(document);
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        }
    }

    private static void duplicates(List<RouteDocument> documents, Problems problems) {
        Map<String, Place> taken = new LinkedHashMap<>();
        for (RouteDocument document : documents) {
            for (RouteId route : document.routes()) {
                Place first = taken.putIfAbsent(route.id(), route.place());
                if (first != null) {
                    problems.add(RouteNames.duplicate(route, first));
                }
            }
        }
    }
}
