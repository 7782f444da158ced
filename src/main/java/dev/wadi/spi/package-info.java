/**
 * What a connection type compiles against, ours and other people's. A type describes its settings in one record and
 * opens connections; everything else (files, placeholders, leases, swaps, health) is done for it. Sees the JDK,
 * Arrow, Camel's API, SLF4J and JSpecify, and nothing of Wadi.
 */
@NullMarked
package dev.wadi.spi;

import org.jspecify.annotations.NullMarked;
