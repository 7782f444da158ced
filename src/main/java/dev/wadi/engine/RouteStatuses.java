package dev.wadi.engine;

import dev.wadi.config.Problem;
import dev.wadi.connection.Events;
import dev.wadi.engine.RouteFileStatus.State;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of each file of routes; what is new is told to the log once. Changed on one thread, read on any. */
final class RouteStatuses {

    private static final Logger LOG = LoggerFactory.getLogger(RouteStatuses.class);

    private final Map<String, RouteFileStatus> statuses = new ConcurrentSkipListMap<>();
    private final Map<String, Instant> loadedAt = new ConcurrentHashMap<>();
    private final Map<String, String> told = new ConcurrentHashMap<>();
    private final Events events;

    /** @param events are told of what is new */
    RouteStatuses(Events events) {
        this.events = events;
    }

    /** What is to be said of a file, beside its name. */
    record Outcome(State state, List<String> waitingFor, String reason, List<Problem> problems) {

        /** Of a file that cannot be applied; the reason is its first error. */
        static Outcome of(State state, List<Problem> problems) {
            String reason = problems.stream()
                    .filter(Problem::isError)
                    .findFirst()
                    .map(Problem::toString)
                    .orElse("");
            return new Outcome(state, List.of(), reason, problems);
        }

        static Outcome loaded(List<Problem> problems) {
            return new Outcome(State.LOADED, List.of(), "", problems);
        }

        static Outcome waitsFor(List<String> connections, List<Problem> problems) {
            String noun = connections.size() == 1 ? "connection " : "connections ";
            return new Outcome(
                    State.WAITING, connections, "waits for " + noun + String.join(", ", connections), problems);
        }

        static Outcome waitsUntil(String end, List<Problem> problems) {
            return new Outcome(State.WAITING, List.of(), "waits until " + end, problems);
        }
    }

    List<RouteFileStatus> all() {
        return List.copyOf(statuses.values());
    }

    boolean is(String file, State state) {
        RouteFileStatus status = statuses.get(file);
        return status != null && status.is(state);
    }

    /**
     * A version of the file came into use.
     *
     * @param how for those who are told
     */
    void loaded(String file, String how) {
        loadedAt.put(file, Instant.now());
        told.put(file, how);
    }

    /** Nothing of the file runs any more. */
    void stopped(String file) {
        loadedAt.remove(file); // what becomes of it is said next
    }

    void remove(String file) {
        loadedAt.remove(file);
        if (statuses.remove(file) != null) {
            events.add(Events.Kind.FILE, file, "removed", file + " is gone");
        }
    }

    /** @param routes those of the file that run, or that are to run when nothing of it does */
    void set(String file, List<String> routes, Outcome outcome) {
        RouteFileStatus before = statuses.get(file);
        Instant since = before != null && before.is(outcome.state()) ? before.since() : Instant.now();
        Optional<Instant> loaded = Optional.ofNullable(loadedAt.get(file));
        statuses.put(
                file,
                new RouteFileStatus(
                        file,
                        outcome.state(),
                        outcome.reason(),
                        routes,
                        outcome.waitingFor(),
                        outcome.problems(),
                        since,
                        loaded));
        String how = told.remove(file);
        if (!isSaid(before, outcome)) {
            tell(file, outcome, loaded);
        }
        if (how != null || !isSaid(before, outcome)) {
            event(file, outcome, how);
        }
    }

    private void event(String file, Outcome outcome, @Nullable String how) {
        String state = outcome.state().name().toLowerCase(Locale.ROOT);
        String why = outcome.reason().isEmpty() ? "" : ": " + outcome.reason();
        String text = how == null || outcome.state() != State.LOADED ? file + " is " + state + why : how;
        events.add(Events.Kind.FILE, file, state, text);
    }

    private static boolean isSaid(@Nullable RouteFileStatus before, Outcome outcome) {
        return before != null
                && before.is(outcome.state())
                && before.reason().equals(outcome.reason())
                && before.problems().equals(outcome.problems());
    }

    private static void tell(String file, Outcome outcome, Optional<Instant> loaded) {
        String goesOn = loaded.map(at -> "; its version of " + at.truncatedTo(ChronoUnit.SECONDS) + " goes on")
                .orElse("");
        if (outcome.state() == State.WAITING) {
            LOG.warn("{} {}{}", file, outcome.reason(), goesOn);
        } else if (outcome.state() != State.LOADED && loaded.isPresent()) {
            LOG.warn("{} is not applied{}", file, goesOn);
        }
        outcome.problems().forEach(Engine::log);
    }
}
