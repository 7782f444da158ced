package dev.wadi.pipeline;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The runs of this process, by their pipeline. Thread-safe. */
final class RunningRuns {

    /** How long a run waits for the new version of its pipeline, which is there in moments. */
    private static final Duration REPLACED = Duration.ofSeconds(30);

    private final Map<String, PipelineRun> runs = new TreeMap<>();
    private final Map<String, Integer> entered = new HashMap<>();
    private final Map<String, Runnable> wanted = new HashMap<>();
    private final Set<String> held = new HashSet<>();
    private boolean refusing;

    /** Somebody is about to run the pipeline; it is not replaced until as many have left. Waits while it is. */
    synchronized void enter(String pipeline) {
        await(REPLACED, () -> !held.contains(pipeline) || refusing);
        entered.merge(pipeline, 1, Integer::sum);
    }

    /** Whoever entered has come to the end. */
    void leave(String pipeline) {
        Runnable waiting = left(pipeline);
        if (waiting != null) {
            waiting.run();
        }
    }

    private synchronized @Nullable Runnable left(String pipeline) {
        Integer others = entered.computeIfPresent(pipeline, (id, count) -> count == 1 ? null : count - 1);
        Runnable waiting = others == null ? wanted.remove(pipeline) : null;
        if (waiting != null) {
            held.add(pipeline);
        }
        return waiting;
    }

    /**
     * Lets nobody enter, so that the pipeline can be replaced.
     *
     * @param later when somebody is in: done when the last one has left, and nobody else has entered
     * @return whether nobody is in
     */
    synchronized boolean hold(String pipeline, Runnable later) {
        if (entered.containsKey(pipeline)) {
            wanted.put(pipeline, later);
            return false;
        }
        held.add(pipeline);
        return true;
    }

    /** Those who wait may enter. */
    synchronized void release(String pipeline) {
        held.remove(pipeline);
        notifyAll();
    }

    /** Whether runs may begin. */
    synchronized boolean isOpen() {
        return !refusing;
    }

    synchronized void requireOpen() {
        if (!isOpen()) {
            throw new RunCancelledException("the service is stopping; no run begins any more");
        }
    }

    synchronized void add(PipelineRun run) {
        requireOpen();
        runs.put(run.pipeline(), run);
    }

    synchronized void remove(PipelineRun run) {
        runs.remove(run.pipeline(), run);
        notifyAll();
    }

    synchronized Optional<PipelineRun> find(String pipeline) {
        return Optional.ofNullable(runs.get(pipeline));
    }

    Optional<PipelineRun> find(String pipeline, String id) {
        return find(pipeline).filter(run -> run.id().equals(id));
    }

    /** {@code pipeline run}, for each. */
    synchronized List<String> names() {
        return runs.values().stream()
                .map(run -> run.pipeline() + " " + run.id())
                .toList();
    }

    /** Lets no more runs begin. */
    synchronized void refuse() {
        refusing = true;
        notifyAll();
    }

    /** Ends all of them, soon. */
    void end(RunEnd why) {
        List<PipelineRun> all;
        synchronized (this) {
            all = List.copyOf(runs.values());
        }
        all.forEach(run -> run.ending().end(why));
    }

    /** Waits until there are none; false when some are left. */
    synchronized boolean awaitEnd(Duration limit) {
        return await(limit, runs::isEmpty);
    }

    private synchronized boolean await(Duration limit, BooleanSupplier condition) {
        long until = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
