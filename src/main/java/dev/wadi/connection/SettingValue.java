package dev.wadi.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wadi.connection.SettingsForm.Item;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts what is written in a file to what a settings record wants; URIs give everything as text. */
final class SettingValue {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> TRUE = Set.of("true", "yes", "on", "1");
    private static final Set<String> FALSE = Set.of("false", "no", "off", "0");
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h)?");

    private static final String A_LIST = "must be a list, or text parted by commas";
    private static final String AN_OBJECT = "must be an object, or its JSON text";
    /** Digits that a number is written out with; the rest keep their exponent, which may be a billion. */
    private static final int LONGEST = 400;

    /** A value is not what the setting wants. The message is the end of a sentence: {@code must be …}. */
    static final class UnfitException extends Exception {
        private static final long serialVersionUID = 1L;

        UnfitException(String message) {
            super(message);
        }
    }

    private SettingValue() {}

    /** Converts a value that is present. {@link SettingsForm.Kind#RECORD} gives the map that its record is bound from. */
    static Object convert(Item item, Object written) throws UnfitException {
        return switch (item.kind()) {
            case TEXT -> text(written);
            case INTEGER -> integer(item, written);
            case DECIMAL -> decimal(written).doubleValue();
            case BOOLEAN -> truth(written);
            case DURATION -> duration(item, written);
            case CHOICE -> choice(item, written);
            case LIST -> list(written);
            case OBJECT, RECORD -> object(written);
        };
    }

    private static String text(Object written) throws UnfitException {
        if (written instanceof Map || written instanceof List) {
            throw new UnfitException("must be text");
        }
        boolean isShort = written instanceof BigDecimal number && Math.abs((long) number.scale()) <= LONGEST;
        return isShort ? ((BigDecimal) written).toPlainString() : written.toString();
    }

    private static Object integer(Item item, Object written) throws UnfitException {
        BigDecimal value = decimal(written);
        if (value.stripTrailingZeros().scale() > 0) {
            throw new UnfitException("must be a whole number");
        }
        boolean isInt = item.type() == int.class || item.type() == Integer.class;
        requireBetween(
                item, value, isInt ? Integer.MIN_VALUE : Long.MIN_VALUE, isInt ? Integer.MAX_VALUE : Long.MAX_VALUE);
        return isInt ? (Object) value.intValueExact() : (Object) value.longValueExact();
    }

    private static void requireBetween(Item item, BigDecimal value, long least, long greatest) throws UnfitException {
        long min = Math.max(item.setting().min(), least);
        long max = Math.min(item.setting().max(), greatest);
        boolean isSmall = value.compareTo(BigDecimal.valueOf(min)) < 0;
        boolean isGreat = value.compareTo(BigDecimal.valueOf(max)) > 0;
        if (isSmall && item.setting().max() == Long.MAX_VALUE) {
            throw new UnfitException("must be at least " + min);
        }
        if (isGreat && item.setting().min() == Long.MIN_VALUE) {
            throw new UnfitException("must be at most " + max);
        }
        if (isSmall || isGreat) {
            throw new UnfitException("must be between " + min + " and " + max);
        }
    }

    private static BigDecimal decimal(Object written) throws UnfitException {
        if (written instanceof Boolean || written instanceof Map || written instanceof List) {
            throw new UnfitException("must be a number");
        }
        try {
            return new BigDecimal(written.toString().trim());
        } catch (NumberFormatException e) {
            throw new UnfitException("must be a number");
        }
    }

    private static Boolean truth(Object written) throws UnfitException {
        String word = written.toString().trim().toLowerCase(Locale.ROOT);
        if (TRUE.contains(word)) {
            return true;
        }
        if (FALSE.contains(word)) {
            return false;
        }
        throw new UnfitException("must be true or false");
    }

    private static Duration duration(Item item, Object written) throws UnfitException {
        Matcher matcher = DURATION.matcher(written.toString().trim());
        if (!matcher.matches()) {
            throw new UnfitException("must be a number of seconds, or a time such as 500ms, 30s or 5m");
        }
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        BigDecimal millis = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(millisOf(unit)));
        requireBetween(item, millis.movePointLeft(3), 0, Integer.MAX_VALUE);
        return Duration.ofMillis(millis.longValue());
    }

    private static long millisOf(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            default -> 3_600_000;
        };
    }

    private static Object choice(Item item, Object written) throws UnfitException {
        String wanted = fold(written.toString());
        for (Object constant : item.type().getEnumConstants()) {
            if (fold(SettingsForm.choice(constant)).equals(wanted)) {
                return constant;
            }
        }
        throw new UnfitException("must be one of " + String.join(", ", item.choices()));
    }

    private static String fold(String text) {
        return text.trim().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> list(Object written) throws UnfitException {
        if (written instanceof List<?> items) {
            return texts(items);
        }
        if (written instanceof Map) {
            throw new UnfitException(A_LIST);
        }
        String text = text(written).trim();
        if (text.startsWith("[")) {
            return texts((List<?>) parse(text, List.class, A_LIST));
        }
        return Arrays.stream(text.split(",", -1))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static List<String> texts(List<?> items) throws UnfitException {
        List<String> texts = new ArrayList<>();
        for (Object item : items) {
            if (item instanceof Map || item instanceof List) {
                throw new UnfitException(A_LIST);
            }
            texts.add(item == null ? "" : text(item));
        }
        return List.copyOf(texts);
    }

    /** An object, or its JSON text. */
    static Map<?, ?> object(Object written) throws UnfitException {
        if (written instanceof Map<?, ?> map) {
            return map;
        }
        if (written instanceof String text) {
            return (Map<?, ?>) parse(text, Map.class, AN_OBJECT);
        }
        throw new UnfitException(AN_OBJECT);
    }

    private static Object parse(String json, Class<?> wanted, String otherwise) throws UnfitException {
        try {
            @Nullable Object value = JSON.readValue(json, Object.class);
            if (wanted.isInstance(value)) {
                return value;
            }
        } catch (JsonProcessingException e) {
            // said below: the parser's message would show the value
        }
        throw new UnfitException(otherwise);
    }
}
