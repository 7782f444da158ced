package dev.wadi.console;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Browsers that have signed in, until they sign out, are idle for long, or the process ends. Thread-safe. */
final class Sessions {

    private static final long IDLE_NANOS = Duration.ofHours(12).toNanos();
    private static final int MAX_SESSIONS = 1_000;

    private final LongSupplier nanos;

    /** The one that was used least recently goes first. */
    private final Map<String, Session> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
            return size() > MAX_SESSIONS;
        }
    };

    private record Session(Role role, long used) {}

    /** @param nanos the time, as of {@link System#nanoTime} */
    Sessions(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Begins one; its id is what the browser shows from then on. */
    synchronized String begin(Role role) {
        String id = ApiToken.randomText();
        sessions.put(id, new Session(role, nanos.getAsLong()));
        return id;
    }

    /** The role of one, which is used by this; empty when there is none. */
    synchronized Optional<Role> use(String id) {
        @Nullable Session session = sessions.get(id);
        if (session == null) {
            return Optional.empty();
        }
        long now = nanos.getAsLong();
        if (now - session.used() >= IDLE_NANOS) {
            sessions.remove(id);
            return Optional.empty();
        }
        sessions.put(id, new Session(session.role(), now));
        return Optional.of(session.role());
    }

    synchronized boolean isThere(String id) {
        return sessions.containsKey(id);
    }

    synchronized void end(String id) {
        sessions.remove(id);
    }
}
