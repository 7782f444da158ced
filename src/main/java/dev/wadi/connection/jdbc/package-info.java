/**
 * What the SQL connection types share: a pool over a driver, the beans that routes use, {@code conn:} by camel-sql, the
 * schema and the test. A type says how its driver is reached ({@link dev.wadi.connection.jdbc.JdbcDatabase}) and gets
 * the rest. Sees the plugin interface, Camel's API, camel-sql, camel-spring and HikariCP, so that plugins with other
 * drivers can use it too.
 */
@NullMarked
package dev.wadi.connection.jdbc;

import org.jspecify.annotations.NullMarked;
