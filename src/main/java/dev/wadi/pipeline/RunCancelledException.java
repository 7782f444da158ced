package dev.wadi.pipeline;

/** The run was cancelled. */
public final class RunCancelledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunCancelledException() {
        super("the run was cancelled");
    }
}
