/**
 * The API port: health and status for those who watch the service, over HTTP, behind one guard. A client of
 * {@code engine}, as the command line is; nothing but the command line sees it.
 */
@NullMarked
package dev.wadi.console;

import org.jspecify.annotations.NullMarked;
