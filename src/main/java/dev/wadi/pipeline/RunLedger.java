package dev.wadi.pipeline;

import dev.wadi.connection.Masking;
import dev.wadi.pipeline.RunReport.State;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says under which id a run begins: a new one, or that of a run which did not come to its end. Thread-safe. */
final class RunLedger {

    private static final Logger LOG = LoggerFactory.getLogger(RunLedger.class);

    /** Who only looks whether a pipeline is locked holds the lock for a moment. */
    private static final int LOOKS = 4;

    private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(50);

    private final RunStore store;

    RunLedger(RunStore store) {
        this.store = store;
    }

    /** A run that has begun, and that nobody else begins until the lock is given back. */
    record Entry(RunReport report, String fingerprint, boolean takenUp, RunLock lock) {}

    /**
     * Begins a run.
     *
     * @throws RunOverlapsException when the pipeline runs already, here or in another process
     * @throws RunStoreException when it cannot be recorded
     */
    Entry begin(String pipeline, RunRequest request) {
        String fingerprint = Fingerprint.of(request.parameters());
        RunLock lock = lock(pipeline);
        try {
            Optional<RunReport> unfinished = request.fresh() ? Optional.empty() : unfinished(pipeline, fingerprint);
            unfinished.ifPresent(run -> LOG.info(
                    "run {} of pipeline '{}' {} and is taken up; sinks that it had committed are skipped",
                    run.id(),
                    pipeline,
                    run.state() == State.FAILED ? "failed" : "was interrupted"));
            RunReport report = unfinished
                    .map(RunReport::running)
                    .orElseGet(() -> RunReport.begun(pipeline, request.trigger(), Masking.mask(request.parameters())));
            closeInterrupted(pipeline, report.id());
            store.begin(report, fingerprint);
            return new Entry(report, fingerprint, unfinished.isPresent(), lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Begins one more run of the same kind, under the lock of the one before. */
    Entry again(Entry before) {
        RunReport last = before.report();
        RunReport report = RunReport.begun(last.pipeline(), last.trigger(), last.parameters());
        store.begin(report, before.fingerprint());
        return new Entry(report, before.fingerprint(), false, before.lock());
    }

    private Optional<RunReport> unfinished(String pipeline, String fingerprint) {
        return store.newest(pipeline, fingerprint).filter(run -> run.state().isUnfinished());
    }

    /** Nobody runs the pipeline while it is locked here: a run that is said to go on was interrupted. */
    private void closeInterrupted(String pipeline, String but) {
        store.newest(pipeline)
                .filter(run -> run.state() == State.RUNNING && !run.id().equals(but))
                .ifPresent(run -> store.save(run.interrupted()));
    }

    private RunLock lock(String pipeline) {
        for (int look = 0; look < LOOKS; look++) {
            Optional<RunLock> lock = store.tryLock(pipeline);
            if (lock.isPresent()) {
                return lock.get();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS);
        }
        String other = store.newest(pipeline)
                .filter(run -> run.state() == State.RUNNING)
                .map(RunReport::id)
                .orElse("another run");
        throw new RunOverlapsException(pipeline, other);
    }

    /** Whether a run that is said to go on lost its process. */
    boolean isInterrupted(RunReport run) {
        if (run.state() != State.RUNNING) {
            return run.state() == State.INTERRUPTED;
        }
        Optional<RunLock> lock = store.tryLock(run.pipeline());
        lock.ifPresent(RunLock::close);
        return lock.isPresent();
    }
}
