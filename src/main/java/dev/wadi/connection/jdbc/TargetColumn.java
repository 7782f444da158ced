package dev.wadi.connection.jdbc;

/**
 * A column of a table that rows are written to.
 *
 * @param type the database's own name of its type, such as {@code bigint unsigned}
 * @param digits how many digits its values have after the point or the seconds; 0 when it has none or that is not known
 * @param required whether each row must have a value and there is no default
 * @param generated whether the table computes it
 */
public record TargetColumn(String name, String type, int digits, boolean required, boolean generated) {}
