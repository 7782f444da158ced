package dev.wadi.engine;

import dev.wadi.config.Problems;
import dev.wadi.connection.Connections;
import dev.wadi.engine.RouteFileStatus.State;
import dev.wadi.engine.RouteStatuses.Outcome;
import dev.wadi.pipeline.OnFailedSwap;
import java.io.IOException;
import java.util.HashMap;
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
    private final OnFailedSwap onFailedSwap;
    private final RouteWork work;
    private final RouteChanges changes;
    private final Map<String, RouteFile> files = new TreeMap<>();
    private final RouteStatuses statuses;
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

    /** @param onFailedSwap what holds for files that do not say it */
    Routes(ModelCamelContext context, Connections connections, HttpPort http, Runs runs, OnFailedSwap onFailedSwap) {
        this.context = context;
        this.connections = connections;
        this.onFailedSwap = onFailedSwap;
        this.statuses = new RouteStatuses(connections.events());
        this.work = new RouteWork(context);
        this.changes = new RouteChanges(context, work, http, runs, new Said());
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
        work.now(changes::forgetFailures);
    }

    private boolean isPending(String file) {
        return !statuses.is(file, State.LOADED) && !changes.isInVain(file);
    }

    /** Whether anything waits or fails. */
    boolean isPending() {
        return statuses.all().stream().anyMatch(status -> status.is(State.WAITING) || status.is(State.FAILING));
    }

    List<RouteFileStatus> statuses() {
        return statuses.all();
    }

    /** Pipelines start first, because a route may call one as soon as it starts. */
    private void start(Predicate<RouteFile> which) {
        List<RouteFile> wanted = files.values().stream()
                .filter(which)
                .filter(file -> !changes.isChanging(file.file()))
                .toList();
        RouteNames names = names();
        try (Rehearsal rehearsal = new Rehearsal(context)) {
            Optional<Rehearsal> used = Optional.of(rehearsal).filter(any -> live);
            wanted.stream().filter(Routes::isPipeline).forEach(file -> start(file, names, used));
            wanted.stream().filter(file -> !isPipeline(file)).forEach(file -> start(file, names, used));
        }
    }

    private static boolean isPipeline(RouteFile file) {
        return file.document().filter(RouteDocument::isPipeline).isPresent();
    }

    private RouteNames names() {
        Set<String> known = new LinkedHashSet<>();
        connections.statuses().forEach(status -> known.add(status.definition().connId()));
        List<RouteDocument> documents = files.values().stream()
                .flatMap(file -> saidLast(file.file()).stream())
                .toList();
        return RouteNames.of(known, documents, name -> context.getRegistry().lookupByName(name) != null);
    }

    /** What a file says, or what it said before when that cannot be read. */
    private Optional<RouteDocument> saidLast(String file) {
        return Optional.ofNullable(files.get(file)).flatMap(RouteFile::document).or(() -> changes.running(file));
    }

    private void start(RouteFile file, RouteNames names, Optional<Rehearsal> rehearsal) {
        Problems problems = new Problems();
        problems.addAll(file.problems());
        Optional<RouteDocument> document = file.document();
        document.ifPresent(read -> names.checkIds(read, problems));
        if (document.isEmpty() || problems.hasErrors()) {
            say(file.file(), Outcome.of(State.REJECTED, problems.sorted()));
            return;
        }
        List<String> unknown = names.unknown(document.get(), problems);
        if (unknown.isEmpty()) {
            changes.swap(document.get(), problems, rehearsal);
        } else {
            say(file.file(), Outcome.waitsFor(unknown, problems.sorted()));
        }
    }

    private void drop(String file) {
        if (changes.running(file).isPresent()) {
            changes.stop(file, "is gone");
        } else {
            statuses.remove(file);
        }
    }

    private void again(String file) {
        Optional<RouteDocument> before = changes.running(file);
        if (files.containsKey(file)) {
            start(one -> one.file().equals(file));
        } else {
            drop(file);
        }
        if (!changes.isChanging(file)) {
            before.ifPresent(document -> changes.release(document.ids()));
        }
    }

    private void say(String file, Outcome outcome) {
        List<String> ids = changes.running(file)
                .or(() -> saidLast(file))
                .map(document -> List.copyOf(document.ids()))
                .orElse(List.of());
        statuses.set(file, ids, outcome);
        boolean isFailure = outcome.state() == State.REJECTED || outcome.state() == State.FAILING;
        if (isFailure && changes.running(file).isPresent() && asked(file) == OnFailedSwap.STOP) {
            changes.stop(file, "is stopped, as on_failed_swap asks");
        }
    }

    private OnFailedSwap asked(String file) {
        return saidLast(file).flatMap(RouteDocument::onFailedSwap).orElse(onFailedSwap);
    }

    private final class Said implements RouteChanges.Files {
        @Override
        public Optional<RouteDocument> document(String file) {
            return Optional.ofNullable(files.get(file)).flatMap(RouteFile::document);
        }

        @Override
        public void again(String file) {
            Routes.this.again(file);
        }

        @Override
        public void say(String file, Outcome outcome) {
            Routes.this.say(file, outcome);
        }

        @Override
        public void loaded(RouteSwap swap, Problems problems) {
            String file = swap.after().file();
            statuses.loaded(file, swap.told());
            if (live) {
                LOG.info("{}", swap.told());
            }
            Routes.this.say(file, Outcome.loaded(problems.sorted()));
        }

        @Override
        public void stopped(String file) {
            statuses.stopped(file);
        }
    }

    /** Changes nothing more. The routes go on until their context stops. */
    @Override
    public void close() {
        work.close();
    }
}
