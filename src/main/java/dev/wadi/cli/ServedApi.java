package dev.wadi.cli;

import dev.wadi.console.ApiServer;
import dev.wadi.engine.Engine;
import dev.wadi.engine.Settings;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The API of an engine, begun once: when the routes have started, or a moment after Camel when they take longer. Beside
 * the first routes it would slow them down. Thread-safe.
 */
final class ServedApi implements AutoCloseable {

    private static final long MOMENT_MILLIS = 1_000;

    private final Engine engine;
    private final Settings settings;
    private @Nullable ApiServer server;
    private boolean closed;

    ServedApi(Engine engine, Settings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    /** Begins it after a moment, on another thread. What fails there fails again in {@link #begin}, which says so. */
    void beginSoon() {
        CompletableFuture.delayedExecutor(MOMENT_MILLIS, TimeUnit.MILLISECONDS).execute(this::begin);
    }

    /** Begins it, unless it is served or closed already. */
    synchronized void begin() {
        if (server == null && !closed) {
            server = ApiServer.start(engine, settings);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (server != null) {
            server.close();
        }
    }
}
