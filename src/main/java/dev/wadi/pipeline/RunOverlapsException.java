package dev.wadi.pipeline;

/** A pipeline runs already. */
public final class RunOverlapsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunOverlapsException(String pipeline, String run) {
        super("pipeline '" + pipeline + "' runs already as " + run + "; two runs of one pipeline never overlap");
    }
}
