package dev.wadi.connection.postgres;

/**
 * A column of a table that is written to.
 *
 * @param number its number in the table
 * @param required whether each row must have a value and there is no default
 * @param generated whether the table computes it
 */
record TargetColumn(String name, ServerType type, int number, boolean required, boolean generated) {}
