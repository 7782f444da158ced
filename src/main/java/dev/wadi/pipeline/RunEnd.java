package dev.wadi.pipeline;

import java.time.Duration;

/** Why a run is ended before its time. */
sealed interface RunEnd {

    /** Somebody asked for it. */
    record Cancelled() implements RunEnd {}

    /** The service stops. */
    record Stopped() implements RunEnd {}

    /** It took too long. */
    record TimedOut(Duration limit) implements RunEnd {}

    /** What becomes of the run. */
    default RunReport.State state() {
        if (this instanceof Cancelled) {
            return RunReport.State.CANCELLED;
        }
        return this instanceof Stopped ? RunReport.State.INTERRUPTED : RunReport.State.FAILED;
    }

    /** What is said of it. */
    default String reason() {
        if (this instanceof TimedOut late) {
            return "did not end within " + text(late.limit()) + ", the pipeline's timeout";
        }
        return this instanceof Stopped ? "the service was stopped" : "cancelled";
    }

    /** {@code 500 ms}, {@code 30 s}, {@code 5 min}. */
    static String text(Duration time) {
        long millis = time.toMillis();
        if (millis % 1000 != 0) {
            return millis + " ms";
        }
        return millis % 60_000 == 0 ? millis / 60_000 + " min" : millis / 1000 + " s";
    }
}
