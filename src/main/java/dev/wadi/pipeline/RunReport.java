package dev.wadi.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run, as far as it is.
 *
 * @param error why it failed; null while it has not
 */
public record RunReport(
        String pipeline,
        String id,
        String trigger,
        State state,
        Instant began,
        @Nullable Instant ended,
        List<StageReport> stages,
        @Nullable String error) {

    /** How a run is. */
    public enum State {
        /** It is running, or its process died. */
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    /** What a stage read or wrote. */
    public record StageReport(String name, String kind, long rows, long bytes, Duration time) {}

    public RunReport {
        stages = List.copyOf(stages);
    }

    /** The same at its end. */
    RunReport ended(State how, @Nullable String why, RunProgress progress) {
        List<StageReport> counted = progress.stages().stream()
                .map(stage -> new StageReport(stage.name(), stage.kind(), stage.rows(), stage.bytes(), stage.time()))
                .toList();
        return new RunReport(pipeline, id, trigger, how, began, Instant.now(), counted, why);
    }

    /** Throws what the run failed with. */
    void rethrow() {
        if (state == State.CANCELLED) {
            throw new RunCancelledException();
        }
        if (state == State.FAILED) {
            throw new IllegalStateException("pipeline '" + pipeline + "', run " + id + ": " + error);
        }
    }

    /** The run as a map, for routes. */
    Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("pipeline", pipeline);
        map.put("run", id);
        map.put("state", state.name().toLowerCase(java.util.Locale.ROOT));
        Map<String, Object> rows = new LinkedHashMap<>();
        stages.forEach(stage -> rows.put(stage.name(), stage.rows()));
        map.put("rows", rows);
        return map;
    }
}
