/**
 * Connections by {@code conn_id}: what files and the environment say of them, placeholders and secrets, the open
 * connections and their leases, the beans in Camel's registry, and the {@code conn:} component. Sees {@code config} and
 * {@code spi}; the types below it are found by {@code ServiceLoader} and named nowhere.
 */
@NullMarked
package dev.wadi.connection;

import org.jspecify.annotations.NullMarked;
