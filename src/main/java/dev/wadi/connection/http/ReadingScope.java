package dev.wadi.connection.http;

import dev.wadi.spi.RunScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.slf4j.Logger;

/** A run as a reader sees it: what is going on ends when the run is cancelled, and when the reader is closed. */
final class ReadingScope implements RunScope, AutoCloseable {

    private final RunScope run;
    private final Set<Runnable> actions = Collections.synchronizedSet(new LinkedHashSet<>());
    private final AutoCloseable registration;
    private volatile boolean ended;

    ReadingScope(RunScope run) {
        this.run = run;
        this.registration = run.whenCancelled(this::end);
    }

    /** Ends what is going on, and whatever begins from now on. */
    void end() {
        ended = true;
        List<Runnable> all;
        synchronized (actions) {
            all = List.copyOf(actions);
        }
        all.forEach(this::call);
    }

    private void call(Runnable action) {
        if (actions.remove(action)) {
            action.run();
        }
    }

    @Override
    public AutoCloseable whenCancelled(Runnable action) {
        actions.add(action);
        if (ended) {
            call(action);
        }
        return () -> actions.remove(action);
    }

    @Override
    public String pipeline() {
        return run.pipeline();
    }

    @Override
    public String id() {
        return run.id();
    }

    @Override
    public BufferAllocator allocator() {
        return run.allocator();
    }

    @Override
    public Logger log() {
        return run.log();
    }

    @Override
    public Connection duckdb() throws SQLException {
        return run.duckdb();
    }

    @Override
    public boolean whenEnded(Consumer<Boolean> action) {
        return run.whenEnded(action);
    }

    @Override
    public void close() {
        try {
            registration.close();
        } catch (Exception e) { // AutoCloseable declares no narrower one
            throw new IllegalStateException(e);
        }
    }
}
