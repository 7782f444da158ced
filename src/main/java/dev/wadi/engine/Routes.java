package dev.wadi.engine;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problems;
import dev.wadi.connection.Connections;
import dev.wadi.engine.RouteFileStatus.State;
import dev.wadi.engine.RouteStatuses.Outcome;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.camel.model.ModelCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of routes and what became of each. A file is loaded, waits, fails or is rejected by itself. Changes are made on
 * a thread of their own; the statuses may be read on any.
 */
final class Routes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final ModelCamelContext context;
    private final Connections connections;
    private final RouteLoader loader;
    private final RouteWork work;
    private final HttpPort http;
    private final Runs runs;
    private final Map<String, RouteFile> files = new TreeMap<>();
    private final Map<String, RouteDocument> running = new HashMap<>();
    private final Set<String> inVain = new HashSet<>();
    private final RouteStatuses statuses = new RouteStatuses();
    private boolean live;

    /** The port on which routes are served; it is opened before the first route that needs it is loaded. */
    interface HttpPort {

        /** Opens it, unless it is open. */
        void open() throws IOException;
    }

    /** The runs of pipelines, whose routes are not changed under them. */
    interface Runs {

        /**
         * Lets no run of a pipeline begin until it is released.
         *
         * @param later done when a run that is going on has ended, and no other one begins
         * @return whether no run is going on
         */
        boolean hold(String pipeline, Runnable later);

        /** Runs that wait may begin. */
        void release(String pipeline);
    }

    Routes(ModelCamelContext context, Connections connections, HttpPort http, Runs runs) {
        this.context = context;
        this.connections = connections;
        this.loader = new RouteLoader(context);
        this.work = new RouteWork(context);
        this.http = http;
        this.runs = runs;
    }

    /** Loads the files that can be. */
    void load(List<RouteFile> read) {
        work.now(() -> {
            read.forEach(file -> files.put(file.file(), file));
            start(file -> true);
            live = true;
        });
    }

    /**
     * Brings the routes to what the files say now: those of files that are gone are stopped, those that say something else
     * are replaced, and the others go on untouched. A file that is wrong, or that names what is not there, leaves its last
     * good version running. Routes whose exchanges take long are replaced later, and nothing waits for them.
     */
    void reload(List<RouteFile> read) {
        work.inTime(() -> {
            Map<String, RouteFile> before = new HashMap<>(files);
            files.clear();
            read.forEach(file -> files.put(file.file(), file));
            before.keySet().stream().filter(file -> !files.containsKey(file)).forEach(this::drop);
            start(file -> !file.equals(before.get(file.file())) || isPending(file.file()));
        });
    }

    /** Tries again what waits or fails. */
    void retry() {
        work.soon(() -> start(file -> isPending(file.file()) && !statuses.is(file.file(), State.REJECTED)));
    }

    /** Lets the next reload try again too what could not be started in the place of what runs. */
    void forgetFailures() {
        work.now(inVain::clear);
    }

    /** Where a version runs, it is not stopped again for one that could not start. */
    private boolean isPending(String file) {
        return !statuses.is(file, State.LOADED) && !inVain.contains(file);
    }

    /** Pipelines start first, because a route may call one as soon as it starts. */
    private void start(Predicate<RouteFile> which) {
        List<RouteFile> wanted = files.values().stream().filter(which).toList();
        RouteNames names = names();
        try (Rehearsal rehearsal = new Rehearsal(context)) {
            wanted.stream().filter(Routes::isPipeline).forEach(file -> start(file, names, rehearsal));
            wanted.stream().filter(file -> !isPipeline(file)).forEach(file -> start(file, names, rehearsal));
        }
    }

    private static boolean isPipeline(RouteFile file) {
        return file.document().filter(RouteDocument::isPipeline).isPresent();
    }

    private RouteNames names() {
        Set<String> known = new LinkedHashSet<>();
        connections.statuses().forEach(status -> known.add(status.definition().connId()));
        List<RouteDocument> documents = files.values().stream()
                .flatMap(file -> file
                        .document()
                        .or(() -> Optional.ofNullable(running.get(file.file()))) // what it said before
                        .stream())
                .toList();
        return RouteNames.of(known, documents, name -> context.getRegistry().lookupByName(name) != null);
    }

    /** Whether anything waits or fails. */
    boolean isPending() {
        return statuses.all().stream().anyMatch(status -> status.is(State.WAITING) || status.is(State.FAILING));
    }

    List<RouteFileStatus> statuses() {
        return statuses.all();
    }

    /** Looks at a file again after something of it was awaited. */
    private void again(String file) {
        RouteDocument before = running.get(file);
        if (files.containsKey(file)) {
            start(one -> one.file().equals(file));
        } else {
            drop(file);
        }
        if (before != null && !work.isDraining(file)) {
            release(before.ids());
        }
    }

    private void start(RouteFile file, RouteNames names, Rehearsal rehearsal) {
        if (work.isDraining(file.file())) {
            return; // it is looked at again then
        }
        Problems problems = new Problems();
        problems.addAll(file.problems());
        Optional<RouteDocument> document = file.document();
        document.ifPresent(read -> names.checkIds(read, problems));
        if (document.isEmpty() || problems.hasErrors()) {
            set(file.file(), Outcome.of(State.REJECTED, problems.sorted()));
            return;
        }
        List<String> unknown = names.unknown(document.get(), problems);
        if (unknown.isEmpty()) {
            swap(document.get(), problems, rehearsal);
        } else {
            set(file.file(), Outcome.waitsFor(unknown, problems.sorted()));
        }
    }

    private void swap(RouteDocument document, Problems problems, Rehearsal rehearsal) {
        RouteSwap swap = RouteSwap.of(document, running, loader);
        inVain.remove(document.file());
        if (swap.changesNothing()) {
            running.put(document.file(), document);
            set(document.file(), Outcome.loaded(problems.sorted()));
            return;
        }
        try {
            if (live && !swap.coming().isEmpty()) {
                rehearsal.of(document, swap.coming());
            }
            if (document.servesHttp()) {
                http.open();
            }
            if (!hold(document.file(), swap.going())) {
                set(document.file(), Outcome.waitsUntil("its run has ended", problems.sorted()));
                return;
            }
            loader.add(document, swap.beside());
        } catch (ConfigurationException | CannotStartException | IOException e) {
            failed(document, problems, e);
            release(swap.going());
            return;
        }
        if (swap.stops().isEmpty()) {
            loaded(swap, problems);
        } else {
            afterDrain(document.file(), Optional.of(document), swap.stops(), () -> finish(swap, problems));
        }
    }

    /** @param planned what the file says when this is done; when it says something else then, it is looked at again */
    private void afterDrain(String file, Optional<RouteDocument> planned, Set<String> routes, Runnable then) {
        Runnable late = () -> set(file, Outcome.waitsUntil("exchanges in flight have ended", List.of()));
        work.afterDrain(file, routes, late, () -> {
            then.run();
            release(routes);
            if (!Optional.ofNullable(files.get(file))
                    .flatMap(RouteFile::document)
                    .equals(planned)) {
                again(file);
            }
        });
    }

    private void finish(RouteSwap planned, Problems problems) {
        RouteDocument document = planned.after();
        RouteSwap swap = RouteSwap.of(document, running, loader); // another file may have given up or taken routes
        Set<String> instead = swap.coming();
        instead.removeAll(planned.beside());
        drain(swap.stops(), planned.stops());
        takeOver(swap);
        if (swap.before() != null && swap.isWhole()) {
            loader.removeAll(swap.before());
        } else {
            loader.remove(swap.going());
        }
        try {
            if (swap.isWhole() || !instead.isEmpty()) {
                loader.add(document, instead);
            }
            loaded(planned, problems);
        } catch (ConfigurationException | CannotStartException e) {
            drain(planned.beside(), Set.of());
            loader.remove(planned.beside());
            putBack(swap);
            inVain.add(document.file());
            failed(document, problems, e);
        }
    }

    private void drain(Set<String> routes, Set<String> rested) {
        Set<String> left = new LinkedHashSet<>(routes);
        left.removeAll(rested);
        if (!left.isEmpty()) {
            Drain.of(context, left).await();
        }
    }

    private void takeOver(RouteSwap swap) {
        loader.remove(swap.moved());
        String file = swap.after().file();
        running.replaceAll((name, other) -> name.equals(file) ? other : other.without(swap.moved()));
    }

    private void putBack(RouteSwap swap) {
        RouteDocument before = swap.before();
        if (before == null) {
            return;
        }
        try {
            loader.add(before, swap.back());
        } catch (ConfigurationException | CannotStartException e) {
            LOG.error("{}: the version before cannot be put back: {}", before.file(), e.getMessage());
            running.remove(before.file());
            statuses.stopped(before.file());
        }
    }

    private void loaded(RouteSwap swap, Problems problems) {
        String file = swap.after().file();
        running.put(file, swap.after());
        statuses.loaded(file);
        if (live) {
            LOG.info("{}", swap.told());
        }
        set(file, Outcome.loaded(problems.sorted()));
        release(swap.going());
    }

    private void failed(RouteDocument document, Problems problems, Exception why) {
        if (why instanceof ConfigurationException wrong) {
            problems.addAll(wrong.problems());
            set(document.file(), Outcome.of(State.REJECTED, problems.sorted()));
            return;
        }
        boolean named = why instanceof CannotStartException;
        problems.error(
                named ? ((CannotStartException) why).place() : Place.of(document.file()),
                named ? ((CannotStartException) why).route() : "",
                "cannot start yet: " + why.getMessage(),
                inVain.contains(document.file())
                        ? "It takes the place of what runs, so it is tried again when the file changes, or by 'wadi reload'"
                        : "It is tried again every " + Engine.RETRY.toSeconds() + " s");
        set(document.file(), Outcome.of(State.FAILING, problems.sorted()));
    }

    private void drop(String file) {
        RouteDocument document = running.get(file);
        if (document == null) {
            statuses.remove(file);
        } else if (!work.isDraining(file)) {
            if (hold(file, document.ids())) {
                afterDrain(file, Optional.empty(), loader.all(document), () -> gone(file, document));
            } else {
                set(file, Outcome.waitsUntil("its run has ended, and stops then", List.of()));
            }
        }
    }

    private void gone(String file, RouteDocument document) {
        loader.removeAll(document);
        running.remove(file);
        statuses.remove(file);
        LOG.info("{} is gone: {} stopped", file, String.join(", ", document.ids()));
    }

    /** Lets no run of these begin. When one is going on, the file is looked at again after it. */
    private boolean hold(String file, Set<String> routes) {
        RouteDocument document = running.get(file);
        if (document == null || !document.isPipeline()) {
            return true;
        }
        boolean all = routes.stream().allMatch(id -> runs.hold(id, () -> work.soon(() -> again(file))));
        if (!all) {
            release(routes);
        }
        return all;
    }

    private void release(Set<String> routes) {
        routes.forEach(runs::release);
    }

    private void set(String file, Outcome outcome) {
        List<String> ids = Optional.ofNullable(running.get(file))
                .or(() -> Optional.ofNullable(files.get(file)).flatMap(RouteFile::document))
                .map(document -> List.copyOf(document.ids()))
                .orElse(List.of());
        statuses.set(file, ids, outcome);
    }

    /** Changes nothing more. The routes go on until their context stops. */
    @Override
    public void close() {
        work.close();
    }
}
