package dev.wadi.connection.sqlite;

import dev.wadi.connection.jdbc.ResultColumn;
import dev.wadi.connection.jdbc.TimeTexts;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** The ways of values into batches. Each row may hold another kind of value, and what the column is not meant for is refused. */
final class SqliteReaders {

    private static final long EXACT = 1L << 53;

    /** Moves a value that is not NULL. */
    private interface Mover {
        int move(Object value, FieldVector into, int index);
    }

    private SqliteReaders() {}

    /** The reader of a column. */
    static ResultColumn column(Field field, SqliteKind kind) {
        Mover mover = mover(field, kind);
        return new ResultColumn(field, (rows, column, into, index) -> {
            Object value = rows.getObject(column);
            if (value == null) {
                into.setNull(index);
                return 0;
            }
            return mover.move(value, into, index);
        });
    }

    private static Mover mover(Field field, SqliteKind kind) {
        return switch (kind) {
            case INTEGER -> SqliteReaders::integer;
            case REAL -> SqliteReaders::real;
            case BOOLEAN -> SqliteReaders::truth;
            case BLOB -> SqliteReaders::bytes;
            case DECIMAL -> field.getType() instanceof ArrowType.Decimal type
                    ? (value, into, index) -> decimal(value, type, into, index)
                    : SqliteReaders::decimalText;
            case DATE -> SqliteReaders::date;
            case TIME -> SqliteReaders::time;
            case TIMESTAMP -> (value, into, index) -> timestamp(value, false, into, index);
            case INSTANT -> (value, into, index) -> timestamp(value, true, into, index);
            case UUID -> SqliteReaders::uuid;
            case JSON -> SqliteReaders::json;
            case TEXT, ANY -> SqliteReaders::text;
        };
    }

    private static IllegalArgumentException refused(Object value, String instead) {
        return new IllegalArgumentException("holds " + SqliteTypes.kindOf(value).words() + " where " + instead
                + " was expected. Cast it in the query");
    }

    private static int integer(Object value, FieldVector into, int index) {
        if (!(value instanceof Long || value instanceof Integer)) {
            throw refused(value, "a whole number");
        }
        ((BigIntVector) into).setSafe(index, ((Number) value).longValue());
        return 0;
    }

    private static int real(Object value, FieldVector into, int index) {
        if (!(value instanceof Number number)) {
            throw refused(value, "a number");
        }
        if (!(value instanceof Double) && Math.abs(number.longValue()) > EXACT) {
            throw new IllegalArgumentException("holds a whole number that a double would round");
        }
        ((Float8Vector) into).setSafe(index, number.doubleValue());
        return 0;
    }

    private static int truth(Object value, FieldVector into, int index) {
        if (!(value instanceof Integer number) || number < 0 || number > 1) {
            throw new IllegalArgumentException("is a boolean, and holds neither 0 nor 1. Cast it in the query");
        }
        ((BitVector) into).setSafe(index, number);
        return 0;
    }

    private static int text(Object value, FieldVector into, int index) {
        if (!(value instanceof String text)) {
            throw refused(value, "text");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ((VarCharVector) into).setSafe(index, bytes);
        return bytes.length;
    }

    private static int bytes(Object value, FieldVector into, int index) {
        if (!(value instanceof byte[] bytes)) {
            throw refused(value, "a blob");
        }
        ((VarBinaryVector) into).setSafe(index, bytes);
        return bytes.length;
    }

    private static int decimal(Object value, ArrowType.Decimal type, FieldVector into, int index) {
        BigDecimal number = number(value);
        if (number.stripTrailingZeros().scale() > type.getScale()) {
            throw new IllegalArgumentException("holds a number with more than " + type.getScale()
                    + " digits after the point. Cast it in the query");
        }
        BigDecimal scaled = number.setScale(type.getScale());
        if (scaled.precision() > type.getPrecision()) {
            throw new IllegalArgumentException("holds a number of more than " + type.getPrecision() + " digits");
        }
        ((DecimalVector) into).setSafe(index, scaled);
        return 0;
    }

    private static BigDecimal number(Object value) {
        if (value instanceof Double number && !number.isInfinite()) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof Long || value instanceof Integer) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        try {
            if (value instanceof String text) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("holds text that is no number", e);
        }
        throw refused(value, "a number");
    }

    private static int decimalText(Object value, FieldVector into, int index) {
        return text(value instanceof String ? value : number(value).toPlainString(), into, index);
    }

    private static int date(Object value, FieldVector into, int index) {
        String text = iso(value, "date");
        ((DateDayVector) into)
                .setSafe(
                        index,
                        switch (text) {
                            case "infinity" -> Integer.MAX_VALUE;
                            case "-infinity" -> -Integer.MAX_VALUE;
                            default -> (int) TimeTexts.epochDay(text);
                        });
        return 0;
    }

    private static int time(Object value, FieldVector into, int index) {
        ((TimeMicroVector) into).setSafe(index, TimeTexts.timeMicros(iso(value, "time")));
        return 0;
    }

    private static int timestamp(Object value, boolean zoned, FieldVector into, int index) {
        String text = iso(value, "datetime");
        ((TimeStampVector) into)
                .setSafe(
                        index,
                        switch (text) {
                            case "infinity" -> Long.MAX_VALUE;
                            case "-infinity" -> -Long.MAX_VALUE;
                            default -> zoned ? ZonedText.micros(text) : TimeTexts.timestampMicros(text);
                        });
        return 0;
    }

    private static String iso(Object value, String function) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("holds a number that may count from anything. Write " + function
                + "(…, 'unixepoch') or what else it is in the query");
    }

    private static int uuid(Object value, FieldVector into, int index) {
        byte[] bytes;
        if (value instanceof String text && text.length() == 36) {
            UUID uuid = UUID.fromString(text);
            bytes = ByteBuffer.allocate(16)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array();
        } else if (value instanceof byte[] whole && whole.length == 16) {
            bytes = whole;
        } else {
            throw refused(value, "a UUID");
        }
        ((FixedSizeBinaryVector) into).setSafe(index, bytes);
        return 0;
    }

    private static int json(Object value, FieldVector into, int index) {
        return text(value instanceof Number ? value.toString() : value, into, index);
    }
}
