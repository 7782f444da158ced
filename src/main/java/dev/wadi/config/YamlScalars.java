package dev.wadi.config;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What plain scalars mean by YAML 1.2's core schema. */
final class YamlScalars {

    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Map<String, Object> WORDS = Map.ofEntries(
            Map.entry("true", true),
            Map.entry("True", true),
            Map.entry("TRUE", true),
            Map.entry("false", false),
            Map.entry("False", false),
            Map.entry("FALSE", false),
            Map.entry(".inf", Double.POSITIVE_INFINITY),
            Map.entry(".Inf", Double.POSITIVE_INFINITY),
            Map.entry(".INF", Double.POSITIVE_INFINITY),
            Map.entry("+.inf", Double.POSITIVE_INFINITY),
            Map.entry("-.inf", Double.NEGATIVE_INFINITY),
            Map.entry("-.Inf", Double.NEGATIVE_INFINITY),
            Map.entry("-.INF", Double.NEGATIVE_INFINITY),
            Map.entry(".nan", Double.NaN),
            Map.entry(".NaN", Double.NaN),
            Map.entry(".NAN", Double.NaN));

    private YamlScalars() {}

    static @Nullable Object plain(String text) {
        if (isNull(text)) {
            return null;
        }
        Object word = WORDS.get(text);
        if (word != null) {
            return word;
        }
        char last = text.charAt(text.length() - 1);
        boolean maybeNumber = last <= 'f' && (Character.isDigit(last) || last == '.' || text.startsWith("0x"));
        return maybeNumber ? number(text) : text;
    }

    private static Object number(String text) {
        if (INTEGER.matcher(text).matches()) {
            return Numbers.integer(text, 10);
        }
        if (OCTAL.matcher(text).matches()) {
            return Numbers.integer(text.substring(2), 8);
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return Numbers.integer(text.substring(2), 16);
        }
        return DECIMAL.matcher(text).matches() ? Numbers.decimal(text) : text;
    }

    private static boolean isNull(String text) {
        return text.isEmpty() || text.equals("~") || text.equals("null") || text.equals("Null") || text.equals("NULL");
    }
}
