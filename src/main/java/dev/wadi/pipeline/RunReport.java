package dev.wadi.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run, as far as it is.
 *
 * @param trigger what began it: {@code schedule}, {@code route}, {@code api} or {@code command}
 * @param parameters the variables that it was given; secrets are hidden
 * @param began when it began for the first time, however often it was taken up
 * @param error why it did not succeed; null while it has not ended, and when it has succeeded
 */
public record RunReport(
        String pipeline,
        String id,
        String trigger,
        Map<String, @Nullable Object> parameters,
        State state,
        Instant began,
        @Nullable Instant ended,
        List<StageReport> stages,
        @Nullable String error) {

    /** How a run is. */
    public enum State {
        RUNNING,
        DONE,
        /** The next run of the pipeline with the same parameters takes it up. */
        FAILED,
        /** Its process ended before it did, or the service was stopped: it is taken up as one that failed. */
        INTERRUPTED,
        CANCELLED;

        /** Whether such a run is taken up again. */
        boolean isUnfinished() {
            return this == RUNNING || this == FAILED || this == INTERRUPTED;
        }
    }

    /** What a stage read or wrote. */
    public record StageReport(String name, String kind, long rows, long bytes, Duration time) {}

    public RunReport {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        stages = List.copyOf(stages);
    }

    /** A run that begins now. */
    static RunReport begun(String pipeline, String trigger, Map<String, @Nullable Object> parameters) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new RunReport(pipeline, RunIds.next(), trigger, parameters, State.RUNNING, now, null, List.of(), null);
    }

    /** The same while it is going on, again. */
    RunReport running() {
        return with(State.RUNNING, null, List.of(), null);
    }

    /** The same as far as it is. */
    RunReport running(RunProgress progress) {
        return with(State.RUNNING, null, counted(progress), null);
    }

    /** The same at its end. */
    RunReport ended(State how, @Nullable String why, RunProgress progress) {
        return with(how, Instant.now().truncatedTo(ChronoUnit.MILLIS), counted(progress), why);
    }

    /** The same, whose process ended. */
    RunReport interrupted() {
        return with(State.INTERRUPTED, null, stages, "its process ended before it did");
    }

    private RunReport with(State how, @Nullable Instant at, List<StageReport> counted, @Nullable String why) {
        return new RunReport(pipeline, id, trigger, parameters, how, began, at, counted, why);
    }

    private static List<StageReport> counted(RunProgress progress) {
        return progress.stages().stream()
                .map(stage -> new StageReport(stage.name(), stage.kind(), stage.rows(), stage.bytes(), stage.time()))
                .toList();
    }

    /** Throws what the run did not succeed for. */
    void rethrow() {
        if (state == State.CANCELLED) {
            throw new RunCancelledException();
        }
        if (state != State.DONE) {
            throw new PipelineFailedException(this);
        }
    }

    /** The run as a map, for routes. */
    Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("pipeline", pipeline);
        map.put("run", id);
        map.put("state", state.name().toLowerCase(Locale.ROOT));
        Map<String, Object> rows = new LinkedHashMap<>();
        stages.forEach(stage -> rows.put(stage.name(), stage.rows()));
        map.put("rows", rows);
        return map;
    }
}
