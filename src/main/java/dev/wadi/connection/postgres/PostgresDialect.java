package dev.wadi.connection.postgres;

import dev.wadi.batch.Columns;
import dev.wadi.connection.jdbc.TableDialect;
import dev.wadi.connection.jdbc.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** PostgreSQL's types for the columns of batches. */
enum PostgresDialect implements TableDialect {
    INSTANCE;

    /** What structures become: they have no repeated keys, and an order that the pipeline does not promise. */
    private static final String DOCUMENT = "jsonb";

    /** For documents {@code json} and not {@code jsonb}, which drops repeated keys and the order of keys. */
    @Override
    public String type(Field field) {
        if (Columns.isUuid(field)) {
            return "uuid";
        }
        if (Columns.isJson(field)) {
            return "json";
        }
        if (Columns.isDecimalText(field)) {
            return "numeric";
        }
        return field.getType() instanceof ArrowType.List ? list(field) : plain(field);
    }

    @Override
    public Optional<TableName> find(Connection connection, TableName written) throws SQLException {
        return TargetTable.find(connection, written);
    }

    /** An array of values, or a document where those have parts of their own. */
    private String list(Field field) {
        Field element = field.getChildren().get(0);
        return element.getType().isComplex()
                ? DOCUMENT
                : type(new Field(field.getName(), element.getFieldType(), element.getChildren())) + "[]";
    }

    private static String plain(Field field) {
        ArrowType type = field.getType();
        return switch (type.getTypeID()) {
            case Int -> integer((ArrowType.Int) type);
            case Decimal -> decimal((ArrowType.Decimal) type);
            case FloatingPoint -> floating(field, (ArrowType.FloatingPoint) type);
            case Bool -> "boolean";
            case Utf8, LargeUtf8, Null -> "text";
            case Binary, LargeBinary, FixedSizeBinary -> "bytea";
            case Date -> "date";
            case Time -> "time";
            case Timestamp -> ((ArrowType.Timestamp) type).getTimezone() == null ? "timestamp" : "timestamptz";
            case Interval -> interval(field, (ArrowType.Interval) type);
            case Struct, Map, FixedSizeList -> DOCUMENT;
            default -> throw refused(field);
        };
    }

    private static String integer(ArrowType.Int type) {
        int bits = type.getBitWidth() + (type.getIsSigned() ? 0 : 1);
        if (bits <= 16) {
            return "smallint";
        }
        if (bits <= 32) {
            return "integer";
        }
        return bits <= 64 ? "bigint" : "numeric(20)";
    }

    private static String decimal(ArrowType.Decimal type) {
        return "numeric(" + type.getPrecision() + "," + type.getScale() + ")";
    }

    private static String floating(Field field, ArrowType.FloatingPoint type) {
        if (type.getPrecision() == FloatingPointPrecision.HALF) {
            throw refused(field);
        }
        return type.getPrecision() == FloatingPointPrecision.SINGLE ? "real" : "double precision";
    }

    private static String interval(Field field, ArrowType.Interval type) {
        if (type.getUnit() != IntervalUnit.MONTH_DAY_NANO) {
            throw refused(field);
        }
        return "interval";
    }

    private static IllegalArgumentException refused(Field field) {
        return new IllegalArgumentException("column '" + field.getName() + "': PostgreSQL has no type for "
                + field.getType() + ". Cast it in a transform");
    }
}
