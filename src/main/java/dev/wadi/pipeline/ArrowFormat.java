package dev.wadi.pipeline;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates by the tokens of Python's Arrow, such as {@code YYYY-MM-DD HH:mm:ss}; {@code [text]} stands for itself. */
final class ArrowFormat {

    private static final Pattern TOKEN =
            Pattern.compile("\\[[^\\]]*\\]|YYYY|YY|MM?M?M?|Do|DD?D?D?|d?dd?d?|HH?|hh?|mm?|ss?|S+|ZZ?Z?|a|A|X|x|W");

    private ArrowFormat() {}

    static String format(ZonedDateTime moment, String pattern) {
        return TOKEN.matcher(pattern).replaceAll(found -> Matcher.quoteReplacement(token(moment, found.group())));
    }

    private static String token(ZonedDateTime moment, String token) {
        return switch (token) {
            case "Do" -> moment.getDayOfMonth() + ordinal(moment.getDayOfMonth());
            case "DDDD" -> String.format(Locale.ROOT, "%03d", moment.getDayOfYear());
            case "DDD" -> String.valueOf(moment.getDayOfYear());
            case "d" -> String.valueOf(moment.getDayOfWeek().getValue());
            case "X" -> String.valueOf(moment.toEpochSecond());
            case "x" -> String.valueOf(moment.toEpochSecond() * 1_000_000 + moment.getNano() / 1_000);
            case "W" -> String.format(
                    Locale.ROOT,
                    "%d-W%02d-%d",
                    moment.get(IsoFields.WEEK_BASED_YEAR),
                    moment.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                    moment.getDayOfWeek().getValue());
            case "ZZZ" -> moment.getZone().getId().equals("Z")
                    ? "UTC"
                    : moment.getZone().getId();
            default -> token.startsWith("[")
                    ? token.substring(1, token.length() - 1)
                    : moment.format(DateTimeFormatter.ofPattern(java(token), Locale.ENGLISH));
        };
    }

    private static String ordinal(int day) {
        boolean isTeen = day >= 11 && day <= 13;
        return isTeen ? "th" : day % 10 == 1 ? "st" : day % 10 == 2 ? "nd" : day % 10 == 3 ? "rd" : "th";
    }

    /** The same in the letters of {@link DateTimeFormatter}. */
    private static String java(String token) {
        return switch (token) {
            case "YYYY" -> "uuuu";
            case "YY" -> "uu";
            case "DDDD" -> "DDD";
            case "DDD" -> "D";
            case "DD" -> "dd";
            case "D" -> "d";
            case "dddd" -> "EEEE";
            case "ddd" -> "EEE";
            case "a", "A" -> "a";
            case "ZZ" -> "xxx";
            case "Z" -> "xx";
            case "ZZZ" -> "VV";
            default -> token;
        };
    }

    /** @throws DateTimeException when the text is not in the format, or the format cannot be read by */
    static ZonedDateTime parse(String text, String pattern, ZoneId zone) {
        TemporalAccessor found = formatter(pattern).parse(text);
        ZoneId own = found.query(TemporalQueries.zone());
        ZoneId at = own == null ? zone : own;
        if (found.isSupported(ChronoField.INSTANT_SECONDS) && found.query(TemporalQueries.localDate()) == null) {
            return Instant.from(found).atZone(at);
        }
        LocalDate date = found.query(TemporalQueries.localDate());
        LocalTime time = found.query(TemporalQueries.localTime());
        return ZonedDateTime.of(date, time == null ? LocalTime.MIDNIGHT : time, at);
    }

    private static DateTimeFormatter formatter(String pattern) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        Matcher token = TOKEN.matcher(pattern);
        int end = 0;
        boolean hasMonth = false;
        boolean hasDay = false;
        for (; token.find(); end = token.end()) {
            builder.appendLiteral(pattern.substring(end, token.start()));
            read(builder, token.group());
            hasMonth |= token.group().startsWith("M") || token.group().startsWith("DDD");
            hasDay |= token.group().startsWith("D");
        }
        builder.appendLiteral(pattern.substring(end));
        if (!hasMonth) {
            builder.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1);
        }
        if (!hasDay) {
            builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
        }
        return builder.toFormatter(Locale.ENGLISH);
    }

    private static void read(DateTimeFormatterBuilder builder, String token) {
        if (token.startsWith("[")) {
            builder.appendLiteral(token.substring(1, token.length() - 1));
        } else if (token.startsWith("S")) {
            builder.appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, false);
        } else if (token.equals("X")) {
            builder.appendValue(ChronoField.INSTANT_SECONDS);
        } else if (token.equals("Do") || token.equals("d") || token.equals("W") || token.equals("x")) {
            throw new DateTimeException("dates cannot be read by the token " + token);
        } else {
            builder.appendPattern(java(token));
        }
    }
}
