/**
 * The running service: a Camel context that starts empty, the connections that are opened into it, the route files that
 * are loaded one by one, and how all of them are. Sees {@code connection} and what is below it.
 */
@NullMarked
package dev.wadi.engine;

import org.jspecify.annotations.NullMarked;
