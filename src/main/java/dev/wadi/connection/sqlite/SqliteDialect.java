package dev.wadi.connection.sqlite;

import dev.wadi.batch.Columns;
import dev.wadi.connection.jdbc.TableDialect;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Declared types for the columns of batches. SQLite does not know most of them, but keeps the names, so that reading finds
 * them again. Decimals of more than 15 digits, which SQLite would round, are kept as text.
 */
enum SqliteDialect implements TableDialect {
    INSTANCE;

    /** How many digits of a decimal SQLite keeps as a number. */
    static final int EXACT_DIGITS = 15;

    @Override
    public String type(Field field) {
        if (Columns.isUuid(field)) {
            return "uuid";
        }
        if (Columns.isJson(field)) {
            return "json_text";
        }
        if (Columns.isDecimalText(field)) {
            return "decimal_text";
        }
        return switch (field.getType().getTypeID()) {
            case Int -> "integer";
            case Decimal -> decimal((ArrowType.Decimal) field.getType());
            case FloatingPoint -> "real";
            case Bool -> "boolean";
            case Utf8, LargeUtf8, Null -> "text";
            case Binary, LargeBinary, FixedSizeBinary -> "blob";
            case Date -> "date";
            case Time -> "time";
            case Timestamp -> ((ArrowType.Timestamp) field.getType()).getTimezone() == null
                    ? "timestamp"
                    : "timestamptz";
            default -> throw new IllegalArgumentException("column '" + field.getName() + "': SQLite has no type for "
                    + field.getType() + ". Cast it in a transform, such as to JSON");
        };
    }

    private static String decimal(ArrowType.Decimal type) {
        String name = type.getPrecision() > EXACT_DIGITS ? "decimal_text" : "decimal";
        return name + "(" + type.getPrecision() + "," + type.getScale() + ")";
    }
}
