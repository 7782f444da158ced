package dev.wadi.connection.jdbc;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Dates and times as text in ISO's way with a blank in the middle, and back. Micros count from the beginning of 1970. */
public final class TimeTexts {

    private static final long SECOND = 1_000_000L;
    private static final long DAY = 86_400 * SECOND;

    private TimeTexts() {}

    /** {@code 2026-03-01}. */
    public static void date(long epochDay, StringBuilder out) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        if (date.getYear() < 1 || date.getYear() > 9999) {
            throw new IllegalArgumentException("the year " + date.getYear() + " has no place in the table");
        }
        padded(date.getYear(), 1000, out);
        out.append('-');
        padded(date.getMonthValue(), 10, out);
        out.append('-');
        padded(date.getDayOfMonth(), 10, out);
    }

    /** {@code 10:00:00.123456}. */
    public static void time(long micros, StringBuilder out) {
        long seconds = micros / SECOND;
        padded(seconds / 3600, 10, out);
        out.append(':');
        padded(seconds / 60 % 60, 10, out);
        out.append(':');
        padded(seconds % 60, 10, out);
        out.append('.');
        padded(micros % SECOND, 100_000, out);
    }

    /** {@code 2026-03-01 10:00:00.123456}. */
    public static void timestamp(long micros, StringBuilder out) {
        date(Math.floorDiv(micros, DAY), out);
        out.append(' ');
        time(Math.floorMod(micros, DAY), out);
    }

    private static void padded(long number, long highest, StringBuilder out) {
        for (long digit = highest; digit > 0; digit /= 10) {
            out.append((char) ('0' + number / digit % 10));
        }
    }

    /**
     * The days of a date.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static long epochDay(CharSequence text) {
        if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            throw new IllegalArgumentException("is not a date such as 2026-03-01");
        }
        try {
            return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                    .toEpochDay();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is a day that the calendar does not have", e);
        }
    }

    /**
     * The micros of a time of day; seconds and their fraction may be missing.
     *
     * @throws IllegalArgumentException when the text is none, or is finer than micros
     */
    public static long timeMicros(CharSequence text) {
        int length = text.length();
        boolean formed = length >= 5
                && text.charAt(2) == ':'
                && (length == 5 || length == 8 || length > 9 && text.charAt(8) == '.')
                && (length == 5 || text.charAt(5) == ':');
        if (!formed) {
            throw new IllegalArgumentException("is not a time such as 10:00:00");
        }
        int hours = number(text, 0, 2);
        int minutes = number(text, 3, 5);
        int seconds = length == 5 ? 0 : number(text, 6, 8);
        if (hours > 23 || minutes > 59 || seconds > 59) {
            throw new IllegalArgumentException("is not a time of day");
        }
        return (hours * 3600L + minutes * 60L + seconds) * SECOND + (length > 9 ? fraction(text) : 0);
    }

    private static long fraction(CharSequence text) {
        long micros = 0;
        for (int i = 9; i < Math.max(15, text.length()); i++) {
            int digit = i < text.length() ? number(text, i, i + 1) : 0;
            if (i < 15) {
                micros = micros * 10 + digit;
            } else if (digit != 0) {
                throw new IllegalArgumentException("is finer than microseconds");
            }
        }
        return micros;
    }

    /** The micros of a date, perhaps followed by a blank or T and a time. */
    public static long timestampMicros(CharSequence text) {
        if (text.length() == 10) {
            return epochDay(text) * DAY;
        }
        if (text.length() < 16 || text.charAt(10) != ' ' && text.charAt(10) != 'T') {
            throw new IllegalArgumentException("is not a date and time such as 2026-03-01 10:00:00");
        }
        return epochDay(text.subSequence(0, 10)) * DAY + timeMicros(text.subSequence(11, text.length()));
    }

    private static int number(CharSequence text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException("is not a date or time");
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
