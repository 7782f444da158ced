/**
 * What the connection types that speak HTTP share: one pool of connections to one origin, whose credentials, headers, TLS,
 * proxy and time-outs are filled in for a client bean, for {@code conn:} by camel-http, and for the test. Credentials go
 * to the connection's own origin and to no other. Sees the plugin interface, Camel's API, camel-http and its client, so
 * that plugins can use it too.
 */
@NullMarked
package dev.wadi.connection.httpclient;

import org.jspecify.annotations.NullMarked;
