package dev.wadi.spi;

/** Where in a connection file a setting stands. */
public enum Field {
    HOST,
    PORT,
    LOGIN,
    PASSWORD,
    SCHEMA,
    /** A key in {@code extra}; a dot in the key goes into an object ({@code service_config.s3.endpoint_url}). */
    EXTRA,
    /** A key in {@code extra.wadi}, where the settings live that Airflow does not have. */
    WADI,
    /** All keys of {@code extra} that no other setting takes; for a {@code Map<String, Object>}. */
    LEFTOVERS
}
