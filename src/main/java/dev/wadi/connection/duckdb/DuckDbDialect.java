package dev.wadi.connection.duckdb;

import dev.wadi.batch.Columns;
import dev.wadi.connection.jdbc.TableDialect;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** DuckDB's types for the columns of batches. */
enum DuckDbDialect implements TableDialect {
    INSTANCE;

    @Override
    public String type(Field field) {
        if (Columns.isUuid(field)) {
            return "UUID";
        }
        if (Columns.isJson(field)) {
            return "JSON";
        }
        return switch (field.getType().getTypeID()) {
            case List, LargeList -> type(field.getChildren().get(0)) + "[]";
            case Struct -> struct(field);
            case Map -> map(field);
            default -> plain(field);
        };
    }

    private String struct(Field field) {
        return field.getChildren().stream()
                .map(child -> quoted(child.getName()) + " " + type(child))
                .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }

    private String map(Field field) {
        Field entry = field.getChildren().get(0);
        return "MAP(" + type(entry.getChildren().get(0)) + ", "
                + type(entry.getChildren().get(1)) + ")";
    }

    private static String plain(Field field) {
        ArrowType type = field.getType();
        return switch (type.getTypeID()) {
            case Int -> integer((ArrowType.Int) type);
            case Decimal -> "DECIMAL(" + ((ArrowType.Decimal) type).getPrecision() + ","
                    + ((ArrowType.Decimal) type).getScale() + ")";
            case FloatingPoint -> ((ArrowType.FloatingPoint) type).getPrecision() == FloatingPointPrecision.SINGLE
                    ? "FLOAT"
                    : "DOUBLE";
            case Bool -> "BOOLEAN";
            case Utf8, LargeUtf8, Null -> "VARCHAR"; // a decimal of more digits than DuckDB has stays text
            case Binary, LargeBinary, FixedSizeBinary -> "BLOB";
            case Date -> "DATE";
            case Time -> "TIME";
            case Timestamp -> ((ArrowType.Timestamp) type).getTimezone() == null
                    ? "TIMESTAMP"
                    : "TIMESTAMP WITH TIME ZONE";
            case Interval -> "INTERVAL";
            default -> throw new IllegalArgumentException(
                    "column '" + field.getName() + "': DuckDB has no type for " + type + ". Cast it in a transform");
        };
    }

    private static String integer(ArrowType.Int type) {
        String name =
                switch (type.getBitWidth()) {
                    case 8 -> "TINYINT";
                    case 16 -> "SMALLINT";
                    case 32 -> "INTEGER";
                    default -> "BIGINT";
                };
        return type.getIsSigned() ? name : "U" + name;
    }
}
