/**
 * The connection type {@code postgres}: a pool over the PostgreSQL driver. Airflow's extras are libpq's options, so they
 * are read as libpq means them and translated to the driver's properties; TLS reads the PEM files that libpq reads. Taps
 * decode binary COPY into batches and sinks encode it; between two servers with columns of the same shape the bytes pass
 * as they are.
 */
@NullMarked
package dev.wadi.connection.postgres;

import org.jspecify.annotations.NullMarked;
