/**
 * The connection type {@code camel}, which puts any Camel component under a {@code conn_id}, and ready-made ones on top of
 * it that speak Airflow's fields: kafka, sftp, ftp, redis, mongo and mssql. What a component accepts comes from Camel's
 * catalogue; values are set as they are and never looked up or instantiated. Sees {@code spi}, Camel and the drivers.
 */
@NullMarked
package dev.wadi.connection.camel;

import org.jspecify.annotations.NullMarked;
