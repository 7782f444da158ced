package dev.wadi.pipeline;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a run, or what one of its stages is doing, is ended before its time: why, and who has to be told. Safe for all threads. */
final class RunEnding {

    private static final long BETWEEN_CANCELS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Executor threads;
    private final Supplier<Optional<RunDatabase>> database;
    /** In the order in which they came: a server's statement is cancelled before the reader that waits for it is closed. */
    private final Set<Runnable> actions = Collections.synchronizedSet(new LinkedHashSet<>());

    private volatile Set<Runnable> beforeStage = Set.of();
    private volatile boolean stageEnded;
    private volatile @Nullable RunEnd end;
    private volatile boolean cut;
    private volatile boolean over;

    /**
     * Makes one for a run.
     *
     * @param threads where those who are to end something are told, so that nobody waits for it
     * @param database what the run has open when it is asked
     */
    RunEnding(Executor threads, Supplier<Optional<RunDatabase>> database) {
        this.threads = threads;
        this.database = database;
    }

    /** What is to be done when the run is cancelled; closing it takes it back. */
    @FunctionalInterface
    interface Cancellation extends AutoCloseable {
        @Override
        void close();
    }

    /** Has something done when the run is cancelled, or at once when it is already. */
    Cancellation whenCancelled(Runnable action) {
        actions.add(action);
        if ((end != null || stageEnded) && actions.remove(action)) {
            action.run();
        }
        return () -> actions.remove(action);
    }

    /** From now on, what is to be done on cancelling is of the stage that begins. */
    void stageBegins() {
        stageEnded = false;
        beforeStage = Set.copyOf(present());
    }

    /** Ends what the stage is doing, soon; the run may go on. */
    void endStage() {
        stageEnded = true;
        List<Runnable> ofStage = present().stream()
                .filter(action -> !beforeStage.contains(action))
                .toList();
        threads.execute(() -> {
            ofStage.forEach(this::call);
            database.get().ifPresent(RunDatabase::cancel);
        });
    }

    /** Ends what the run is doing, soon, on another thread. The first reason counts. */
    void end(RunEnd why) {
        synchronized (this) {
            if (end != null) {
                return;
            }
            end = why;
        }
        threads.execute(this::endAll);
    }

    /** Only a statement that is being executed can be cancelled, so that DuckDB is told again until the run is over. */
    private void endAll() {
        present().forEach(this::call);
        while (!over && database.get().isPresent()) {
            database.get().ifPresent(RunDatabase::cancel);
            LockSupport.parkNanos(BETWEEN_CANCELS);
        }
    }

    private void call(Runnable action) {
        if (actions.remove(action)) {
            action.run();
        }
    }

    private List<Runnable> present() {
        synchronized (actions) {
            return List.copyOf(actions);
        }
    }

    /** Whether the run is to end before its time. */
    boolean isCancelled() {
        return end != null;
    }

    void checkCancelled() {
        if (end != null) {
            throw cutShort();
        }
    }

    /** Notes that what the run was doing did not come to its end. */
    RunCancelledException cutShort() {
        cut = true;
        return new RunCancelledException();
    }

    /** Why the run ended before its time; nothing when it went on to its end. */
    Optional<RunEnd> cutBy() {
        return cut ? Optional.ofNullable(end) : Optional.empty();
    }

    /** The run does nothing more. */
    void over() {
        over = true;
    }
}
