package dev.wadi.pipeline;

import dev.wadi.spi.RunMark;
import dev.wadi.spi.SinkStage;
import dev.wadi.spi.Sinkable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of the sinks of a run: what they committed last, and whether in this run. */
final class RunHistory {

    private final RunStore store;
    private final RunLedger.@Nullable Entry entry;

    /** @param entry how the run began; null when the store knows nothing of it */
    RunHistory(RunStore store, RunLedger.@Nullable Entry entry) {
        this.store = store;
        this.entry = entry;
    }

    /** Whether the run had begun before and did not come to its end. */
    boolean isTakenUp() {
        return entry != null && entry.takenUp();
    }

    /** Fails when another process may run the pipeline by now. */
    void requireLock() {
        if (entry != null && !entry.lock().isHeld()) {
            throw new IllegalStateException(
                    "the lock of the pipeline is lost, since the connection of wadi.state broke;"
                            + " nothing more is written");
        }
    }

    /** The mark that a sink committed last. */
    Optional<RunMark> last(Sinkable sink, SinkStage stage) throws Exception {
        Optional<RunMark> own = sink.lastMark(stage);
        return own.isPresent() || sink.writesOnce()
                ? own
                : store.mark(stage.run().pipeline(), stage.name());
    }

    /** The mark that a sink committed in this run, or before it was taken up. */
    Optional<RunMark> ofThisRun(Optional<RunMark> last, SinkStage stage) {
        String run = stage.run().id();
        if (last.isPresent() && last.get().run().equals(run)) {
            return last;
        }
        return isTakenUp() ? store.mark(stage.run().pipeline(), stage.name(), run) : Optional.empty();
    }

    /** Keeps the mark of another run that is not at its end, since the sink is about to overwrite it. */
    void beforeWriting(Optional<RunMark> last, SinkStage stage) {
        if (entry == null) {
            return;
        }
        last.filter(mark -> !mark.run().equals(stage.run().id()))
                .filter(mark -> store.find(mark.pipeline(), mark.run())
                        .map(RunReport::state)
                        .filter(RunReport.State::isUnfinished)
                        .isPresent())
                .ifPresent(store::save);
    }

    /** Keeps the mark of a sink that keeps none. */
    void afterWriting(Sinkable sink, SinkStage stage) {
        if (sink.writesOnce()) {
            return;
        }
        RunMark mark = stage.mark();
        if (entry != null || !mark.bookmarks().isEmpty()) {
            store.save(mark);
        }
    }
}
