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
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
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
    private final Map<String, RouteFile> files = new TreeMap<>();
    private final Map<String, RouteDocument> running = new HashMap<>();
    private final Predicate<String> isRunning;
    private final Map<String, RouteFileStatus> statuses = new ConcurrentSkipListMap<>();

    /** The port on which routes are served; it is opened before the first route that needs it is loaded. */
    interface HttpPort {

        /** Opens it, unless it is open. */
        void open() throws IOException;
    }

    /** @param isRunning whether a pipeline runs, so that it must not be replaced now */
    Routes(CamelContext context, Connections connections, HttpPort http, Predicate<String> isRunning) {
        this.context = context;
        this.connections = connections;
        this.loader = new RouteLoader(context);
        this.http = http;
        this.isRunning = isRunning;
    }

    /** Loads the files that can be. */
    void load(List<RouteFile> read) {
        read.forEach(file -> files.put(file.file(), file));
        Names names = names();
        files.values().stream().filter(Routes::isPipeline).forEach(file -> start(file, names));
        files.values().stream().filter(file -> !isPipeline(file)).forEach(file -> start(file, names));
    }

    /**
     * Brings the routes to what the files say now: those of files that are gone are stopped, those that say something else
     * are replaced, and the others go on untouched. A file that is wrong, or that names what is not there, leaves its last
     * good version running.
     */
    void reload(List<RouteFile> read) {
        Set<String> present = new HashSet<>();
        List<RouteFile> changed = new ArrayList<>();
        for (RouteFile file : read) {
            present.add(file.file());
            RouteFile before = files.put(file.file(), file);
            if (before == null || !before.equals(file) || !isLoaded(file)) {
                changed.add(file);
            }
        }
        List.copyOf(files.keySet()).stream()
                .filter(file -> !present.contains(file))
                .forEach(this::drop);
        Names names = names();
        changed.stream().filter(Routes::isPipeline).forEach(file -> start(file, names));
        changed.stream().filter(file -> !isPipeline(file)).forEach(file -> start(file, names));
    }

    private boolean isLoaded(RouteFile file) {
        RouteFileStatus status = statuses.get(file.file());
        return status != null && status.state() == RouteFileStatus.State.LOADED;
    }

    private void drop(String file) {
        RouteDocument document = running.get(file);
        if (document != null && isBusy(document)) {
            return; // it goes when its run has ended
        }
        files.remove(file);
        statuses.remove(file);
        running.remove(file);
        if (document != null) {
            loader.removeAll(document);
            LOG.info("{} is gone: {} stopped", file, String.join(", ", document.ids()));
        }
    }

    private boolean isBusy(RouteDocument document) {
        return document.isPipeline() && document.ids().stream().anyMatch(isRunning);
    }

    /** They start first, because a route may call one as soon as it starts. */
    private static boolean isPipeline(RouteFile file) {
        return file.document().filter(RouteDocument::isPipeline).isPresent();
    }

    /** Tries again what waits or fails. Where a version runs, it is not stopped again for one that could not start. */
    void retry() {
        Names names = names();
        for (RouteFile file : List.copyOf(files.values())) {
            Optional<RouteFileStatus> status = Optional.ofNullable(statuses.get(file.file()));
            boolean inVain = status.filter(present -> present.state() == RouteFileStatus.State.FAILING)
                            .isPresent()
                    && running.containsKey(file.file());
            if (isPending(status) && !inVain) {
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
        files.values().stream().flatMap(file -> document(file).stream()).forEach(document -> {
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

    /** What the files refer to, that runs or is to run, by file. */
    Map<String, List<Reference>> references() {
        Map<String, List<Reference>> references = new TreeMap<>();
        files.forEach((name, file) -> document(file).ifPresent(read -> references.put(name, read.references())));
        return references;
    }

    /** What a file says; what it said before when it says nothing that can be read. */
    private Optional<RouteDocument> document(RouteFile file) {
        return file.document().or(() -> Optional.ofNullable(running.get(file.file())));
    }

    List<RouteFileStatus> statuses() {
        return List.copyOf(statuses.values());
    }

    private void start(RouteFile file, Names names) {
        if (file.document().isPresent()) {
            start(file.document().get(), file.problems(), names);
        } else {
            set(file.file(), RouteFileStatus.State.REJECTED, List.of(), file.problems());
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
        RouteDocument before = running.get(document.file());
        if (before != null && isBusy(before)) {
            set(document, RouteFileStatus.State.WAITING, List.of(), problems);
            return;
        }
        try {
            if (document.servesHttp()) {
                http.open();
            }
            takeOver(document);
            if (before == null) {
                loader.add(document);
            } else {
                loader.replace(before, document);
                tell(before, document);
            }
            running.put(document.file(), document);
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

    /** Ids that another file gives up in the same change are free. */
    private void takeOver(RouteDocument document) {
        for (Map.Entry<String, RouteDocument> other : running.entrySet()) {
            Set<String> moved = other.getValue().ids();
            moved.retainAll(document.ids());
            if (!other.getKey().equals(document.file()) && !moved.isEmpty()) {
                loader.remove(moved);
                other.setValue(other.getValue().without(moved));
            }
        }
    }

    private static void tell(RouteDocument before, RouteDocument after) {
        Set<String> coming = after.differences(before);
        Set<String> going = before.ids();
        going.removeAll(after.ids());
        boolean whole = !before.rest().equals(after.rest());
        if (!whole && coming.isEmpty() && going.isEmpty()) {
            return;
        }
        LOG.info(
                "{} has changed: {}{}",
                after.file(),
                whole
                        ? "all of it is replaced"
                        : coming.isEmpty() ? "nothing new" : String.join(", ", coming) + " replaced",
                going.isEmpty() ? "" : ", " + String.join(", ", going) + " stopped");
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
        set(document.file(), state, waitingFor, problems.sorted());
    }

    private void set(String file, RouteFileStatus.State state, List<String> waitingFor, List<Problem> problems) {
        RouteFileStatus before = statuses.get(file);
        List<String> routes = routes(file);
        boolean said =
                before != null && before.state() == state && before.problems().equals(problems);
        Instant since = before != null && before.state() == state ? before.since() : Instant.now();
        statuses.put(file, new RouteFileStatus(file, state, routes, waitingFor, problems, since));
        if (said) {
            return;
        }
        if (state != RouteFileStatus.State.LOADED && running.containsKey(file)) {
            LOG.warn("{} is not applied; its version before goes on", file);
        }
        problems.forEach(problem -> {
            if (problem.isError()) {
                LOG.error("{}", problem);
            } else {
                LOG.warn("{}", problem);
            }
        });
        if (state == RouteFileStatus.State.WAITING) {
            LOG.warn("{} waits for {}", file, waitingFor.isEmpty() ? "its run to end" : String.join(", ", waitingFor));
        }
    }

    /** Those that run, or those that are to run when nothing of the file runs yet. */
    private List<String> routes(String file) {
        return Optional.ofNullable(running.get(file))
                .or(() -> Optional.ofNullable(files.get(file)).flatMap(RouteFile::document))
                .map(document -> List.copyOf(document.ids()))
                .orElse(List.of());
    }
}
