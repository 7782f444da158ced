package dev.wadi.cli;

/** A run failed or was cancelled; the message says why. */
final class RunFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    RunFailedException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
