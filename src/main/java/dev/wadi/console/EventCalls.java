package dev.wadi.console;

import dev.wadi.connection.Events.Event;
import dev.wadi.connection.Events.Kind;
import dev.wadi.engine.Engine;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What happened, and what happens. */
final class EventCalls {

    private static final int MAX_EVENTS = 1_000;
    private static final Set<Kind> OF_CONNECTIONS = Set.of(Kind.CONNECTION, Kind.SWAP, Kind.CHANGE, Kind.TEST);

    private final Engine engine;
    private final EventStreams streams;
    private final Measures measures;

    EventCalls(Engine engine, EventStreams streams, Measures measures) {
        this.engine = engine;
        this.streams = streams;
        this.measures = measures;
    }

    List<ApiCall> calls() {
        return List.of(
                ApiCall.get("/api/v2/events", "What happens, as server-sent events", String.class, this::events)
                        .with(Parameter.header(
                                "Last-Event-ID", "The last one that is known; those after it come first")),
                ApiCall.get(
                                "/api/v2/activity",
                                "What happened, the newest first",
                                ServiceEvent.Page.class,
                                this::activity)
                        .with(
                                Parameter.number("limit", 100, "How many, at most " + MAX_EVENTS),
                                Parameter.text("before", "The id of an event; only older ones"),
                                Parameter.text("subject", "A conn_id, a file or the id of a pipeline")),
                ApiCall.get(
                        "/api/v2/connections/:connection_id/history",
                        "What happened to a connection, the newest first",
                        ServiceEvent.Page.class,
                        this::history),
                ApiCall.get(
                        "/api/v2/connections/:connection_id/measures",
                        "How much a connection is used; measured from the first call on, until ten minutes after the last",
                        Measures.Page.class,
                        this::measures));
    }

    private Answer events(Asked asked) {
        return streams.listen(asked.header("Last-Event-ID").flatMap(EventCalls::id), asked::isStillKnown);
    }

    private static Optional<Long> id(String text) {
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private Answer activity(Asked asked) {
        int limit = Math.min(asked.number("limit", 100), MAX_EVENTS);
        long before = asked.query("before")
                .map(text -> id(text).orElseThrow(() -> RefusedException.invalid(
                        "int_parsing", List.of("query", "before"), "before must be the id of an event")))
                .orElse(Long.MAX_VALUE);
        List<Event> events = asked.query("subject").map(engine.events()::of).orElseGet(engine.events()::latest);
        return page(events, event -> event.id() < before, limit);
    }

    private static Answer page(List<Event> events, Predicate<Event> which, int limit) {
        return Answer.ok(new ServiceEvent.Page(
                events.stream().filter(which).limit(limit).map(ServiceEvent::of).toList()));
    }

    private Answer history(Asked asked) {
        String connId = asked.path("connection_id");
        List<Event> events = engine.events().of(connId);
        Predicate<Event> isOfConnection = event -> OF_CONNECTIONS.contains(event.kind());
        if (events.stream().noneMatch(isOfConnection)) {
            require(connId);
        }
        return page(events, isOfConnection, MAX_EVENTS);
    }

    private Answer measures(Asked asked) {
        String connId = asked.path("connection_id");
        require(connId);
        return Answer.ok(measures.of(connId));
    }

    private void require(String connId) {
        if (engine.connections().status(connId).isEmpty()) {
            throw new RefusedException(404, "The Connection with connection_id: `" + connId + "` was not found");
        }
    }
}
