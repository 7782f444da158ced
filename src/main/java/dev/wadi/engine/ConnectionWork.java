package dev.wadi.engine;

import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.connection.Connections;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes connections, each one change after the other and beside the others, because each may wait for its server.
 * Thread-safe.
 */
final class ConnectionWork implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWork.class);

    /** How long the test of a changed connection may take before the version in use stays. */
    private static final Duration TEST = Duration.ofSeconds(5);

    /** How many are opened and tested at once. */
    private static final int AT_ONCE = 16;

    private final Connections connections;
    private final ExecutorService threads;
    private final Map<String, CompletableFuture<?>> last = new ConcurrentHashMap<>();
    private final Map<String, Runnable> wanted = new ConcurrentHashMap<>();
    private final Map<String, ConnectionDefinition> written = new ConcurrentHashMap<>();

    ConnectionWork(Connections connections) {
        this.connections = connections;
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                AT_ONCE, AT_ONCE, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ConnectionWork::thread);
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "wadi-connections");
        thread.setDaemon(true);
        return thread;
    }

    /** Whether a connection is being changed. */
    boolean isChanging(String connId) {
        CompletableFuture<?> change = last.get(connId);
        return change != null && !change.isDone();
    }

    /** Takes connections out of use. */
    CompletableFuture<?> remove(List<String> connIds) {
        return all(connIds, connId -> {
            written.remove(connId);
            return then(connId, true, () -> connections.remove(connId));
        });
    }

    /** Changes connections. The test of what was written before is not awaited. */
    CompletableFuture<?> change(List<ConnectionDefinition> definitions) {
        return all(definitions, this::change);
    }

    private CompletableFuture<?> change(ConnectionDefinition definition) {
        String connId = definition.connId();
        ConnectionDefinition before = written.put(connId, definition);
        boolean isOther = before != null && !before.sameContent(definition);
        return then(connId, isOther, () -> connections.change(definition, TEST));
    }

    /** Changes again, to what was written last by now, what could not be changed to this. */
    CompletableFuture<?> retry(List<ConnectionDefinition> definitions) {
        return all(definitions, definition -> {
            String connId = definition.connId();
            return then(connId, false, () -> {
                if (connections.status(connId).isPresent()) {
                    connections.change(written.getOrDefault(connId, definition), TEST);
                }
            });
        });
    }

    private static <T> CompletableFuture<?> all(List<T> of, Function<T, CompletableFuture<?>> change) {
        return CompletableFuture.allOf(of.stream().map(change).toArray(CompletableFuture[]::new));
    }

    /** After what is being done with the connection; what nobody began before is not done any more, nor anything after the end. */
    private CompletableFuture<?> then(String connId, boolean isOther, Runnable change) {
        if (threads.isShutdown()) {
            return CompletableFuture.completedFuture(false);
        }
        wanted.put(connId, change);
        if (isOther) {
            connections.giveUp(connId); // before its own test can begin
        }
        return last.compute(
                connId,
                (id, before) -> before == null || before.isDone()
                        ? CompletableFuture.runAsync(change, threads)
                        : before.handleAsync((done, failure) -> doIfWanted(connId, change), threads));
    }

    private boolean doIfWanted(String connId, Runnable change) {
        boolean isWanted = wanted.get(connId) == change;
        if (isWanted) {
            change.run();
        }
        return isWanted;
    }

    /** Waits for changes for a limited time; false when they go on after it. */
    static boolean await(CompletableFuture<?> all, Duration patience) {
        try {
            all.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            LOG.debug("connections are being changed still", e);
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Does something after changes that are not awaited. */
    @SuppressWarnings("FutureReturnValueIgnored") // what the task throws is logged here
    void after(CompletableFuture<?> all, Runnable task) {
        all.whenComplete((done, failure) -> {
            if (threads.isShutdown()) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException e) { // later changes must not be lost
                LOG.error("What waited for connections could not be tried again", e);
            }
        });
    }

    /** Changes nothing more; what is being changed is interrupted, and awaited. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(2 * TEST.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("connections are being changed still");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
