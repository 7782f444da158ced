/**
 * The connection types {@code http} and {@code https}: an HTTP server with its credentials and headers. Sees the plugin
 * interface and what HTTP types share.
 */
@NullMarked
package dev.wadi.connection.http;

import org.jspecify.annotations.NullMarked;
