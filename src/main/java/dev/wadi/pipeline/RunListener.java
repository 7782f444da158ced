package dev.wadi.pipeline;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Is told what people see of runs. Called on the threads of the runs. */
public interface RunListener {

    /** A stage's columns or rows are to be shown, as the stage asks for it. */
    void shows(ShownStage shown);

    /**
     * The log of a pipeline's runs says this much from here on.
     *
     * @param logger its name
     * @param level null for as much as usual, at the end of the run
     */
    default void logs(String logger, @Nullable Level level) {}

    /** A run failed. */
    default void failed(RunReport report, Exception failure) {}
}
