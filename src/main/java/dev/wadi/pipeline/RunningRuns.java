package dev.wadi.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The runs of this process, by their pipeline. Thread-safe. */
final class RunningRuns {

    private final Map<String, PipelineRun> runs = new TreeMap<>();
    private boolean refusing;

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
        long until = System.nanoTime() + limit.toNanos();
        while (!runs.isEmpty()) {
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
