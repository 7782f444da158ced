package dev.wadi.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread on which routes are changed, and those that wait beside it until routes are at rest. Thread-safe.
 */
final class RouteWork implements AutoCloseable {

    /** How long the end of changes is awaited before others go on without it. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(RouteWork.class);
    private static final Duration ENDING = Duration.ofSeconds(10);

    private final CamelContext context;
    private final ExecutorService changes = Executors.newSingleThreadExecutor(named("wadi-routes"));
    private final ExecutorService drains = Executors.newCachedThreadPool(named("wadi-drain"));
    private final Map<String, CompletableFuture<?>> draining = new ConcurrentHashMap<>();

    RouteWork(CamelContext context) {
        this.context = context;
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Does something on the thread of changes, soon. */
    void soon(Runnable change) {
        try {
            changes.execute(() -> run(change));
        } catch (RejectedExecutionException e) {
            LOG.debug("the service stops", e);
        }
    }

    private static void run(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException e) { // later changes must not be lost
            LOG.error("A change of routes could not be made", e);
        }
    }

    /** Does something on the thread of changes, and waits until it is done. */
    void now(Runnable change) {
        CompletableFuture<Void> done = CompletableFuture.runAsync(change, changes);
        await(done, Duration.ofDays(1));
    }

    /** Does something on the thread of changes, and waits a little until that and all that it has begun are done. */
    void inTime(Runnable change) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        CompletableFuture<Void> done = CompletableFuture.runAsync(change, changes);
        await(done, PATIENCE);
        while (!draining.isEmpty() && System.nanoTime() < end) {
            CompletableFuture<?> all = CompletableFuture.allOf(draining.values().toArray(CompletableFuture[]::new));
            await(all, Duration.ofNanos(end - System.nanoTime()));
        }
    }

    private static void await(CompletableFuture<?> done, Duration limit) {
        try {
            done.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.debug("it goes on beside", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether routes of a file are awaited. */
    boolean isDraining(String file) {
        return draining.containsKey(file);
    }

    /**
     * Lets routes come to rest, beside, and then does something on the thread of changes.
     *
     * @param file whose change it is; it has no other one meanwhile
     * @param late done when it takes longer than others wait
     */
    void afterDrain(String file, Set<String> routes, Runnable late, Runnable then) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        draining.put(file, done);
        Drain drain = Drain.of(context, routes);
        drains.execute(() -> {
            drain.await();
            soon(() -> {
                draining.remove(file);
                try {
                    then.run();
                } finally {
                    done.complete(null);
                }
            });
        });
        CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, this::soon)
                .execute(() -> {
                    if (draining.get(file) == done) {
                        late.run();
                    }
                });
    }

    /** Begins nothing more; what has begun is finished, unless it takes long. */
    @Override
    public void close() {
        drains.shutdownNow();
        changes.shutdown();
        try {
            if (!changes.awaitTermination(ENDING.toSeconds(), TimeUnit.SECONDS)) {
                changes.shutdownNow();
            }
        } catch (InterruptedException e) {
            changes.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
