package dev.wadi.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.FixedWidthVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Java values into columns, one at a time. A value that does not fit is refused with the reason, which does not repeat it.
 */
final class Cells {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MICROS = 1_000_000L;

    private final boolean parses;
    private long bytes;

    /** @param parses whether texts are read as what the column is, and anything goes into text: somebody declared the types */
    Cells(boolean parses) {
        this.parses = parses;
    }

    /** How many bytes of text and the like were written so far. */
    long bytes() {
        return bytes;
    }

    /** A value as one of the types that columns are made of; null for none. */
    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Float number) {
            return Double.valueOf(number.toString());
        }
        if (value instanceof BigInteger number) {
            return number.bitLength() < 64 ? (Object) number.longValue() : new BigDecimal(number);
        }
        if (value instanceof CharSequence || value instanceof Character || value instanceof Enum<?>) {
            return value.toString();
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] copy = new byte[buffer.remaining()];
            buffer.duplicate().get(copy);
            return copy;
        }
        if (value instanceof Object[] array) {
            return Arrays.asList(array);
        }
        return value == null ? null : time(value);
    }

    private static Object time(Object value) {
        if (value instanceof java.sql.Date date) {
            return date.toLocalDate();
        }
        if (value instanceof java.sql.Time time) {
            return time.toLocalTime();
        }
        if (value instanceof java.sql.Timestamp timestamp) {
            return timestamp.toLocalDateTime();
        }
        if (value instanceof java.util.Date date) {
            return date.toInstant();
        }
        if (value instanceof OffsetDateTime zoned) {
            return zoned.toInstant();
        }
        return value instanceof ZonedDateTime zoned ? zoned.toInstant() : value;
    }

    /** What a plain value is. */
    static String javaType(Object value) {
        if (value instanceof Map || value instanceof Collection || value instanceof byte[]) {
            return value instanceof byte[] ? "byte[]" : value instanceof Map ? "Map" : "List";
        }
        for (Class<?> known : new Class<?>[] {
            Boolean.class,
            Long.class,
            BigDecimal.class,
            Double.class,
            String.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            Instant.class,
            UUID.class
        }) {
            if (known.isInstance(value)) {
                return known.getSimpleName();
            }
        }
        throw new IllegalArgumentException("is a " + value.getClass().getName() + ", which no column can hold");
    }

    /**
     * Puts a value into a column.
     *
     * @throws IllegalArgumentException when it does not fit; the message follows the name of the column
     */
    void set(FieldVector column, int row, @Nullable Object written) {
        Object value = plain(written);
        if (value == null) {
            ensure(column, row);
            column.setNull(row);
            return;
        }
        Object read = parses ? parsed(column.getField(), value) : value;
        if (!put(column, row, read)) {
            throw mismatch(column, value);
        }
    }

    private static void ensure(FieldVector column, int row) {
        while (column.getValueCapacity() <= row) {
            column.reAlloc();
        }
    }

    private static IllegalArgumentException mismatch(FieldVector column, Object value) {
        return new IllegalArgumentException(
                "is a " + javaType(value) + ", and the column is " + DuckTypes.name(column.getField()));
    }

    private static IllegalArgumentException unfit(FieldVector column) {
        return new IllegalArgumentException("has a value that does not fit into " + DuckTypes.name(column.getField()));
    }

    private boolean put(FieldVector column, int row, Object value) {
        if (column instanceof VarCharVector text) {
            return putText(text, row, value);
        }
        if (column instanceof ListVector list) {
            return value instanceof Collection<?> values && putList(list, row, values);
        }
        if (column instanceof StructVector struct) {
            return value instanceof Map<?, ?> map && putStruct(struct, row, map);
        }
        if (column instanceof VarBinaryVector binary) {
            if (!(value instanceof byte[] content)) {
                return false;
            }
            bytes += content.length;
            binary.setSafe(row, content);
            return true;
        }
        if (column instanceof FixedSizeBinaryVector fixed) {
            if (!(value instanceof UUID id)) {
                return false;
            }
            fixed.setSafe(
                    row,
                    ByteBuffer.allocate(16)
                            .putLong(id.getMostSignificantBits())
                            .putLong(id.getLeastSignificantBits())
                            .array());
            return true;
        }
        return putNumber(column, row, value) || putTime(column, row, value);
    }

    private boolean putText(VarCharVector text, int row, Object value) {
        String content;
        if (Columns.isJson(text.getField()) && !(value instanceof String)) {
            content = json(value);
        } else if (Columns.isDecimalText(text.getField())) {
            if (!(value instanceof BigDecimal) && !(value instanceof Long)) {
                return false;
            }
            content = value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
        } else if (value instanceof String || parses) {
            content = value instanceof Map || value instanceof Collection ? json(value) : value.toString();
        } else {
            return false;
        }
        byte[] encoded = content.getBytes(StandardCharsets.UTF_8);
        bytes += encoded.length;
        text.setSafe(row, encoded);
        return true;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("holds what JSON does not have", e);
        }
    }

    private boolean putList(ListVector list, int row, Collection<?> values) {
        FieldVector elements = list.getDataVector();
        int begin = list.startNewValue(row);
        int count = 0;
        for (Object element : values) {
            set(elements, begin + count++, element);
        }
        list.endValue(row, count);
        elements.setValueCount(begin + count);
        return true;
    }

    private boolean putStruct(StructVector struct, int row, Map<?, ?> map) {
        ensure(struct, row);
        struct.setIndexDefined(row);
        int used = 0;
        for (FieldVector child : struct.getChildrenFromFields()) {
            used += map.containsKey(child.getName()) ? 1 : 0;
            set(child, row, map.get(child.getName()));
        }
        if (used < map.size() && !parses) {
            throw new IllegalArgumentException("has a member that the column, " + DuckTypes.name(struct.getField())
                    + ", does not have. Declare it in fields");
        }
        return true;
    }

    private static boolean putNumber(FieldVector column, int row, Object value) {
        if (column instanceof BitVector bit && value instanceof Boolean truth) {
            bit.setSafe(row, truth ? 1 : 0);
            return true;
        }
        if (!(value instanceof Number number)) {
            return false;
        }
        if (column instanceof Float8Vector doubles) {
            doubles.setSafe(row, exactDouble(column, number));
        } else if (column instanceof Float4Vector floats) {
            floats.setSafe(row, number.floatValue());
        } else if (column instanceof DecimalVector decimals) {
            decimals.setSafe(row, decimal(decimals, value));
        } else if (column instanceof BaseIntVector) {
            putWhole(column, row, value);
        } else {
            return false;
        }
        return true;
    }

    private static double exactDouble(FieldVector column, Number value) {
        double near = value.doubleValue();
        boolean exact = value instanceof Double
                || (!Double.isInfinite(near)
                        && new BigDecimal(value.toString()).compareTo(BigDecimal.valueOf(near)) == 0)
                || (!Double.isInfinite(near) && new BigDecimal(value.toString()).compareTo(new BigDecimal(near)) == 0);
        if (!exact) {
            throw unfit(column);
        }
        return near;
    }

    private static BigDecimal decimal(DecimalVector column, Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            throw unfit(column);
        }
        try {
            BigDecimal fitting = new BigDecimal(value.toString()).setScale(column.getScale());
            if (fitting.precision() <= column.getPrecision()) {
                return fitting;
            }
        } catch (ArithmeticException e) {
            // has more digits behind the point: said below
        }
        throw unfit(column);
    }

    private static void putWhole(FieldVector column, int row, Object value) {
        ArrowType.Int type = (ArrowType.Int) column.getField().getType();
        BigInteger number;
        try {
            number = new BigDecimal(value.toString()).toBigIntegerExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw unfit(column);
        }
        int bits = type.getBitWidth() - (type.getIsSigned() ? 1 : 0);
        if (number.bitLength() > bits || (!type.getIsSigned() && number.signum() < 0)) {
            throw unfit(column);
        }
        ensure(column, row);
        if (column instanceof BigIntVector longs) {
            longs.set(row, number.longValue());
        } else {
            ((BaseIntVector) column).setWithPossibleTruncate(row, number.longValue());
        }
    }

    private static boolean putTime(FieldVector column, int row, Object value) {
        if (column instanceof DateDayVector dates && value instanceof LocalDate date) {
            dates.setSafe(row, Math.toIntExact(date.toEpochDay()));
        } else if (column instanceof TimeMicroVector times && value instanceof LocalTime time) {
            times.setSafe(row, micros(time.toNanoOfDay()));
        } else if (column instanceof TimeStampVector stamps) {
            Instant instant = instant(stamps, value);
            if (instant == null) {
                return false;
            }
            try {
                stamps.setSafe(
                        row,
                        Math.addExact(Math.multiplyExact(instant.getEpochSecond(), MICROS), micros(instant.getNano())));
            } catch (ArithmeticException e) {
                throw unfit(column);
            }
        } else {
            return false;
        }
        return column instanceof FixedWidthVector;
    }

    private static @Nullable Instant instant(TimeStampVector column, Object value) {
        if (((ArrowType.Timestamp) column.getField().getType()).getTimezone() != null) {
            return value instanceof Instant instant ? instant : null;
        }
        if (value instanceof LocalDate date) {
            return date.atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        return value instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : null;
    }

    private static long micros(long nanos) {
        if (nanos % 1000 != 0) {
            throw new IllegalArgumentException("has nanoseconds, which would be lost. Cut them off to microseconds");
        }
        return nanos / 1000;
    }

    /** A text as what the column is. */
    private static Object parsed(Field field, Object value) {
        return value instanceof String text ? Texts.parse(field, text) : value;
    }
}
