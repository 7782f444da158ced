package dev.wadi.cli;

import dev.wadi.pipeline.Pipelines;
import dev.wadi.pipeline.RunProgress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at a run many times a second, on a thread of its own: shows how far it is, and cancels it when that is wanted. */
final class RunWatch implements AutoCloseable {

    private static final long MILLIS = 100;

    private final Pipelines pipelines;
    private final String pipeline;
    private final CountDownLatch stop;
    private final Optional<ProgressLine> line;
    private final long began = System.nanoTime();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "wadi-progress");
        thread.setDaemon(true);
        return thread;
    });

    @SuppressWarnings("FutureReturnValueIgnored") // it ends with the clock
    RunWatch(Pipelines pipelines, String pipeline, CountDownLatch stop, Optional<ProgressLine> line) {
        this.pipelines = pipelines;
        this.pipeline = pipeline;
        this.stop = stop;
        this.line = line;
        clock.scheduleWithFixedDelay(this::look, 0, MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (stop.getCount() == 0) {
            pipelines.cancel(pipeline);
        }
        line.ifPresent(shown -> pipelines.progress(pipeline).ifPresent(progress -> shown.show(text(progress))));
    }

    private String text(RunProgress progress) {
        List<RunProgress.Stage> stages = progress.stages();
        String stage = stages.isEmpty() ? "" : stages.get(stages.size() - 1).name();
        long rows = stages.stream()
                .filter(RunWatch::reads)
                .mapToLong(RunProgress.Stage::rows)
                .sum();
        long bytes = stages.stream()
                .filter(RunWatch::reads)
                .mapToLong(RunProgress.Stage::bytes)
                .sum();
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        double seconds = Math.max(time.toMillis(), 1) / 1000.0;
        return pipeline + "  " + stage + "  " + Amounts.count(rows) + " rows  " + Amounts.bytes(bytes) + "  "
                + Amounts.count(Math.round(rows / seconds)) + " rows/s  "
                + Amounts.bytes(Math.round(bytes / seconds)) + "/s  " + Amounts.seconds(time) + " s";
    }

    private static boolean reads(RunProgress.Stage stage) {
        return stage.kind().equals("tap") || stage.kind().equals("statement");
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
