package dev.wadi.pipeline;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Is told what people see of runs. Called on the threads of the runs. */
public interface RunListener {

    /** What lines of the log that belong to a run have its id by, among what SLF4J's MDC has. */
    String RUN_IN_LOG = "run";

    /** A stage's columns or rows are to be shown, as the stage asks for it. */
    void shows(ShownStage shown);

    /**
     * The log of a pipeline's runs says this much from here on.
     *
     * @param logger its name
     * @param level null for as much as usual, at the end of the run
     */
    default void logs(String logger, @Nullable Level level) {}

    /** A run failed, or was cut short. Unless somebody else is told, its log says so, in one line. */
    default void failed(RunReport report, Throwable failure) {
        FailureLog.run(report, failure);
    }

    /** Whether a failure is no matter of files and systems, so that its stack trace is wanted. */
    static boolean isBug(Throwable failure) {
        return FailureLog.isBug(failure);
    }
}
