/**
 * The connection type {@code postgres}: a pool over the PostgreSQL driver. Airflow's extras are libpq's options, so they
 * are read as libpq means them and translated to the driver's properties; TLS reads the PEM files that libpq reads.
 */
@NullMarked
package dev.wadi.connection.postgres;

import org.jspecify.annotations.NullMarked;
