package dev.wadi.cli;

import java.io.PrintStream;

/** One line of a terminal that is written anew again and again. Thread-safe. */
final class ProgressLine implements AutoCloseable {

    /** To the beginning of the line, and removes what is there. */
    private static final String ERASE = "\r\u001b[K";

    /** What is too long for the terminal is cut off by it, so that the line stays one. */
    private static final String NO_WRAP = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    private final PrintStream terminal;

    private boolean closed;

    ProgressLine(PrintStream terminal) {
        this.terminal = terminal;
        LogLine.beginWith(ERASE);
    }

    synchronized void show(String text) {
        if (!closed) {
            terminal.print(ERASE + NO_WRAP + text + WRAP);
            terminal.flush();
        }
    }

    /** Removes it, so that something else can be printed; the next time it is below that. */
    synchronized void erase() {
        terminal.print(ERASE);
        terminal.flush();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            erase();
            LogLine.beginWith("");
        }
    }
}
