/**
 * The commands: each parses what was typed, calls one method of the layer below, and prints what that returns. Sees
 * everything below it and no Camel.
 */
@NullMarked
package dev.wadi.cli;

import org.jspecify.annotations.NullMarked;
