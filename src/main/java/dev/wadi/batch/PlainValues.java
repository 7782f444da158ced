package dev.wadi.batch;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Java values as one of the types that columns are made of. */
final class PlainValues {

    private PlainValues() {}

    /** The plain value; null for none. */
    static @Nullable Object of(@Nullable Object value) {
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
    static String typeName(Object value) {
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
}
