package dev.wadi.connection.sqlite;

import dev.wadi.connection.jdbc.TimeTexts;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A point in time as text: with an offset, or without one, which is UTC to SQLite. */
final class ZonedText {

    private static final Pattern OFFSET = Pattern.compile("(?<=:\\d\\d(?:\\.\\d{1,9})?) ?(Z|[+-]\\d\\d(?::?\\d\\d)?)$");

    private ZonedText() {}

    static long micros(String text) {
        Matcher matcher = OFFSET.matcher(text);
        if (!matcher.find()) {
            return TimeTexts.timestampMicros(text);
        }
        try {
            int seconds = ZoneOffset.of(matcher.group(1)).getTotalSeconds();
            return TimeTexts.timestampMicros(text.substring(0, matcher.start())) - seconds * 1_000_000L;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("has an offset that no place on earth has", e);
        }
    }
}
