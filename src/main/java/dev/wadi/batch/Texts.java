package dev.wadi.batch;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** Texts as the values of declared columns: numbers, {@code true} and {@code false}, and ISO 8601. */
final class Texts {

    private Texts() {}

    /**
     * The value that a text stands for; the text itself in columns of text.
     *
     * @throws IllegalArgumentException when it stands for none
     */
    static Object parse(Field field, String text) {
        if (field.getType().equals(Columns.TEXT) && !Columns.isDecimalText(field)) {
            return text;
        }
        try {
            return Columns.isUuid(field) ? UUID.fromString(text.strip()) : parse(field.getType(), text.strip());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException("has a text that is no " + DuckTypes.name(field), e);
        }
    }

    private static Object parse(ArrowType type, String text) {
        if (type instanceof ArrowType.Bool) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("neither true nor false");
            };
        }
        if (type instanceof ArrowType.FloatingPoint) {
            return Double.valueOf(text);
        }
        if (type instanceof ArrowType.Date) {
            return LocalDate.parse(text);
        }
        if (type instanceof ArrowType.Time) {
            return LocalTime.parse(text);
        }
        if (type instanceof ArrowType.Timestamp timestamp) {
            return timestamp(timestamp, text.replace(' ', 'T'));
        }
        boolean number =
                type instanceof ArrowType.Int || type instanceof ArrowType.Decimal || type.equals(Columns.TEXT);
        return number ? new BigDecimal(text) : text;
    }

    private static Object timestamp(ArrowType.Timestamp type, String text) {
        if (type.getTimezone() != null) {
            return text.endsWith("Z")
                    ? Instant.parse(text)
                    : OffsetDateTime.parse(text).toInstant();
        }
        return text.contains("T") ? LocalDateTime.parse(text) : LocalDate.parse(text);
    }
}
