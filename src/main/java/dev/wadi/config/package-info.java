/**
 * Files become records: documents with the place of everything in them, problems that name file, line and column, and
 * edits that keep what they do not touch. Knows no Camel.
 */
@NullMarked
package dev.wadi.config;

import org.jspecify.annotations.NullMarked;
