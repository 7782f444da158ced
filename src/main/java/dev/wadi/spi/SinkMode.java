package dev.wadi.spi;

/** What becomes of rows that are there already. */
public enum SinkMode {
    /** They stay, and the new ones are added. */
    APPEND,
    /** They go. */
    REPLACE,
    /** Those with the same key are changed, and the others stay. */
    UPSERT,
    /** When there are any, the run fails. */
    ERROR
}
