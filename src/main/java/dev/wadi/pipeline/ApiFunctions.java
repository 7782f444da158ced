package dev.wadi.pipeline;

import io.burt.jmespath.JmesPath;
import io.burt.jmespath.jcf.JcfRuntime;
import io.burt.jmespath.parser.ParseException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code API} in templates. */
final class ApiFunctions implements Callable {

    private static final JmesPath<Object> PATHS = new JcfRuntime();
    private static final ZoneId UTC = ZoneId.of("UTC");

    /** Greater numbers are nanoseconds, as in AnkaFlow, and smaller ones seconds since 1970. */
    private static final BigDecimal SECONDS_BELOW = BigDecimal.valueOf(10_000_000_000L);

    private static final Pattern ISO = Pattern.compile("(\\d{4})(?:-?(\\d{2})(?:-?(\\d{2}))?)?"
            + "(?:[T ](\\d{2})(?::?(\\d{2})(?::?(\\d{2})(?:[.,](\\d{1,9})\\d*)?)?)?\\s*(Z|[+-]\\d{2}(?::?\\d{2})?)?)?");

    @Override
    public boolean has(String property) {
        return false;
    }

    @Override
    public @Nullable Object property(String name) {
        return null;
    }

    @Override
    public @Nullable Object call(Arguments arguments) {
        return switch (arguments.function()) {
            case "dt" -> dt(arguments.accept("x", "tz", "format", "default"));
            case "look" -> look(arguments.accept("path", "data", "default"));
            case "int" -> whole(arguments.accept("x").get(0, "x"));
            case "sqltuple" -> sqltuple(arguments.accept("iterable", "mode"));
            case "peek" -> peek(arguments.accept("x").get(0, "x"));
            case "setvariable" -> setvariable(arguments.accept("map", "key", "value"));
            case "error" -> error(arguments.accept("cond", "message"));
            default -> throw new TemplateFailure("API has no function '" + arguments.function() + "'");
        };
    }

    /** @return a {@link Moment}, or the default as it is given when that is no date */
    private static Object dt(Arguments arguments) {
        String zone = arguments.text(1, "tz");
        Object written = arguments.get(0, "x");
        Object fallback = arguments.get(3, "default");
        try {
            ZonedDateTime at = written == null && fallback == null
                    ? ZonedDateTime.now(UTC)
                    : moment(written == null ? fallback : written, arguments.text(2, "format"));
            return new Moment(zone == null ? at : at.withZoneSameLocal(Moment.zone(zone)));
        } catch (DateTimeException | NumberFormatException e) {
            if (fallback == null) {
                throw new TemplateFailure("API.dt: '" + written + "' is not a date"
                        + (arguments.text(2, "format") == null ? "" : " as " + arguments.text(2, "format")));
            }
            return fallback.equals(written) ? fallback : dt(Arguments.of("dt", new Object[] {fallback, zone}));
        }
    }

    private static ZonedDateTime moment(@Nullable Object written, @Nullable String format) {
        if (written instanceof Moment moment) {
            return moment.at();
        }
        if (written instanceof LocalDate date) {
            return date.atStartOfDay(UTC);
        }
        if (written instanceof Number number) {
            return epoch(new BigDecimal(number.toString()));
        }
        String text = String.valueOf(written).strip();
        return format == null ? iso(text) : ArrowFormat.parse(text, format, UTC);
    }

    private static ZonedDateTime epoch(BigDecimal number) {
        boolean isSeconds = number.abs().compareTo(SECONDS_BELOW) < 0;
        BigDecimal nanos = isSeconds ? number.movePointRight(9) : number;
        BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
        return Instant.ofEpochSecond(parts[0].longValue(), parts[1].longValue()).atZone(UTC);
    }

    private static ZonedDateTime iso(String text) {
        Matcher found = ISO.matcher(text);
        if (!found.matches()) {
            throw new DateTimeException("not as in ISO 8601");
        }
        LocalDate date = LocalDate.of(part(found, 1, 0), part(found, 2, 1), part(found, 3, 1));
        String fraction = found.group(7) == null ? "" : found.group(7);
        int nano = Integer.parseInt((fraction + "000000000").substring(0, 9));
        LocalTime time = LocalTime.of(part(found, 4, 0), part(found, 5, 0), part(found, 6, 0), nano);
        return ZonedDateTime.of(date, time, found.group(8) == null ? UTC : ZoneOffset.of(found.group(8)));
    }

    private static int part(Matcher found, int group, int otherwise) {
        return found.group(group) == null ? otherwise : Integer.parseInt(found.group(group));
    }

    private static @Nullable Object look(Arguments arguments) {
        Object fallback = arguments.get(2, "default");
        return look(arguments.required(0, "path").toString(), arguments.get(1, "data"), fallback);
    }

    /** What a JMESPath finds. */
    static @Nullable Object look(String path, @Nullable Object data, @Nullable Object fallback) {
        try {
            Object found = data == null ? null : PATHS.compile(path).search(data);
            return found == null ? fallback : found;
        } catch (ParseException e) {
            throw new TemplateFailure("'" + path + "' is no JMESPath", e);
        }
    }

    /** A whole number, as Python's {@code int()} makes it. */
    static long whole(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        try {
            if (value instanceof Number number) {
                return new BigDecimal(number.toString()).toBigInteger().longValueExact();
            }
            return Long.parseLong(String.valueOf(value).strip());
        } catch (NumberFormatException | ArithmeticException e) {
            throw new TemplateFailure("'" + value + "' is not a whole number", e);
        }
    }

    /** Texts in quotes, and numbers as they are. Quotes inside are doubled. */
    private static String sqltuple(Arguments arguments) {
        String mode = arguments.text(1, "mode");
        boolean isText = mode == null || mode.equals("string");
        if (mode != null && !isText && !mode.equals("number")) {
            throw new TemplateFailure("sqltuple: the mode is 'string' or 'number', was '" + mode + "'");
        }
        if (!(arguments.required(0, "iterable") instanceof Collection<?> items) || items.isEmpty()) {
            throw new TemplateFailure("sqltuple() needs a list with something in it");
        }
        return items.stream()
                .map(item -> isText ? "'" + String.valueOf(item).replace("'", "''") + "'" : number(item))
                .collect(Collectors.joining(",", "(", ")"));
    }

    private static String number(@Nullable Object item) {
        try {
            return new BigDecimal(String.valueOf(item).strip()).toPlainString();
        } catch (NumberFormatException e) {
            throw new TemplateFailure("sqltuple: '" + item + "' is not a number", e);
        }
    }

    private static String peek(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Map) {
            return "map";
        }
        if (value instanceof Collection) {
            return "list";
        }
        if (value instanceof Number) {
            return new BigDecimal(value.toString()).scale() > 0 ? "decimal" : "integer";
        }
        return value instanceof Boolean ? "boolean" : value instanceof Moment ? "date" : "text";
    }

    @SuppressWarnings("unchecked") // variables are maps by name
    private static @Nullable Object setvariable(Arguments arguments) {
        Object value = arguments.get(2, "value");
        if (!(arguments.required(0, "map") instanceof Map<?, ?> map)) {
            throw new TemplateFailure("setvariable() needs variables, or a map in them");
        }
        try {
            ((Map<String, @Nullable Object>) map)
                    .put(arguments.required(1, "key").toString(), value);
        } catch (UnsupportedOperationException e) {
            throw new TemplateFailure("the context cannot be changed", e);
        }
        return value;
    }

    private static Object error(Arguments arguments) {
        if (Templates.isTrue(arguments.get(0, "cond"))) {
            String message = arguments.text(1, "message");
            throw new TemplateFailure(message == null ? "API.error" : message);
        }
        return "";
    }
}
