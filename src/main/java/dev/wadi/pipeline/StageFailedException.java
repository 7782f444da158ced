package dev.wadi.pipeline;

import java.util.Optional;
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

    /** The failure of a stage that another failure is, or comes from. */
    static Optional<StageFailedException> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StageFailedException stage) {
                return Optional.of(stage);
            }
        }
        return Optional.empty();
    }
}
