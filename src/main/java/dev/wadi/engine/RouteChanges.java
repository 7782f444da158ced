package dev.wadi.engine;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problems;
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
import org.apache.camel.model.ModelCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what a file says into the place of what it said before. Used on the thread of changes. */
final class RouteChanges {

    private static final Logger LOG = LoggerFactory.getLogger(RouteChanges.class);

    private final ModelCamelContext context;
    private final RouteLoader loader;
    private final RouteWork work;
    private final Routes.HttpPort http;
    private final Routes.Runs runs;
    private final Files files;
    private final Map<String, RouteDocument> running = new HashMap<>();
    private final Set<String> inVain = new HashSet<>();

    /** What the files say, and what is said of them. */
    interface Files {

        /** What a file says now; empty when it is gone or cannot be read. */
        Optional<RouteDocument> document(String file);

        /** Looks at a file again after something of it was awaited. */
        void again(String file);

        void say(String file, Outcome outcome);

        /** A version of the file came into use. */
        void loaded(RouteSwap swap, Problems problems);

        /** Nothing of the file runs any more. */
        void stopped(String file);
    }

    RouteChanges(ModelCamelContext context, RouteWork work, Routes.HttpPort http, Routes.Runs runs, Files files) {
        this.context = context;
        this.loader = new RouteLoader(context);
        this.work = work;
        this.http = http;
        this.runs = runs;
        this.files = files;
    }

    /** What runs of a file. */
    Optional<RouteDocument> running(String file) {
        return Optional.ofNullable(running.get(file));
    }

    /** Whether what the file says could not be started in the place of what runs: each try stops that. */
    boolean isInVain(String file) {
        return inVain.contains(file);
    }

    void forgetFailures() {
        inVain.clear();
    }

    /** Whether a change of the file goes on, after which it is looked at again. */
    boolean isChanging(String file) {
        return work.isDraining(file);
    }

    /**
     * Begins to bring a file to what it says.
     *
     * @param rehearsal empty when nothing runs that could suffer
     */
    void swap(RouteDocument document, Problems problems, Optional<Rehearsal> rehearsal) {
        RouteSwap swap = RouteSwap.of(document, running, loader);
        inVain.remove(document.file());
        if (swap.changesNothing()) {
            running.put(document.file(), document);
            files.say(document.file(), Outcome.loaded(problems.sorted()));
            return;
        }
        try {
            if (!swap.coming().isEmpty()) {
                rehearsal.ifPresent(stage -> stage.of(document, swap.coming()));
            }
            if (document.servesHttp()) {
                http.open();
            }
            if (!hold(document.file(), swap.going())) {
                files.say(document.file(), Outcome.waitsUntil("its run has ended", problems.sorted()));
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

    /** Begins to stop what runs of a file. */
    void stop(String file, String why) {
        RouteDocument document = running.get(file);
        if (document == null || isChanging(file)) {
            return;
        }
        if (!hold(file, document.ids())) {
            files.say(file, Outcome.waitsUntil("its run has ended, and stops then", List.of()));
            return;
        }
        Optional<RouteDocument> planned = files.document(file);
        afterDrain(file, planned, loader.all(document), () -> {
            loader.removeAll(document);
            running.remove(file);
            inVain.remove(file);
            LOG.info("{} {}: {} stopped", file, why, String.join(", ", document.ids()));
            files.stopped(file);
            files.again(file);
        });
    }

    /** @param planned what the file says when this is done; when it says something else then, it is looked at again */
    private void afterDrain(String file, Optional<RouteDocument> planned, Set<String> routes, Runnable then) {
        Runnable late = () -> files.say(file, Outcome.waitsUntil("exchanges in flight have ended", List.of()));
        work.afterDrain(file, routes, late, () -> {
            then.run();
            release(routes);
            if (!files.document(file).equals(planned)) {
                files.again(file);
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
            files.stopped(before.file());
        }
    }

    private void loaded(RouteSwap swap, Problems problems) {
        running.put(swap.after().file(), swap.after());
        release(swap.going());
        files.loaded(swap, problems);
    }

    private void failed(RouteDocument document, Problems problems, Exception why) {
        if (why instanceof ConfigurationException wrong) {
            problems.addAll(wrong.problems());
            files.say(document.file(), Outcome.of(State.REJECTED, problems.sorted()));
            return;
        }
        boolean named = why instanceof CannotStartException;
        problems.error(
                named ? ((CannotStartException) why).place() : Place.of(document.file()),
                named ? ((CannotStartException) why).route() : "",
                "cannot start yet: " + why.getMessage(),
                isInVain(document.file())
                        ? "It takes the place of what runs, so it is tried again when the file changes, or by 'wadi reload'"
                        : "It is tried again every " + Engine.RETRY.toSeconds() + " s");
        files.say(document.file(), Outcome.of(State.FAILING, problems.sorted()));
    }

    /** Lets no run of these begin. When one is going on, the file is looked at again after it. */
    private boolean hold(String file, Set<String> routes) {
        RouteDocument document = running.get(file);
        if (document == null || !document.isPipeline()) {
            return true;
        }
        boolean all = routes.stream().allMatch(id -> runs.hold(id, () -> work.soon(() -> files.again(file))));
        if (!all) {
            release(routes);
        }
        return all;
    }

    void release(Set<String> routes) {
        routes.forEach(runs::release);
    }
}
