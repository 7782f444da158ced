package dev.wadi.batch;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.ByteFunctionHelpers;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The highest value of a column over batches, as a bookmark. Rows without a value, NaN and infinity do not count. Texts are
 * compared by their code points. Within a batch only places are compared; an object is made for each batch at most.
 */
public final class HighestValue {

    private final Field field;
    private final int place;
    private @Nullable Object highest;

    /**
     * @param column the column's name, in any case if that is enough to tell it from others
     * @throws IllegalArgumentException when there is no such column, or its values have no order to go on by
     */
    public HighestValue(Schema schema, String column) {
        this.place = place(schema, column);
        this.field = schema.getFields().get(place);
        if (!isOrdered(field)) {
            throw new IllegalArgumentException("column '" + field.getName() + "' of type " + field.getType()
                    + " cannot be incremental. Use one of numbers, dates, timestamps or text");
        }
    }

    private static int place(Schema schema, String column) {
        List<String> names = schema.getFields().stream().map(Field::getName).toList();
        if (names.contains(column)) {
            return names.indexOf(column);
        }
        List<String> alike = names.stream().filter(column::equalsIgnoreCase).toList();
        if (alike.size() != 1) {
            throw new IllegalArgumentException("the rows have no column '" + column
                    + "', by which the tap is incremental. They have: " + String.join(", ", names));
        }
        return names.indexOf(alike.get(0));
    }

    private static boolean isOrdered(Field field) {
        ArrowType type = field.getType();
        return type instanceof ArrowType.Int
                || type instanceof ArrowType.FloatingPoint
                || (type instanceof ArrowType.Decimal decimal && decimal.getBitWidth() == 128)
                || type.equals(Columns.DATE)
                || type instanceof ArrowType.Timestamp
                || (type.equals(Columns.TEXT) && !Columns.isJson(field));
    }

    /** The highest value so far: a Long, BigDecimal, Double, String, LocalDate, LocalDateTime or Instant. */
    public Optional<Object> get() {
        return Optional.ofNullable(highest);
    }

    /** Looks at the rows of a batch. */
    public void add(VectorSchemaRoot batch) {
        FieldVector vector = batch.getVector(place);
        int best = -1;
        for (int row = 0; row < batch.getRowCount(); row++) {
            if (counts(vector, row) && (best < 0 || compare(vector, row, best) > 0)) {
                best = row;
            }
        }
        if (best >= 0) {
            Object value = value(vector, best);
            Object before = highest;
            highest = before == null || Bookmarks.compare(value, before) > 0 ? value : before;
        }
    }

    private boolean counts(FieldVector vector, int row) {
        if (vector.isNull(row)) {
            return false;
        }
        if (vector instanceof FloatingPointVector floating) {
            return Double.isFinite(floating.getValueAsDouble(row));
        }
        if (vector instanceof DateDayVector dates) {
            return Math.abs((long) dates.get(row)) != Integer.MAX_VALUE;
        }
        if (vector instanceof TimeStampVector times) {
            return Math.abs(times.get(row)) != Long.MAX_VALUE;
        }
        return !Columns.isDecimalText(field) || decimal((VarCharVector) vector, row) != null;
    }

    private int compare(FieldVector vector, int left, int right) {
        if (vector instanceof UInt8Vector unsigned) {
            return Long.compareUnsigned(unsigned.get(left), unsigned.get(right));
        }
        if (vector instanceof BaseIntVector whole) {
            return Long.compare(whole.getValueAsLong(left), whole.getValueAsLong(right));
        }
        if (vector instanceof FloatingPointVector floating) {
            return Double.compare(floating.getValueAsDouble(left), floating.getValueAsDouble(right));
        }
        if (vector instanceof DateDayVector dates) {
            return Integer.compare(dates.get(left), dates.get(right));
        }
        if (vector instanceof TimeStampVector times) {
            return Long.compare(times.get(left), times.get(right));
        }
        return vector instanceof DecimalVector decimals
                ? compare(decimals.getDataBuffer(), left, right)
                : compare((VarCharVector) vector, left, right);
    }

    /** Sixteen bytes, the lowest first. */
    private static int compare(ArrowBuf decimals, long left, long right) {
        int high = Long.compare(decimals.getLong(left * 16 + 8), decimals.getLong(right * 16 + 8));
        return high != 0 ? high : Long.compareUnsigned(decimals.getLong(left * 16), decimals.getLong(right * 16));
    }

    private int compare(VarCharVector texts, int left, int right) {
        if (Columns.isDecimalText(field)) {
            return Bookmarks.compare(value(texts, left), value(texts, right));
        }
        ArrowBuf bytes = texts.getDataBuffer();
        return ByteFunctionHelpers.compare(
                bytes,
                texts.getStartOffset(left),
                texts.getEndOffset(left),
                bytes,
                texts.getStartOffset(right),
                texts.getEndOffset(right));
    }

    private Object value(FieldVector vector, int row) {
        if (vector instanceof UInt8Vector unsigned && unsigned.get(row) < 0) {
            return new BigDecimal(new BigInteger(Long.toUnsignedString(unsigned.get(row))));
        }
        if (vector instanceof BaseIntVector whole) {
            return whole.getValueAsLong(row);
        }
        if (vector instanceof FloatingPointVector floating) {
            return floating.getValueAsDouble(row);
        }
        if (vector instanceof DateDayVector dates) {
            return LocalDate.ofEpochDay(dates.get(row));
        }
        if (vector instanceof TimeStampVector times) {
            return time(times.get(row), (ArrowType.Timestamp) field.getType());
        }
        if (vector instanceof DecimalVector decimals) {
            return decimals.getObject(row);
        }
        VarCharVector texts = (VarCharVector) vector;
        BigDecimal decimal = Columns.isDecimalText(field) ? decimal(texts, row) : null;
        return decimal == null ? new String(texts.get(row), StandardCharsets.UTF_8) : decimal;
    }

    private static @Nullable BigDecimal decimal(VarCharVector texts, int row) {
        try {
            return new BigDecimal(new String(texts.get(row), StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            return null; // NaN or infinity
        }
    }

    private static Object time(long value, ArrowType.Timestamp type) {
        long perSecond =
                switch (type.getUnit()) {
                    case SECOND -> 1L;
                    case MILLISECOND -> 1_000L;
                    case MICROSECOND -> 1_000_000L;
                    case NANOSECOND -> 1_000_000_000L;
                };
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(value, perSecond), Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond));
        return type.getTimezone() == null ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC) : instant;
    }
}
