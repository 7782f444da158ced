package dev.wadi.connection.sqlite;

import dev.wadi.batch.Columns;
import java.util.Locale;
import org.apache.arrow.vector.types.pojo.Field;

/** What a column is meant to hold, by its declared type. SQLite itself knows only five kinds of values, in any column. */
enum SqliteKind {
    INTEGER,
    REAL,
    TEXT,
    BLOB,
    BOOLEAN,
    DECIMAL,
    DATE,
    TIME,
    TIMESTAMP,
    INSTANT,
    UUID,
    JSON,
    /** Whatever is in it. */
    ANY;

    /** By the declared type; names that SQLite itself does not know come before its own rules of affinity. */
    static SqliteKind of(String declared) {
        String type = declared.toUpperCase(Locale.ROOT).strip();
        if (type.startsWith("DECIMAL_TEXT")
                || (type.startsWith("DECIMAL") || type.startsWith("NUMERIC")) && type.contains("(")) {
            return DECIMAL;
        }
        if (type.contains("BOOL")) {
            return BOOLEAN;
        }
        if (type.startsWith("TIMESTAMP") || type.startsWith("DATETIME")) {
            return type.contains("TZ") || type.contains("WITH TIME ZONE") ? INSTANT : TIMESTAMP;
        }
        return switch (type.replaceFirst("\\(.*", "")) {
            case "DATE" -> DATE;
            case "TIME" -> TIME;
            case "UUID" -> UUID;
            case "JSON", "JSON_TEXT" -> JSON;
            default -> affinity(type);
        };
    }

    private static SqliteKind affinity(String type) {
        if (type.contains("INT")) {
            return INTEGER;
        }
        if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
            return TEXT;
        }
        if (type.contains("BLOB")) {
            return BLOB;
        }
        return type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB") ? REAL : ANY;
    }

    /** The batch's column of a column that is not {@link #DECIMAL} or {@link #ANY}. */
    Field field(String name) {
        return switch (this) {
            case INTEGER -> Columns.column(name, Columns.INT64);
            case REAL -> Columns.column(name, Columns.DOUBLE);
            case BLOB -> Columns.column(name, Columns.BYTES);
            case BOOLEAN -> Columns.column(name, Columns.BOOL);
            case DATE -> Columns.column(name, Columns.DATE);
            case TIME -> Columns.column(name, Columns.TIME);
            case TIMESTAMP -> Columns.column(name, Columns.LOCAL_TIMESTAMP);
            case INSTANT -> Columns.column(name, Columns.INSTANT);
            case UUID -> Columns.uuid(name);
            case JSON -> Columns.json(name);
            case TEXT, DECIMAL, ANY -> Columns.column(name, Columns.TEXT);
        };
    }
}
