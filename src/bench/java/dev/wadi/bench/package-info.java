/** Benchmarks: programs that print ratios against plain Camel in the same run. {@code src/bench/README.md} says how. */
@NullMarked
package dev.wadi.bench;

import org.jspecify.annotations.NullMarked;
