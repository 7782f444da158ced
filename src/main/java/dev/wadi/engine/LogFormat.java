package dev.wadi.engine;

/** How the log is written. */
public enum LogFormat {
    /** A line for people. */
    TEXT,
    /** A JSON object a line, for programs. */
    JSON
}
