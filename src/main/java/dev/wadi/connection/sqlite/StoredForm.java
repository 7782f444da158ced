package dev.wadi.connection.sqlite;

import dev.wadi.connection.jdbc.TimeTexts;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a column has its values, so that a bookmark can be compared with them: SQLite compares times as the texts that they are,
 * and these have to be written alike.
 *
 * @param separator what stands between day and time
 * @param digits how many digits seconds have after the point
 * @param zone what stands at the end
 */
record StoredForm(char separator, int digits, String zone) {

    private static final Pattern TIMESTAMP =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d([ T])\\d\\d:\\d\\d(?::\\d\\d(?:\\.(\\d+))?)?( ?[Z+-].*)?");

    /** The form of an example; empty for a column without values. */
    static StoredForm of(SqliteKind kind, String example) {
        if (kind == SqliteKind.DECIMAL && example.length() > SqliteDialect.EXACT_DIGITS) {
            throw new IllegalArgumentException("the tap is incremental by decimals that are kept as text, which SQLite"
                    + " cannot compare. Use another column");
        }
        Matcher matcher = TIMESTAMP.matcher(example);
        if (!matcher.matches()) {
            return new StoredForm(' ', 6, kind == SqliteKind.INSTANT ? "+00:00" : "");
        }
        String digits = matcher.group(2);
        String zone = matcher.group(3);
        return new StoredForm(
                matcher.group(1).charAt(0), digits == null ? 0 : digits.length(), zone == null ? "" : zone);
    }

    /** A bookmark as the column would have it. */
    Object stored(Object bookmark) {
        if (bookmark instanceof LocalDate || bookmark instanceof Long || bookmark instanceof Double) {
            return bookmark instanceof LocalDate ? bookmark.toString() : bookmark;
        }
        if (bookmark instanceof BigDecimal number) {
            return number.doubleValue();
        }
        if (bookmark instanceof LocalDateTime local) {
            return text(local.toInstant(ZoneOffset.UTC));
        }
        return bookmark instanceof Instant instant ? text(instant) + zone : bookmark;
    }

    private String text(Instant instant) {
        StringBuilder text = new StringBuilder();
        TimeTexts.timestamp(instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000, text);
        text.setCharAt(10, separator);
        int needed = text.length();
        while (text.charAt(needed - 1) == '0') {
            needed--;
        }
        int fraction = Math.max(digits, needed - 20);
        text.setLength(fraction == 0 ? 19 : 20 + Math.min(6, fraction));
        return text.toString();
    }
}
