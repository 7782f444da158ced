/**
 * Connections to MySQL and MariaDB. What a file says in the words of Airflow's Python drivers is put into those of
 * Connector/J here; the pool, the beans and the rest are those of all SQL connections. Only properties that are named in
 * this package ever reach the driver.
 */
@NullMarked
package dev.wadi.connection.mysql;

import org.jspecify.annotations.NullMarked;
