package dev.wadi.connection.postgres;

/** How the values of a type stand in binary COPY. */
enum Wire {
    BOOL,
    INT2,
    INT4,
    INT8,
    OID,
    FLOAT4,
    FLOAT8,
    NUMERIC,
    /** Bytes of UTF-8: the text types, and the labels of enums. */
    TEXT,
    BYTES,
    DATE,
    TIME,
    TIMESTAMP,
    INSTANT,
    INTERVAL,
    UUID,
    JSON,
    JSONB,
    ARRAY,
    /** What has no place in batches. */
    OTHER
}
