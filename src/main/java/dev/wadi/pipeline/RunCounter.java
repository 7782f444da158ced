package dev.wadi.pipeline;

import dev.wadi.pipeline.PipelineCounts.StageCounts;
import dev.wadi.pipeline.RunReport.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts the runs of pipelines and what their stages did. Thread-safe. */
final class RunCounter {

    private final Map<String, Counted> pipelines = new HashMap<>();
    private final Map<String, Map<String, StageCounts>> stages = new HashMap<>();
    private final Set<PipelineRun> running = new HashSet<>();

    private static final class Counted {
        private final Map<State, Long> runs = new EnumMap<>(State.class);
        private Duration time = Duration.ZERO;
        private @Nullable Duration last;
        private @Nullable Instant lastSuccess;
    }

    /** A run of a pipeline begins; what its stages have done is counted from now on. */
    synchronized void begun(PipelineRun run) {
        running.add(run);
    }

    /** A run is over, and its stages do nothing more. */
    synchronized void closed(PipelineRun run) {
        running.remove(run);
        Map<String, StageCounts> ofPipeline = stages.computeIfAbsent(run.pipeline(), absent -> new LinkedHashMap<>());
        run.progress().stages().forEach(stage -> add(ofPipeline, run.pipeline(), stage));
    }

    private static void add(Map<String, StageCounts> counts, String pipeline, RunProgress.Stage stage) {
        StageCounts before = counts.getOrDefault(
                stage.name(), new StageCounts(pipeline, stage.name(), stage.kind(), 0, 0, Duration.ZERO));
        counts.put(stage.name(), before.plus(stage));
    }

    /** A run of a pipeline has ended. */
    synchronized void ended(RunReport end, Duration took) {
        Counted counted = pipelines.computeIfAbsent(end.pipeline(), absent -> new Counted());
        counted.runs.merge(end.state(), 1L, Long::sum);
        counted.time = counted.time.plus(took);
        counted.last = took;
        if (end.state() == State.DONE && end.ended() != null) {
            succeeded(counted, end.ended());
        }
    }

    /** One was done in an earlier process. */
    synchronized void succeededBefore(String pipeline, Instant at) {
        succeeded(pipelines.computeIfAbsent(pipeline, absent -> new Counted()), at);
    }

    private static void succeeded(Counted counted, Instant at) {
        if (counted.lastSuccess == null || counted.lastSuccess.isBefore(at)) {
            counted.lastSuccess = at;
        }
    }

    synchronized PipelineCounts counts(String pipeline) {
        Counted counted = pipelines.getOrDefault(pipeline, new Counted());
        Map<State, Long> runs = new EnumMap<>(State.class);
        for (State state : State.values()) {
            if (state != State.RUNNING) {
                runs.put(state, counted.runs.getOrDefault(state, 0L));
            }
        }
        return new PipelineCounts(
                pipeline,
                runs,
                counted.time,
                Optional.ofNullable(counted.last),
                Optional.ofNullable(counted.lastSuccess),
                running.stream().anyMatch(run -> run.pipeline().equals(pipeline)));
    }

    /** Of all pipelines and routes, those that are gone too. */
    synchronized List<StageCounts> stages() {
        Map<String, Map<String, StageCounts>> all = new HashMap<>();
        stages.forEach((pipeline, counts) -> all.put(pipeline, new LinkedHashMap<>(counts)));
        running.forEach(run -> {
            Map<String, StageCounts> counts = all.computeIfAbsent(run.pipeline(), absent -> new LinkedHashMap<>());
            run.progress().stages().forEach(stage -> add(counts, run.pipeline(), stage));
        });
        List<StageCounts> list = new ArrayList<>();
        all.values().forEach(counts -> list.addAll(counts.values()));
        return list;
    }
}
