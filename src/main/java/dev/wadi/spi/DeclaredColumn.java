package dev.wadi.spi;

/**
 * A column that a stage declares under {@code fields}.
 *
 * @param type a type of DuckDB, such as {@code BIGINT} or {@code DECIMAL(12,2)}
 */
public record DeclaredColumn(String name, String type) {}
