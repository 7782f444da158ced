/**
 * What the types share that read and write Parquet, CSV and JSON: a DuckDB of their own that sees the files in question and
 * nothing else, folders as taps and sinks, and the marks that lie beside the data. Sees {@code spi} and {@code batch}.
 */
@NullMarked
package dev.wadi.connection.tabular;

import org.jspecify.annotations.NullMarked;
