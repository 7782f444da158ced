package dev.wadi.connection.duckdb;

import java.util.Locale;

/** How DuckDB opens a file. */
enum AccessMode {
    AUTOMATIC,
    READ_ONLY,
    READ_WRITE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
