package dev.wadi.pipeline;

/** The row that a nested pipeline runs for, which templates see as {@code variables.loop_control}. */
final class LoopRows {

    /** The exchange property that holds it; a loop in a loop has its own exchange, and so its own row. */
    static final String ROW = "WadiLoopControl";

    private LoopRows() {}
}
