package dev.wadi.batch;

import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * The columns that batches have, whatever system they come from. Each system's types are mapped to these, and these to its
 * own; what has no place here is refused with the column's name.
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><th>For</th><th>Arrow</th></tr>
 * <tr><td>whole numbers</td><td>Int of 8, 16, 32, 64 bits, signed or not</td></tr>
 * <tr><td>decimals of up to 38 digits</td><td>Decimal128 of their precision and scale</td></tr>
 * <tr><td>decimals without bound or of more digits</td><td>Utf8 with {@link #KIND} {@code decimal}: the exact text, which SQL
 * can cast</td></tr>
 * <tr><td>floating point</td><td>FloatingPoint, single or double</td></tr>
 * <tr><td>truth</td><td>Bool</td></tr>
 * <tr><td>text, and the value of an enum</td><td>Utf8</td></tr>
 * <tr><td>bytes</td><td>Binary</td></tr>
 * <tr><td>dates</td><td>Date of days</td></tr>
 * <tr><td>times of day</td><td>Time of microseconds</td></tr>
 * <tr><td>date and time of no zone</td><td>Timestamp of microseconds, without zone</td></tr>
 * <tr><td>a point in time</td><td>Timestamp of microseconds, zone UTC</td></tr>
 * <tr><td>a span of time</td><td>Interval of months, days and nanoseconds</td></tr>
 * <tr><td>UUID</td><td>FixedSizeBinary of 16 with the extension name {@code arrow.uuid}</td></tr>
 * <tr><td>JSON</td><td>Utf8 with the extension name {@code arrow.json}</td></tr>
 * <tr><td>arrays</td><td>List of one of the above</td></tr>
 * <tr><td>structures, from files and JSON</td><td>Struct, Map</td></tr>
 * </table>
 *
 * <p>Infinite dates and timestamps are the greatest value of their vector and its negative, as in DuckDB; the least value is
 * not used, because DuckDB fails on it. Decimal128 has no NaN: a source that meets one fails and names the column. UUID and
 * JSON are the canonical extension types of Arrow, which DuckDB knows too.
 */
public final class Columns {

    /** The metadata key by which a column says more than its Arrow type does. */
    public static final String KIND = "wadi.kind";

    /** The value of {@link #KIND} of a decimal that is carried as text. */
    public static final String DECIMAL = "decimal";

    /** Arrow's own metadata key for the name of an extension type. */
    public static final String EXTENSION = "ARROW:extension:name";

    public static final ArrowType BOOL = ArrowType.Bool.INSTANCE;
    public static final ArrowType INT16 = new ArrowType.Int(16, true);
    public static final ArrowType INT32 = new ArrowType.Int(32, true);
    public static final ArrowType INT64 = new ArrowType.Int(64, true);
    public static final ArrowType FLOAT = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
    public static final ArrowType DOUBLE = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
    public static final ArrowType TEXT = ArrowType.Utf8.INSTANCE;
    public static final ArrowType BYTES = ArrowType.Binary.INSTANCE;
    public static final ArrowType DATE = new ArrowType.Date(DateUnit.DAY);
    public static final ArrowType TIME = new ArrowType.Time(TimeUnit.MICROSECOND, 64);
    public static final ArrowType LOCAL_TIMESTAMP = new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
    public static final ArrowType INSTANT = new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
    public static final ArrowType SPAN = new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO);

    private static final ArrowType UUID_BYTES = new ArrowType.FixedSizeBinary(16);

    private Columns() {}

    /** A column that may be without a value. */
    public static Field column(String name, ArrowType type) {
        return Field.nullable(name, type);
    }

    /** A decimal of up to 38 digits. */
    public static Field decimal(String name, int precision, int scale) {
        return Field.nullable(name, new ArrowType.Decimal(precision, scale, 128));
    }

    /** A decimal as exact text. */
    public static Field decimalText(String name) {
        return with(name, TEXT, Map.of(KIND, DECIMAL));
    }

    /** A UUID. */
    public static Field uuid(String name) {
        return with(name, UUID_BYTES, Map.of(EXTENSION, "arrow.uuid"));
    }

    /** A JSON document. */
    public static Field json(String name) {
        return with(name, TEXT, Map.of(EXTENSION, "arrow.json"));
    }

    /** An array; {@code element} is one of its values. */
    public static Field list(String name, Field element) {
        return new Field(name, FieldType.nullable(ArrowType.List.INSTANCE), List.of(element));
    }

    /** Whether a column is a UUID. */
    public static boolean isUuid(Field field) {
        return "arrow.uuid".equals(extension(field));
    }

    /** Whether a column is JSON. */
    public static boolean isJson(Field field) {
        return "arrow.json".equals(extension(field));
    }

    /** Whether a column is a decimal as text. */
    public static boolean isDecimalText(Field field) {
        return DECIMAL.equals(field.getMetadata().get(KIND));
    }

    private static @Nullable String extension(Field field) {
        return field.getMetadata().get(EXTENSION);
    }

    private static Field with(String name, ArrowType type, Map<String, String> metadata) {
        return new Field(name, new FieldType(true, type, null, metadata), List.of());
    }
}
