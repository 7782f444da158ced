package dev.wadi.connection.postgres;

import dev.wadi.batch.Columns;
import org.apache.arrow.vector.types.pojo.Field;

/** A column of a query's result or of a table, and what it is in batches. */
record ServerColumn(String name, ServerType type) {

    /** The digits that Decimal128 has room for. */
    static final int MAX_DIGITS = 38;

    /**
     * The column in batches.
     *
     * @throws IllegalArgumentException when its type has no place there
     */
    Field field() {
        return field(name, type);
    }

    private Field field(String name, ServerType type) {
        return switch (type.wire()) {
            case BOOL -> Columns.column(name, Columns.BOOL);
            case INT2 -> Columns.column(name, Columns.INT16);
            case INT4 -> Columns.column(name, Columns.INT32);
            case INT8, OID -> Columns.column(name, Columns.INT64);
            case FLOAT4 -> Columns.column(name, Columns.FLOAT);
            case FLOAT8 -> Columns.column(name, Columns.DOUBLE);
            case NUMERIC -> numeric(name, type);
            case TEXT -> Columns.column(name, Columns.TEXT);
            case BYTES -> Columns.column(name, Columns.BYTES);
            case DATE -> Columns.column(name, Columns.DATE);
            case TIME -> Columns.column(name, Columns.TIME);
            case TIMESTAMP -> Columns.column(name, Columns.LOCAL_TIMESTAMP);
            case INSTANT -> Columns.column(name, Columns.INSTANT);
            case INTERVAL -> Columns.column(name, Columns.SPAN);
            case UUID -> Columns.uuid(name);
            case JSON, JSONB -> Columns.json(name);
            case ARRAY -> array(name, type);
            case OTHER -> throw refused();
        };
    }

    private Field array(String name, ServerType type) {
        ServerType element = type.element();
        if (element == null || element.wire() == Wire.ARRAY) {
            throw refused();
        }
        return Columns.list(name, field("element", element));
    }

    private static Field numeric(String name, ServerType type) {
        int scale = Math.max(0, type.scale());
        int digits = type.precision() < 0 ? Integer.MAX_VALUE : type.precision() + Math.max(0, -type.scale());
        int precision = Math.max(digits, scale);
        return precision > MAX_DIGITS ? Columns.decimalText(name) : Columns.decimal(name, precision, scale);
    }

    private IllegalArgumentException refused() {
        return new IllegalArgumentException("column '" + name + "' is of the type " + type
                + ", which has no place in batches. Cast it in the query, such as " + quotedCast());
    }

    private String quotedCast() {
        return PostgresDialect.INSTANCE.quoted(name) + "::text";
    }
}
