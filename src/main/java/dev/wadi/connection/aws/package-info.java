/**
 * The connection type {@code aws}: an S3 client made from Airflow's fields, with keys, profiles, roles and endpoints as
 * Airflow's hook has them. Sees {@code spi}, Amazon's SDK and Camel's S3 component.
 */
@NullMarked
package dev.wadi.connection.aws;

import org.jspecify.annotations.NullMarked;
