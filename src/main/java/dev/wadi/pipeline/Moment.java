package dev.wadi.pipeline;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A moment as templates see it, with the functions of Python's Arrow. */
record Moment(ZonedDateTime at) implements Callable, Comparable<Moment> {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    private static final Map<String, ChronoField> FIELDS = Map.of(
            "year", ChronoField.YEAR,
            "month", ChronoField.MONTH_OF_YEAR,
            "day", ChronoField.DAY_OF_MONTH,
            "hour", ChronoField.HOUR_OF_DAY,
            "minute", ChronoField.MINUTE_OF_HOUR,
            "second", ChronoField.SECOND_OF_MINUTE,
            "microsecond", ChronoField.MICRO_OF_SECOND);

    private static final Set<String> OTHERS =
            Set.of("quarter", "week", "tzinfo", "int_timestamp", "float_timestamp", "naive");

    Moment {
        at = at.truncatedTo(ChronoUnit.MICROS);
    }

    static ZoneId zone(String name) {
        try {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "local" -> ZoneId.systemDefault();
                case "utc", "z" -> ZoneId.of("UTC");
                default -> ZoneId.of(name);
            };
        } catch (DateTimeException e) {
            throw new TemplateFailure("there is no time zone '" + name + "'", e);
        }
    }

    @Override
    public boolean has(String property) {
        return FIELDS.containsKey(property) || OTHERS.contains(property);
    }

    @Override
    public Object property(String name) {
        return switch (name) {
            case "quarter" -> at.get(IsoFields.QUARTER_OF_YEAR);
            case "week" -> at.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case "tzinfo" -> at.getZone().getId();
            case "int_timestamp" -> at.toEpochSecond();
            case "float_timestamp" -> timestamp();
            case "naive" -> at.toLocalDateTime().toString();
            default -> at.get(FIELDS.get(name));
        };
    }

    private double timestamp() {
        return at.toEpochSecond() + at.getNano() / 1e9;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (arguments.function()) {
            case "shift" -> shift(arguments);
            case "replace" -> replace(arguments);
            case "floor" -> floor(frame(arguments));
            case "ceil" -> ceil(frame(arguments));
            case "span" -> List.of(floor(frame(arguments)), ceil(frame(arguments)));
            case "to", "astimezone" -> new Moment(at.withZoneSameInstant(
                    zone(arguments.accept("tz").required(0, "tz").toString())));
            case "format" -> {
                String pattern = arguments.accept("fmt", "locale").text(0, "fmt");
                yield ArrowFormat.format(at, pattern == null ? "YYYY-MM-DD HH:mm:ssZZ" : pattern);
            }
            default -> plain(arguments.accept());
        };
    }

    private Object plain(Arguments arguments) {
        return switch (arguments.function()) {
            case "isoformat" -> toString();
            case "date" -> at.toLocalDate().toString();
            case "time" -> at.toLocalTime().toString();
            case "timestamp" -> timestamp();
            case "weekday" -> at.getDayOfWeek().getValue() - 1;
            case "isoweekday" -> at.getDayOfWeek().getValue();
            case "isocalendar" -> List.of(
                    at.get(IsoFields.WEEK_BASED_YEAR),
                    at.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                    at.getDayOfWeek().getValue());
            default -> throw new TemplateFailure("a date has no function '" + arguments.function() + "'");
        };
    }

    private static String frame(Arguments arguments) {
        return arguments.accept("frame").required(0, "frame").toString().replaceAll("s$", "");
    }

    private Moment shift(Arguments arguments) {
        ZonedDateTime shifted = at;
        for (Map.Entry<String, @Nullable Object> entry :
                arguments.accept(SHIFTS).named().entrySet()) {
            long by = ApiFunctions.whole(entry.getValue());
            shifted = entry.getKey().equals("weekday")
                    ? shifted.with(TemporalAdjusters.nextOrSame(DayOfWeek.of((int) by + 1)))
                    : add(shifted, entry.getKey().replaceAll("s$", ""), by);
        }
        if (!arguments.placed().isEmpty()) {
            throw new TemplateFailure("shift() takes named values, such as shift(days=-1)");
        }
        return new Moment(shifted);
    }

    private static final String[] SHIFTS = {
        "years", "quarters", "months", "weeks", "days", "hours", "minutes", "seconds", "microseconds", "weekday"
    };

    private static ZonedDateTime add(ZonedDateTime to, String frame, long by) {
        return switch (frame) {
            case "year" -> to.plusYears(by);
            case "quarter" -> to.plusMonths(3 * by);
            case "month" -> to.plusMonths(by);
            case "week" -> to.plusWeeks(by);
            case "day" -> to.plusDays(by);
            case "hour" -> to.plusHours(by);
            case "minute" -> to.plusMinutes(by);
            case "second" -> to.plusSeconds(by);
            default -> to.plus(by, ChronoUnit.MICROS);
        };
    }

    private Moment replace(Arguments arguments) {
        ZonedDateTime replaced = at;
        for (Map.Entry<String, @Nullable Object> entry : arguments.named().entrySet()) {
            ChronoField field = FIELDS.get(entry.getKey());
            if (entry.getKey().equals("tzinfo")) {
                replaced = replaced.withZoneSameLocal(zone(String.valueOf(entry.getValue())));
            } else if (field == null) {
                throw new TemplateFailure("replace() has no argument '" + entry.getKey() + "'");
            } else {
                replaced = replaced.with(field, ApiFunctions.whole(entry.getValue()));
            }
        }
        return new Moment(replaced);
    }

    private Moment floor(String frame) {
        ZonedDateTime day = at.truncatedTo(ChronoUnit.DAYS);
        return new Moment(
                switch (frame) {
                    case "year" -> day.with(TemporalAdjusters.firstDayOfYear());
                    case "quarter" -> day.with(TemporalAdjusters.firstDayOfMonth())
                            .minusMonths((at.getMonthValue() - 1) % 3);
                    case "month" -> day.with(TemporalAdjusters.firstDayOfMonth());
                    case "week" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                    case "day" -> day;
                    case "hour" -> at.truncatedTo(ChronoUnit.HOURS);
                    case "minute" -> at.truncatedTo(ChronoUnit.MINUTES);
                    case "second" -> at.truncatedTo(ChronoUnit.SECONDS);
                    default -> throw new TemplateFailure("there is no time frame '" + frame
                            + "', but year, quarter, month, week, day, hour, minute and second");
                });
    }

    private Moment ceil(String frame) {
        return new Moment(add(floor(frame).at, frame, 1).minus(1, ChronoUnit.MICROS));
    }

    @Override
    public int compareTo(Moment other) {
        return at.toInstant().compareTo(other.at.toInstant());
    }

    /** As ISO 8601 has it. */
    @Override
    public String toString() {
        return at.format(at.getNano() == 0 ? SECONDS : MICROS);
    }
}
