package dev.wadi.pipeline;

import dev.wadi.pipeline.RunReport.State;
import java.util.List;
import java.util.Optional;

/** The runs that are remembered, as they are now: the record of a run that goes on says how it began only. Thread-safe. */
final class RunReports {

    private final RunStore store;
    private final RunLedger ledger;
    private final RunningRuns running;

    RunReports(RunStore store, RunLedger ledger, RunningRuns running) {
        this.store = store;
        this.ledger = ledger;
        this.running = running;
    }

    Optional<RunReport> newest(String pipeline) {
        return store.newest(pipeline).map(this::asItIs);
    }

    /** The newest first. */
    List<RunReport> runs(String pipeline, int limit, int offset) {
        return store.runs(pipeline, limit, offset).stream().map(this::asItIs).toList();
    }

    Optional<RunReport> find(String pipeline, String run) {
        return store.find(pipeline, run).map(this::asItIs);
    }

    private RunReport asItIs(RunReport recorded) {
        if (recorded.state() != State.RUNNING) {
            return recorded;
        }
        Optional<PipelineRun> here = running.find(recorded.pipeline(), recorded.id());
        if (here.isPresent()) {
            return recorded.running(here.get().progress());
        }
        if (!ledger.isInterrupted(recorded)) {
            return recorded;
        }
        return store.find(recorded.pipeline(), recorded.id()) // it may have ended in this very moment
                .filter(now -> now.state() != State.RUNNING)
                .orElseGet(recorded::interrupted);
    }
}
