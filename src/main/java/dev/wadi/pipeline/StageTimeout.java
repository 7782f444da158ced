package dev.wadi.pipeline;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ends what one attempt of a stage is doing when it takes too long; the run itself may go on. */
final class StageTimeout implements AutoCloseable {

    private final PipelineRun run;
    private final long millis;
    private final @Nullable Future<?> timer;
    private volatile boolean over;

    /** @param millis how long it may take; 0 for any time */
    StageTimeout(PipelineRun run, ScheduledExecutorService timers, long millis) {
        this.run = run;
        this.millis = millis;
        this.timer = millis <= 0 ? null : timers.schedule(this::end, millis, TimeUnit.MILLISECONDS);
        run.ending().stageBegins();
    }

    private void end() {
        over = true;
        run.ending().endStage();
    }

    /** Whether it took too long. */
    boolean isOver() {
        return over;
    }

    /** What is said of a stage that took too long. */
    String reason() {
        return "did not end within " + RunEnd.text(Duration.ofMillis(millis)) + ", its timeout";
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.cancel(false);
        }
        run.ending().stageBegins();
    }
}
