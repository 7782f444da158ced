package dev.wadi.connection.postgres;

import dev.wadi.batch.Columns;
import java.util.Objects;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** The encoder for each pair of a batch's column and a table's. */
final class Encoders {

    private static final int UUID_BYTES = 16;

    private Encoders() {}

    /**
     * The encoder that writes values of a batch's column into a table's column.
     *
     * @throws IllegalArgumentException when those do not fit
     */
    static ColumnEncoder of(Field field, ServerType type) {
        ColumnEncoder encoder = find(field, type);
        if (encoder == null) {
            throw new IllegalArgumentException("column '" + field.getName() + "' is " + type
                    + " in the table, and the rows have " + text(field) + ". Cast it in a query or transform");
        }
        return encoder;
    }

    /** Whether values of a batch's column can be written into a table's column. */
    static boolean fit(Field field, ServerType type) {
        return find(field, type) != null;
    }

    private static String text(Field field) {
        return field.getDictionary() == null ? field.getType().toString() : "an enum of DuckDB";
    }

    private static @Nullable ColumnEncoder find(Field field, ServerType type) {
        if (field.getDictionary() != null) {
            return null;
        }
        ArrowType values = field.getType();
        return switch (values.getTypeID()) {
            case Null -> new ColumnEncoder.Nothing();
            case Int, FloatingPoint, Decimal -> NumberWriter.canWrite(type) ? number(values, type) : null;
            case Bool -> type.wire() == Wire.BOOL ? new FixedEncoder.Bool() : null;
            case Utf8 -> text(4, type);
            case LargeUtf8 -> text(8, type);
            case Binary -> type.wire() == Wire.BYTES ? new BytesEncoder(4) : null;
            case LargeBinary -> type.wire() == Wire.BYTES ? new BytesEncoder(8) : null;
            case FixedSizeBinary -> raw(field, (ArrowType.FixedSizeBinary) values, type);
            case Date, Time, Timestamp, Interval -> time(values, type);
            case List -> type.wire() == Wire.ARRAY ? list(field, type) : json(field, type);
            case Struct, Map, FixedSizeList -> json(field, type);
            default -> null;
        };
    }

    private static @Nullable ColumnEncoder number(ArrowType values, ServerType type) {
        if (values instanceof ArrowType.Int whole) {
            return new NumberEncoder.Whole(type, whole.getBitWidth(), whole.getIsSigned());
        }
        if (values instanceof ArrowType.Decimal decimal) {
            return decimal.getBitWidth() == 128 ? new NumberEncoder.Decimal(type, decimal.getScale()) : null;
        }
        return switch (((ArrowType.FloatingPoint) values).getPrecision()) {
            case SINGLE -> new NumberEncoder.Single(type);
            case DOUBLE -> new NumberEncoder.DoublePrecision(type);
            case HALF -> null;
        };
    }

    private static @Nullable ColumnEncoder text(int width, ServerType type) {
        return switch (type.wire()) {
            case TEXT, JSON -> new BytesEncoder(width);
            case JSONB -> new BytesEncoder.Jsonb(width);
            case UUID -> new BytesEncoder.Uuid(width);
            case NUMERIC -> new BytesEncoder.DecimalBytes(width, type);
            default -> null;
        };
    }

    private static @Nullable ColumnEncoder raw(Field field, ArrowType.FixedSizeBinary values, ServerType type) {
        boolean uuid = type.wire() == Wire.UUID && values.getByteWidth() == UUID_BYTES;
        boolean bytes = type.wire() == Wire.BYTES && !Columns.isUuid(field);
        return uuid || bytes ? new FixedEncoder.Raw(values.getByteWidth()) : null;
    }

    private static @Nullable ColumnEncoder time(ArrowType values, ServerType type) {
        if (values.equals(Columns.DATE)) {
            boolean timestamp = type.wire() == Wire.TIMESTAMP;
            return timestamp || type.wire() == Wire.DATE ? new TimeEncoder.Date(timestamp) : null;
        }
        if (values instanceof ArrowType.Time time && type.wire() == Wire.TIME) {
            return new TimeEncoder.Time(type, time.getBitWidth(), time.getUnit());
        }
        if (values instanceof ArrowType.Timestamp timestamp) {
            Wire wanted = timestamp.getTimezone() == null ? Wire.TIMESTAMP : Wire.INSTANT;
            return type.wire() == wanted ? new TimeEncoder.Timestamp(type, timestamp.getUnit()) : null;
        }
        return values instanceof ArrowType.Interval span
                        && span.getUnit() == IntervalUnit.MONTH_DAY_NANO
                        && type.wire() == Wire.INTERVAL
                ? new TimeEncoder.Interval(type)
                : null;
    }

    private static @Nullable ColumnEncoder json(Field field, ServerType type) {
        boolean takes = type.wire() == Wire.JSON || type.wire() == Wire.JSONB;
        return takes && !hasDictionary(field) ? new JsonEncoder(field, type) : null;
    }

    private static boolean hasDictionary(Field field) {
        return field.getDictionary() != null || field.getChildren().stream().anyMatch(Encoders::hasDictionary);
    }

    private static @Nullable ColumnEncoder list(Field field, ServerType type) {
        ServerType element = Objects.requireNonNull(type.element());
        ColumnEncoder elements = find(field.getChildren().get(0), element);
        return elements == null || element.wire() == Wire.ARRAY ? null : new ListEncoder(elements, element);
    }
}
