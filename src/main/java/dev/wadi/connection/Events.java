package dev.wadi.connection;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What happened to connections, and to the files and runs that use them: the latest of all, and the latest of each subject. Their
 * texts are those of the log, and as free of secrets. Thread-safe.
 */
public final class Events {

    private static final int MAX_EVENTS = 1_000;
    private static final int MAX_OF_SUBJECT = 100;
    private static final int MAX_OF_SUBJECTS = 20_000;
    private static final int MAX_TEXT = 1_000;

    private final Deque<Event> latest = new ArrayDeque<>();
    /** The subject to which nothing happened for the longest time goes first. */
    private final Map<String, Deque<Event>> bySubject = new LinkedHashMap<>(16, 0.75f, true);

    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private int ofSubjects;
    /** Later than those of a process before. */
    private long lastId = System.currentTimeMillis();

    /** What an event is about. */
    public enum Kind {
        /** A connection is open, degraded, failing or missing from now on. */
        CONNECTION,
        /** A changed version of a connection is in use, or the one before is closed. */
        SWAP,
        /** All files were read. */
        RELOAD,
        /** A file of routes is loaded, waits, fails or is rejected from now on. */
        FILE,
        /** Somebody changed a connection through the API. */
        CHANGE,
        /** Somebody tested one. */
        TEST,
        /** A run of a pipeline has ended. */
        RUN
    }

    /**
     * Something that happened.
     *
     * @param id later ones have greater ones, in later processes too
     * @param subject a {@code conn_id}, a file or the id of a pipeline; empty when it is about all
     * @param state how the subject is from then on; empty when that is as before
     * @param text one sentence
     * @param by who had it done; empty when it happened by itself
     */
    public record Event(long id, Instant at, Kind kind, String subject, String state, String text, String by) {}

    /** Something happened by itself. */
    public void add(Kind kind, String subject, String state, String text) {
        add(kind, subject, state, text, "");
    }

    /** Something happened; listeners are told on this thread, one event after the other. */
    public synchronized void add(Kind kind, String subject, String state, String text, String by) {
        String shown = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
        lastId++;
        Event event = new Event(lastId, Instant.now(), kind, subject, state, shown, by);
        latest.addFirst(event);
        if (latest.size() > MAX_EVENTS) {
            latest.removeLast();
        }
        if (!subject.isEmpty()) {
            keep(event);
        }
        listeners.forEach(listener -> listener.accept(event));
    }

    private void keep(Event event) {
        Deque<Event> own = bySubject.computeIfAbsent(event.subject(), any -> new ArrayDeque<>());
        own.addFirst(event);
        ofSubjects++;
        if (own.size() > MAX_OF_SUBJECT) {
            own.removeLast();
            ofSubjects--;
        }
        Iterator<Deque<Event>> eldest = bySubject.values().iterator();
        while (ofSubjects > MAX_OF_SUBJECTS) {
            ofSubjects -= eldest.next().size();
            eldest.remove();
        }
    }

    /** The last hundred events of a subject, the newest first. */
    public synchronized List<Event> of(String subject) {
        Deque<Event> own = bySubject.get(subject);
        return own == null ? List.of() : List.copyOf(own);
    }

    /** The last thousand events, the newest first. */
    public synchronized List<Event> latest() {
        return List.copyOf(latest);
    }

    /** Those of them that came after one, the oldest first. */
    public synchronized List<Event> after(long id) {
        List<Event> after = new ArrayList<>();
        for (Event event : latest) {
            if (event.id() <= id) {
                break;
            }
            after.add(0, event);
        }
        return after;
    }

    /**
     * Has somebody told of each event; who must neither wait nor fail.
     *
     * @return ends it
     */
    public Runnable listen(Consumer<Event> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
