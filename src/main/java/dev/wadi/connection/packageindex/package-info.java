/**
 * The connection type {@code package_index}: an index of Python packages, as pip reads it. Sees the plugin interface and
 * what HTTP types share.
 */
@NullMarked
package dev.wadi.connection.packageindex;

import org.jspecify.annotations.NullMarked;
