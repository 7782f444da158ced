/**
 * The API port: the calls of the API, each of them declared once for routing, roles and description, and the page that makes
 * them in a browser, behind one guard. A client of {@code engine}, as the command line is; nothing but the command line sees it.
 */
@NullMarked
package dev.wadi.console;

import org.jspecify.annotations.NullMarked;
