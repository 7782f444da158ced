/**
 * Record batches of Arrow: what the columns of each system become, reading ahead, rows as maps and text, and the way in and
 * out of DuckDB. Open to plugins like {@code spi}, which is all of Wadi that it sees.
 */
@NullMarked
package dev.wadi.batch;

import org.jspecify.annotations.NullMarked;
