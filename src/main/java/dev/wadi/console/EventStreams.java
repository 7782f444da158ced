package dev.wadi.console;

import dev.wadi.connection.Events;
import dev.wadi.connection.Events.Event;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to those who listen, as they happen, as server-sent events. One who does not read is dropped, and may come
 * back and say which was the last that he read.
 */
final class EventStreams {

    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final int MAX_LISTENERS = 100;
    private static final int MAX_UNREAD_BYTES = 1 << 18;

    private final Vertx vertx;
    private final Events events;
    private final Duration heartbeat;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private @Nullable Context serving;
    private volatile Runnable unfollow = () -> {};

    /** @param heartbeat how often something is sent when nothing happens, so that what is in between keeps the connection */
    EventStreams(Vertx vertx, Events events, Duration heartbeat) {
        this.vertx = vertx;
        this.events = events;
        this.heartbeat = heartbeat;
    }

    /** On the thread that serves, all of it. */
    private static final class Listener {

        private final HttpServerResponse response;
        private final BooleanSupplier isStillKnown;
        private long sent;

        Listener(HttpServerResponse response, BooleanSupplier isStillKnown, long sent) {
            this.response = response;
            this.isStillKnown = isStillKnown;
            this.sent = sent;
        }

        void send(Event event) {
            if (event.id() > sent) {
                sent = event.id();
                write("id: " + event.id() + "\ndata: " + Reply.text(ServiceEvent.of(event)) + "\n\n");
            }
        }

        void beat() {
            if (isStillKnown.getAsBoolean()) {
                write(":\n\n");
            } else {
                response.reset();
            }
        }

        private void write(String text) {
            if (response.closed() || response.ended()) {
                return;
            }
            if (response.writeQueueFull()) {
                response.reset(); // ends the connection
            } else {
                response.write(text);
            }
        }
    }

    /**
     * The answer to one who wants to listen.
     *
     * @param after the last event that he knows; empty when he wants those that come
     * @param isStillKnown whether he may still listen; asked with each heartbeat
     */
    Answer listen(Optional<Long> after, BooleanSupplier isStillKnown) {
        if (listeners.size() >= MAX_LISTENERS) {
            throw RefusedException.tooMany("Too many listen to events already. Ask for /api/v2/activity instead", 60);
        }
        return Answer.ok((Answer.Stream) response -> begin(response, after, isStillKnown))
                .with("Content-Type", "text/event-stream")
                .with("X-Accel-Buffering", "no");
    }

    private void begin(HttpServerResponse response, Optional<Long> after, BooleanSupplier isStillKnown) {
        follow();
        response.setChunked(true).setWriteQueueMaxSize(MAX_UNREAD_BYTES);
        List<Event> latest = events.latest();
        long newest = latest.isEmpty() ? 0 : latest.get(0).id();
        Listener listener = new Listener(response, isStillKnown, after.orElse(newest));
        response.closeHandler(closed -> listeners.remove(listener));
        response.endHandler(ended -> listeners.remove(listener));
        listeners.add(listener);
        response.write("retry: 2000\n\n"); // whoever has read this misses nothing
        after.ifPresent(id -> events.after(id).forEach(listener::send));
    }

    private void tell(Context context, Event event) {
        try {
            context.runOnContext(any -> listeners.forEach(listener -> listener.send(event)));
        } catch (RejectedExecutionException e) {
            unfollow.run(); // serving has ended; whoever makes events goes on
        }
    }

    /** Begun by the first who listens. */
    private void follow() {
        if (serving == null) {
            Context context = vertx.getOrCreateContext();
            serving = context;
            unfollow = events.listen(event -> tell(context, event));
            vertx.setPeriodic(heartbeat.toMillis(), any -> listeners.forEach(Listener::beat));
        }
    }
}
