/**
 * Pipelines: files of stages become definitions, definitions become Camel routes, and routes of stages run. Sees
 * {@code connection}, {@code batch}, {@code config}, {@code spi} and Camel; the engine above loads and runs what is here.
 */
@NullMarked
package dev.wadi.pipeline;

import org.jspecify.annotations.NullMarked;
