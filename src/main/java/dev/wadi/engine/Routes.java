package dev.wadi.engine;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Nearest;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.config.Problems;
import dev.wadi.connection.Connections;
import dev.wadi.engine.RouteDocument.Reference;
import dev.wadi.engine.RouteDocument.RouteId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of routes and what became of each. A file is loaded, waits, fails or is rejected by itself. Changes are made on
 * one thread; the statuses may be read on any.
 */
final class Routes {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final CamelContext context;
    private final Connections connections;
    private final RouteLoader loader;
    private final HttpPort http;
    private final Map<String, RouteFile> files = new LinkedHashMap<>();
    private final Map<String, RouteFileStatus> statuses = new ConcurrentSkipListMap<>();

    /** The port on which routes are served; it is opened before the first route that needs it is loaded. */
    interface HttpPort {

        /** Opens it, unless it is open. */
        void open() throws IOException;
    }

    Routes(CamelContext context, Connections connections, HttpPort http) {
        this.context = context;
        this.connections = connections;
        this.loader = new RouteLoader(context);
        this.http = http;
    }

    /** Loads the files that can be. */
    void load(List<RouteFile> read) {
        read.forEach(file -> files.put(file.file(), file));
        Names names = names();
        files.values().stream().filter(Routes::isPipeline).forEach(file -> start(file, names));
        files.values().stream().filter(file -> !isPipeline(file)).forEach(file -> start(file, names));
    }

    /** They start first, because a route may call one as soon as it starts. */
    private static boolean isPipeline(RouteFile file) {
        return file.document().filter(RouteDocument::isPipeline).isPresent();
    }

    /** Tries again what waits or fails. */
    void retry() {
        Names names = names();
        for (RouteFile file : files.values()) {
            if (isPending(Optional.ofNullable(statuses.get(file.file())))) {
                start(file, names);
            }
        }
    }

    /**
     * What routes may name.
     *
     * @param connections the conn_ids
     * @param beans the beans that any file defines
     * @param owners the place of each route id; the first file by name has it
     */
    private record Names(Set<String> connections, Set<String> beans, Map<String, Place> owners) {}

    private Names names() {
        Set<String> known = new LinkedHashSet<>();
        connections.statuses().forEach(status -> known.add(status.definition().connId()));
        Set<String> beans = new HashSet<>();
        Map<String, Place> owners = new HashMap<>();
        files.values().stream().flatMap(file -> file.document().stream()).forEach(document -> {
            beans.addAll(document.beans());
            document.routes().forEach(route -> owners.putIfAbsent(route.id(), route.place()));
        });
        return new Names(known, beans, owners);
    }

    private static boolean isPending(Optional<RouteFileStatus> status) {
        return status.map(RouteFileStatus::state)
                .filter(state -> state == RouteFileStatus.State.WAITING || state == RouteFileStatus.State.FAILING)
                .isPresent();
    }

    /** Whether anything waits or fails. */
    boolean isPending() {
        return statuses.values().stream().anyMatch(status -> isPending(Optional.of(status)));
    }

    List<RouteFileStatus> statuses() {
        return List.copyOf(statuses.values());
    }

    private void start(RouteFile file, Names names) {
        if (file.document().isPresent()) {
            start(file.document().get(), file.problems(), names);
        } else {
            set(file.file(), RouteFileStatus.State.REJECTED, List.of(), List.of(), file.problems());
        }
    }

    private void start(RouteDocument document, List<Problem> known, Names names) {
        Problems problems = new Problems();
        problems.addAll(known);
        duplicates(document, names, problems);
        boolean wrong = problems.hasErrors();
        List<String> waitingFor = unknownConnections(document, names, problems);
        if (wrong) {
            set(document, RouteFileStatus.State.REJECTED, List.of(), problems);
        } else if (!waitingFor.isEmpty()) {
            set(document, RouteFileStatus.State.WAITING, waitingFor, problems);
        } else {
            add(document, problems);
        }
    }

    private void add(RouteDocument document, Problems problems) {
        try {
            if (document.servesHttp()) {
                http.open();
            }
            loader.add(document);
            set(document, RouteFileStatus.State.LOADED, List.of(), problems);
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
            set(document, RouteFileStatus.State.REJECTED, List.of(), problems);
        } catch (RouteLoader.WorldException e) {
            startsLater(document, problems, e.place(), e.route(), e);
        } catch (IOException e) {
            startsLater(document, problems, Place.of(document.file()), "", e);
        }
    }

    private void startsLater(RouteDocument document, Problems problems, Place place, String route, Exception why) {
        problems.error(
                place,
                route,
                "cannot start yet: " + why.getMessage(),
                "It is tried again every " + Engine.RETRY.toSeconds() + " s");
        set(document, RouteFileStatus.State.FAILING, List.of(), problems);
    }

    private static void duplicates(RouteDocument document, Names names, Problems problems) {
        for (RouteId route : document.routes()) {
            Place owner = names.owners().get(route.id());
            if (owner != null && !owner.equals(route.place())) {
                problems.add(duplicate(route, owner));
            }
        }
    }

    static Problem duplicate(RouteId route, Place first) {
        return Problem.error(
                route.place(), route.id(), "a route of this id is already at " + first, "Give one of them another id");
    }

    private List<String> unknownConnections(RouteDocument document, Names names, Problems problems) {
        Map<String, Reference> unknown = new LinkedHashMap<>();
        for (Reference reference : document.references()) {
            if (!isKnown(reference, names)) {
                unknown.putIfAbsent(reference.name(), reference);
            }
        }
        unknown.values().forEach(reference -> problems.add(noConnection(reference, names.connections())));
        return List.copyOf(unknown.keySet());
    }

    private boolean isKnown(Reference reference, Names names) {
        if (names.connections().contains(reference.name())) {
            return true;
        }
        return !reference.onlyConnection()
                && (names.beans().contains(reference.name())
                        || context.getRegistry().lookupByName(reference.name()) != null);
    }

    static Problem noConnection(Reference reference, Collection<String> known) {
        return Problem.error(
                reference.place(),
                reference.name(),
                "no connection named '" + reference.name() + "'",
                Nearest.didYouMean(reference.name(), known) + "'wadi connections add " + reference.name()
                        + "' makes one");
    }

    private void set(RouteDocument document, RouteFileStatus.State state, List<String> waitingFor, Problems problems) {
        List<String> ids = new ArrayList<>();
        document.routes().forEach(route -> ids.add(route.id()));
        set(document.file(), state, ids, waitingFor, problems.sorted());
    }

    private void set(
            String file,
            RouteFileStatus.State state,
            List<String> routes,
            List<String> waitingFor,
            List<Problem> problems) {
        RouteFileStatus before = statuses.get(file);
        if (before != null && before.state() == state && before.problems().equals(problems)) {
            return; // said already
        }
        statuses.put(file, new RouteFileStatus(file, state, routes, waitingFor, problems, Instant.now()));
        problems.forEach(problem -> {
            if (problem.isError()) {
                LOG.error("{}", problem);
            } else {
                LOG.warn("{}", problem);
            }
        });
        if (state == RouteFileStatus.State.WAITING) {
            LOG.warn("{} waits for {}", file, String.join(", ", waitingFor));
        }
    }
}
