package dev.wadi.cli;

/** What a command's exit code says. */
final class ExitCode {

    static final int DONE = 0;

    /** A run failed, or there is a bug. */
    static final int FAILED = 1;

    /** Files or arguments are wrong. */
    static final int WRONG = 2;

    /** The outside world failed. */
    static final int WORLD = 3;

    private ExitCode() {}
}
