package dev.wadi.connection.postgres;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values of bookmarks as literals of SQL, whatever the session's settings are. */
final class Literals {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);

    private Literals() {}

    static String of(Object value) {
        if (value instanceof Long) {
            return quoted(value.toString()) + "::bigint";
        }
        if (value instanceof BigDecimal number) {
            return quoted(number.toPlainString()) + "::numeric";
        }
        if (value instanceof Double) {
            return quoted(value.toString()) + "::double precision";
        }
        if (value instanceof String text) {
            return quoted(text); // of no type yet: it becomes what the column is
        }
        if (value instanceof LocalDate date) {
            return quoted(day(date) + era(date)) + "::date";
        }
        if (value instanceof LocalDateTime time) {
            return quoted(timestamp(time) + era(time.toLocalDate())) + "::timestamp";
        }
        if (value instanceof Instant instant) {
            LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
            return quoted(timestamp(time) + "+00" + era(time.toLocalDate())) + "::timestamptz";
        }
        throw new IllegalArgumentException(
                "a bookmark cannot be a " + value.getClass().getName());
    }

    private static String timestamp(LocalDateTime time) {
        LocalTime clock = time.toLocalTime();
        return day(time.toLocalDate()) + " " + TIME.format(clock);
    }

    private static String day(LocalDate date) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        return "%04d-%02d-%02d".formatted(year, date.getMonthValue(), date.getDayOfMonth());
    }

    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }

    /** Text as a literal that means the same with and without {@code standard_conforming_strings}. */
    static String quoted(String text) {
        String doubled = text.replace("'", "''");
        return doubled.contains("\\") ? "E'" + doubled.replace("\\", "\\\\") + "'" : "'" + doubled + "'";
    }
}
