package dev.wadi.connection.mysql;

import dev.wadi.batch.Columns;
import dev.wadi.batch.Values;
import dev.wadi.connection.jdbc.TargetColumn;
import dev.wadi.connection.jdbc.TimeTexts;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * The ways of values into text for the server. It checks what overflows; what it would round or take for something else
 * without a word is refused here.
 */
final class MySqlEncoders {

    private static final Set<String> INTEGERS =
            Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "year", "bit");
    private static final Set<String> TEXTS =
            Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set");
    private static final Set<String> BLOBS =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");

    /** Adds a value that is not NULL. */
    @FunctionalInterface
    interface Encoder {

        /**
         * Adds it.
         *
         * @throws IllegalArgumentException when the value does not fit; the message says why
         */
        void encode(FieldVector from, int row, LoadText out);
    }

    private final Field field;
    private final TargetColumn column;
    private final String type;
    private final @Nullable ZoneId zone;

    private MySqlEncoders(Field field, TargetColumn column, @Nullable ZoneId zone) {
        this.field = field;
        this.column = column;
        this.type = base(column);
        this.zone = zone;
    }

    private static String base(TargetColumn column) {
        return column.type().replaceFirst("[( ].*", "").toLowerCase(Locale.ROOT);
    }

    /** The value that the column takes, from the text in a variable or question mark. */
    static String expression(TargetColumn column, String text) {
        if (BLOBS.contains(base(column))) {
            return "unhex(" + text + ")";
        }
        return base(column).equals("bit") ? "cast(" + text + " as unsigned)" : text;
    }

    /**
     * The way into a column.
     *
     * @param zone the zone of the connection's settings
     * @throws IllegalArgumentException when there is none; the message names the column
     */
    static Encoder of(Field field, TargetColumn column, @Nullable ZoneId zone) {
        MySqlEncoders encoders = new MySqlEncoders(field, column, zone);
        if (Columns.isUuid(field)) {
            return encoders.uuid();
        }
        return switch (field.getType().getTypeID()) {
            case Int -> encoders.integer((ArrowType.Int) field.getType());
            case Bool -> encoders.truth();
            case Decimal -> encoders.decimal();
            case FloatingPoint -> encoders.floating();
            case Utf8 -> encoders.text();
            case Binary, FixedSizeBinary -> encoders.bytes();
            case Date, Time, Timestamp -> encoders.time();
            case Null -> (from, row, out) -> out.nothing();
            default -> throw new IllegalArgumentException(MySqlDialect.INSTANCE.type(field));
        };
    }

    private IllegalArgumentException refused() {
        return new IllegalArgumentException(
                "column '" + column.name() + "' is " + column.type() + ", and the rows have "
                        + MySqlDialect.INSTANCE.type(field).replaceFirst(" character set.*", "")
                        + " for it. Cast one to the other in a transform");
    }

    private Encoder integer(ArrowType.Int source) {
        if (!INTEGERS.contains(type) && !type.equals("decimal") && !type.equals("double") && !type.equals("float")) {
            throw refused();
        }
        boolean wide = !source.getIsSigned() && source.getBitWidth() == 64;
        long exact = type.equals("double") ? 1L << 53 : type.equals("float") ? 1L << 24 : Long.MAX_VALUE;
        return (from, row, out) -> {
            long value = ((BaseIntVector) from).getValueAsLong(row);
            if (exact < Long.MAX_VALUE && (value > exact || value < -exact)) {
                throw new IllegalArgumentException("the number would be rounded");
            }
            out.plain(wide ? Long.toUnsignedString(value) : Long.toString(value));
        };
    }

    private Encoder truth() {
        if (!INTEGERS.contains(type) && !type.equals("decimal")) {
            throw refused();
        }
        return (from, row, out) -> out.plain(((BitVector) from).get(row) == 1 ? "1" : "0");
    }

    private Encoder decimal() {
        if (!INTEGERS.contains(type) && !type.equals("decimal") && !type.equals("double")) {
            throw refused();
        }
        return (from, row, out) -> number(((DecimalVector) from).getObject(row), out);
    }

    private void number(BigDecimal value, LoadText out) {
        if (type.equals("double")) {
            if (BigDecimal.valueOf(value.doubleValue()).compareTo(value) != 0) {
                throw new IllegalArgumentException("the number would be rounded");
            }
        } else {
            int digits = type.equals("decimal") ? column.digits() : 0;
            if (value.scale() > digits && value.stripTrailingZeros().scale() > digits) {
                throw new IllegalArgumentException("the number has more than " + digits + " digits after the point");
            }
        }
        out.plain(value.toPlainString());
    }

    private Encoder floating() {
        if (!INTEGERS.contains(type) && !type.equals("double") && !type.equals("float")) {
            throw refused();
        }
        return (from, row, out) -> {
            double value = ((FloatingPointVector) from).getValueAsDouble(row);
            if (Double.isNaN(value) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("the value is " + value + ", which MySQL does not have");
            }
            boolean single = from instanceof Float4Vector;
            if (type.equals("float") && (float) value != value
                    || INTEGERS.contains(type) && value != Math.rint(value)) {
                throw new IllegalArgumentException("the number would be rounded");
            }
            if (INTEGERS.contains(type)) {
                out.plain(new BigDecimal(value).toPlainString());
            } else {
                out.plain(single && type.equals("float") ? Float.toString((float) value) : Double.toString(value));
            }
        };
    }

    private Encoder text() {
        if (Columns.isDecimalText(field) && type.equals("decimal")) {
            return (from, row, out) -> {
                try {
                    number(new BigDecimal(new String(utf8(from, row), StandardCharsets.US_ASCII)), out);
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException("the value is not a number", e);
                }
            };
        }
        if (!TEXTS.contains(type) && !type.equals("json")) {
            throw refused();
        }
        if (type.equals("enum") || type.equals("set")) {
            return (from, row, out) -> {
                byte[] value = utf8(from, row);
                refuseNumbers(new String(value, StandardCharsets.UTF_8));
                out.text(value);
            };
        }
        return (from, row, out) -> out.text(utf8(from, row));
    }

    /** The server takes a number that is none of the values for a place in their list. */
    private void refuseNumbers(String value) {
        if (value.matches("\\s*[0-9]+\\s*") && !column.type().contains("'" + value + "'")) {
            throw new IllegalArgumentException("the value is none of " + column.type());
        }
    }

    private static byte[] utf8(FieldVector from, int row) {
        return ((VarCharVector) from).get(row);
    }

    private Encoder bytes() {
        if (!BLOBS.contains(type)) {
            throw refused();
        }
        return (from, row, out) -> {
            byte[] bytes = from instanceof VarBinaryVector any ? any.get(row) : ((FixedSizeBinaryVector) from).get(row);
            out.plain(HexFormat.of().formatHex(bytes));
        };
    }

    private Encoder uuid() {
        if (type.equals("binary")) {
            return bytes();
        }
        if (!TEXTS.contains(type) && !type.equals("uuid")) {
            throw refused();
        }
        return (from, row, out) -> out.plain(String.valueOf(Values.get(from, row)));
    }

    private Encoder time() {
        return switch (field.getType().getTypeID()) {
            case Date -> date();
            case Time -> {
                mustBe("time");
                yield (from, row, out) -> {
                    StringBuilder text = new StringBuilder();
                    TimeTexts.time(fitting(((TimeMicroVector) from).get(row)), text);
                    out.plain(text);
                };
            }
            default -> timestamp(((ArrowType.Timestamp) field.getType()).getTimezone() != null);
        };
    }

    private void mustBe(String... types) {
        if (!Set.of(types).contains(type)) {
            throw refused();
        }
    }

    private Encoder date() {
        mustBe("date", "datetime");
        return (from, row, out) -> {
            int day = ((DateDayVector) from).get(row);
            mustBeFinite(day, Integer.MAX_VALUE);
            StringBuilder text = new StringBuilder();
            TimeTexts.date(day, text);
            out.plain(text);
        };
    }

    private static void mustBeFinite(long value, long greatest) {
        if (value == greatest || value == -greatest) {
            throw new IllegalArgumentException("the value is infinite, which MySQL does not have");
        }
    }

    /** Micros, when the column's seconds have as many digits; the server would round them without a word. */
    private long fitting(long micros) {
        long unit = 1;
        for (int i = column.digits(); i < 6; i++) {
            unit *= 10;
        }
        if (micros % unit != 0) {
            throw new IllegalArgumentException(
                    "the time is finer than the column, which has " + column.digits() + " digits after the seconds");
        }
        return micros;
    }

    private Encoder timestamp(boolean point) {
        mustBe("datetime", "timestamp");
        boolean toPoint = type.equals("timestamp");
        if (point != toPoint && zone == null) {
            throw new IllegalArgumentException("column '" + column.name() + "' is " + column.type()
                    + ", and the rows have times " + (point ? "with" : "without")
                    + " zone. Set extra.wadi.time_zone of the connection to say which zone is meant");
        }
        return (from, row, out) -> {
            long micros = ((TimeStampVector) from).get(row);
            mustBeFinite(micros, Long.MAX_VALUE);
            StringBuilder text = new StringBuilder();
            TimeTexts.timestamp(fitting(point == toPoint ? micros : moved(micros, point)), text);
            out.plain(text);
        };
    }

    /** A point in time as the zone's clocks show it, or what they show as a point in time. */
    private long moved(long micros, boolean point) {
        if (zone == null) {
            return micros;
        }
        LocalDateTime time = LocalDateTime.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), 0, ZoneOffset.UTC);
        ZoneOffset offset = point
                ? zone.getRules().getOffset(time.toInstant(ZoneOffset.UTC))
                : zone.getRules().getOffset(time);
        return micros + (point ? 1L : -1L) * offset.getTotalSeconds() * 1_000_000L;
    }
}
