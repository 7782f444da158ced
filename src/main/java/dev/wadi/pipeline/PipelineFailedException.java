package dev.wadi.pipeline;

/** A run that a route asked for failed. The run's own log says so, and with it all that there is to say. */
public final class PipelineFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PipelineFailedException(RunReport report) {
        super("pipeline '" + report.pipeline() + "', run " + report.id() + ": " + report.error());
    }
}
