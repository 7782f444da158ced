package dev.wadi.pipeline;

import org.jspecify.annotations.Nullable;

/** A stage of a run failed. The message names the stage and says what the outside world, or DuckDB, said. */
public final class StageFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String stage;

    StageFailedException(String stage, String what, @Nullable Throwable cause) {
        super("stage '" + stage + "': " + what, cause);
        this.stage = stage;
    }

    /** The stage's name. */
    public String stage() {
        return stage;
    }
}
