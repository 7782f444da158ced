package dev.wadi.pipeline;

/** The run was cancelled, or does not begin because the service stops. */
public final class RunCancelledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunCancelledException() {
        this("the run was cancelled");
    }

    /** @param why why it does not go on, or does not begin */
    RunCancelledException(String why) {
        super(why);
    }
}
