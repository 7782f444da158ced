package dev.wadi.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The runs of a pipeline in this process since it started, whatever versions of it there were.
 *
 * @param runs how many ended, by how they did
 * @param time how long they took together; a run that was taken up counts the time since then
 * @param last how long the last one took
 * @param lastSuccess when one was done last, in an earlier process too, as far as the history knows
 * @param isRunning whether one is going on
 */
public record PipelineCounts(
        String pipeline,
        Map<RunReport.State, Long> runs,
        Duration time,
        Optional<Duration> last,
        Optional<Instant> lastSuccess,
        boolean isRunning) {

    /**
     * What a stage did in all runs, those that are going on among them.
     *
     * @param pipeline its pipeline, or the route that it is a step of
     */
    public record StageCounts(String pipeline, String stage, String kind, long rows, long bytes, Duration time) {

        StageCounts plus(RunProgress.Stage more) {
            return new StageCounts(
                    pipeline, stage, kind, rows + more.rows(), bytes + more.bytes(), time.plus(more.time()));
        }
    }

    public PipelineCounts {
        runs = Map.copyOf(runs);
    }
}
