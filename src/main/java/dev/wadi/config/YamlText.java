package dev.wadi.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes plain values as YAML that every version of YAML reads the same. */
public final class YamlText {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./@+-]*( [A-Za-z0-9_./@+-]+)*");
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
    private static final Set<String> WORDS =
            Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n", "none", "nan", "inf");
    private static final Pattern BLOCK = Pattern.compile("[^\\s\\p{Cntrl}][^\\p{Cntrl}]*(\n[^\\p{Cntrl}]+|\n)*");

    private YamlText() {}

    /** The lines of a mapping, without indentation of the first level. */
    public static List<String> lines(Map<?, ?> mapping) {
        List<String> lines = new ArrayList<>();
        mapping.forEach((key, value) -> lines.addAll(entry(String.valueOf(key), value)));
        return lines;
    }

    /** The lines of one key with its value. */
    public static List<String> entry(String key, @Nullable Object value) {
        return prefixed(key(key) + ":", value);
    }

    private static List<String> prefixed(String prefix, @Nullable Object value) {
        List<String> lines = new ArrayList<>();
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            lines.add(prefix);
            lines(map).forEach(line -> lines.add("  " + line));
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            lines.add(prefix);
            list.forEach(item -> items(item).forEach(line -> lines.add("  " + line)));
        } else if (value instanceof String text && isBlock(text)) {
            lines.add(prefix + (text.endsWith("\n") ? " |" : " |-"));
            text.lines().forEach(line -> lines.add(line.isEmpty() ? "" : "  " + line));
        } else {
            lines.add(prefix + " " + scalar(value));
        }
        return lines;
    }

    private static List<String> items(@Nullable Object item) {
        if (item instanceof Map<?, ?> map && !map.isEmpty()) {
            List<String> lines = new ArrayList<>();
            lines(map).forEach(line -> lines.add((lines.isEmpty() ? "- " : "  ") + line));
            return lines;
        }
        return List.of("- " + scalar(item));
    }

    /** Text of several lines, such as a key in PEM, that can be written as it is. */
    private static boolean isBlock(String text) {
        return text.strip().contains("\n")
                && !text.endsWith("\n\n")
                && text.lines().noneMatch(line -> line.endsWith(" "))
                && BLOCK.matcher(text).matches()
                && isPrintable(text);
    }

    /** A value on one line. */
    public static String scalar(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quoted(String.valueOf(entry.getKey())) + ": " + scalar(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(YamlText::scalar).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof BigDecimal number) {
            return Math.abs(number.scale()) < 100 ? number.toPlainString() : number.toString();
        }
        return value instanceof String text ? text(text) : value.toString();
    }

    private static String text(String text) {
        boolean plain =
                PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT)) && text.length() <= 200;
        return plain ? text : quoted(text);
    }

    static String key(String key) {
        return PLAIN_KEY.matcher(key).matches() && !WORDS.contains(key.toLowerCase(Locale.ROOT)) ? key : quoted(key);
    }

    /** JSON's quotes are YAML's, but for what YAML does not let through. */
    private static String quoted(String text) {
        return isPrintable(text) ? JsonText.oneLine(text) : escaped(text);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            String character = Character.toString(point);
            if (isPrintable(character)) {
                String json = JsonText.oneLine(character);
                escaped.append(json, 1, json.length() - 1);
            } else {
                escaped.append(point < 0x10000 ? String.format("\\u%04X", point) : String.format("\\U%08X", point));
            }
        });
        return escaped.append('"').toString();
    }

    /** What may stand in quotes as it is, or as JSON escapes it. */
    private static boolean isPrintable(String text) {
        return text.codePoints().noneMatch(YamlText::isOdd);
    }

    private static boolean isOdd(int point) {
        boolean control = point >= 0x7F && point < 0xA0;
        boolean lineBreak = point == 0x2028 || point == 0x2029;
        boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
        return control || lineBreak || surrogate || point == 0xFEFF || (point & 0xFFFE) == 0xFFFE;
    }
}
