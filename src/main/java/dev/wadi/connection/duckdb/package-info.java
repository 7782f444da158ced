/**
 * The connection type {@code duckdb}: a DuckDB database in a file or in memory, embedded in this process. Its SQL reaches
 * no files, network or extensions unless the connection says so.
 */
@NullMarked
package dev.wadi.connection.duckdb;

import org.jspecify.annotations.NullMarked;
