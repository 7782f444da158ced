/**
 * The connection type {@code sqlite}: a database in a file, under the path rules of Airflow. Parameters are those of
 * SQLite's own URIs, from an allow-list; nothing here loads an extension, fetches a database or attaches another file.
 */
@NullMarked
package dev.wadi.connection.sqlite;

import org.jspecify.annotations.NullMarked;
