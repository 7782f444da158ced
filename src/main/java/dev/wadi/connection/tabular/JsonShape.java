package dev.wadi.connection.tabular;

import dev.wadi.batch.DuckDb;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a column of JSON, or a part of one, is read as, and what numbers are found there. DuckDB's reader makes a DOUBLE of
 * each number with a point or beyond 64 bits before it looks at the type that is wanted, so that such numbers must be written as
 * text where another type is to have them exactly.
 */
final class JsonShape {

    /** What nothing is known of: a key that is not read. */
    static final JsonShape IGNORED = new JsonShape("", "");

    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+),\\s*(\\d+)\\)");
    private static final Pattern WHOLE = Pattern.compile("U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?");
    private static final int MOST_DIGITS = 38;
    /** Decimals of so many digits have a double of their own, and come back from it. */
    private static final int EXACT_DIGITS = 15;

    private static final int ENORMOUS = 1_000_000;

    private final String column;
    private String type;
    private final Map<String, JsonShape> members = new LinkedHashMap<>();
    private @Nullable JsonShape each;

    private @Nullable JsonShape inside;

    /** Digits before and behind the point. */
    private int whole;

    private int scale;
    /** Whether there are numbers that are no whole ones of 64 bits, so that DuckDB's reader makes doubles of them. */
    private boolean real;
    /** Whether there are numbers that no double holds, and whether DuckDB's reader makes doubles of those. */
    private boolean beyondDouble;

    private boolean rounded;

    /** @param column for messages, where the type has a comma or not */
    private JsonShape(String column, String type) {
        this.column = column;
        this.type = type;
    }

    /** A record of these columns. */
    static JsonShape of(Map<String, String> columns) {
        JsonShape root = new JsonShape("", "STRUCT");
        columns.forEach((name, type) -> root.members.put(name, parse(name, type)));
        return root;
    }

    private static JsonShape parse(String column, String type) {
        JsonShape shape = new JsonShape(column, type);
        if (type.endsWith("]")) {
            shape.each = parse(column, type.substring(0, type.lastIndexOf('[')));
        } else if (type.startsWith("STRUCT(")) {
            for (String member : TypeText.parts(type)) {
                Map.Entry<String, String> named = TypeText.named(member);
                shape.members.put(named.getKey(), parse(column, named.getValue()));
            }
        } else if (type.startsWith("MAP(")) {
            shape.each = parse(column, TypeText.parts(type).get(1));
        }
        return shape;
    }

    private boolean isPlain() {
        return members.isEmpty() && each == null;
    }

    /** What is under a key of an object. */
    JsonShape member(String name) {
        if (isPlain()) {
            return inside();
        }
        JsonShape inMap = each;
        return inMap != null ? inMap : members.getOrDefault(name, IGNORED);
    }

    /** What an element of an array is. */
    JsonShape element() {
        JsonShape inList = each;
        return inList != null ? inList : isPlain() ? inside() : IGNORED;
    }

    /** A part of what is read as one value, which stays JSON. */
    private JsonShape inside() {
        JsonShape part = inside;
        if (this == IGNORED || type.equals("JSON")) {
            return this;
        }
        if (part == null) {
            part = new JsonShape(column, "JSON");
            inside = part;
        }
        return part;
    }

    /** Takes note of a number. */
    void number(String written) {
        if (this == IGNORED) {
            return;
        }
        BigDecimal number = decimal(written);
        boolean isReal = !isWhole64(written);
        boolean isDouble = number.precision() - number.scale() < ENORMOUS && isDouble(number);
        real |= isReal;
        beyondDouble |= !isDouble;
        rounded |= isReal && !isDouble;
        whole = Math.max(whole, number.precision() - number.scale());
        scale = Math.max(scale, number.scale());
    }

    private static BigDecimal decimal(String written) {
        try {
            return new BigDecimal(written).stripTrailingZeros();
        } catch (NumberFormatException e) { // an exponent of ten digits
            return BigDecimal.valueOf(1, -ENORMOUS);
        }
    }

    /** Whether DuckDB's reader keeps a number as it is. */
    static boolean isWhole64(String written) {
        int start = written.startsWith("-") ? 1 : 0;
        if (!written.chars().skip(start).allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        if (written.length() <= 18) {
            return true;
        }
        BigInteger number = new BigInteger(written);
        return start == 0 ? number.bitLength() <= 64 : number.bitLength() <= 63;
    }

    /** Whether a double holds the number: the shortest text that means this double is the number again. */
    private static boolean isDouble(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        double value = plain.doubleValue();
        if (!Double.isFinite(value) || (value == 0 && plain.signum() != 0)) {
            return false;
        }
        if (plain.precision() <= EXACT_DIGITS) {
            return true;
        }
        BigDecimal held = new BigDecimal(value);
        for (int digits = EXACT_DIGITS; digits <= 17; digits++) {
            BigDecimal shown = held.round(new MathContext(digits));
            if (shown.doubleValue() == value) {
                return shown.compareTo(plain) == 0;
            }
        }
        return false;
    }

    /** Whether a number is to be written as text. */
    boolean asText() {
        return this != IGNORED && isPlain() && !type.equals("JSON");
    }

    /** Whether there are numbers that DuckDB's reader would round, though the type can hold them. */
    boolean needsText() {
        if (!isPlain()) {
            JsonShape one = each;
            return (one != null && one.needsText()) || members.values().stream().anyMatch(JsonShape::needsText);
        }
        Matcher decimal = DECIMAL.matcher(type);
        if (decimal.matches()) {
            return real && Integer.parseInt(decimal.group(1)) > EXACT_DIGITS;
        }
        return rounded && !Set.of("DOUBLE", "FLOAT", "JSON").contains(type);
    }

    /**
     * Settles the types by the numbers that were found.
     *
     * @param guessed whether DuckDB has guessed them, so that they may be changed
     * @throws IllegalArgumentException when numbers would be rounded
     */
    void settle(boolean guessed) {
        members.values().forEach(member -> member.settle(guessed));
        for (JsonShape part : new JsonShape[] {each, inside}) {
            if (part != null) {
                part.settle(guessed);
            }
        }
        if (guessed && type.equals("DOUBLE") && beyondDouble) {
            widen();
        }
        if (type.equals("JSON") && rounded) {
            throw refused(
                    "is read as JSON, and holds numbers of more digits than a DOUBLE has",
                    "Declare what is in it in fields, such as STRUCT(a DECIMAL(38,18))");
        }
        checkScale();
    }

    private void widen() {
        if (Math.max(whole, 0) + scale > MOST_DIGITS) {
            throw refused(
                    "holds numbers of more digits than a DOUBLE has, which together need more than the " + MOST_DIGITS
                            + " digits of a decimal",
                    "Declare it in fields: as VARCHAR to keep each digit, or as DOUBLE to round");
        }
        type = "DECIMAL(" + MOST_DIGITS + "," + Math.max(scale, 0) + ")";
    }

    private void checkScale() {
        Matcher decimal = DECIMAL.matcher(type);
        int most = decimal.matches() ? Integer.parseInt(decimal.group(2)) : 0;
        if (scale > most && (decimal.matches() || WHOLE.matcher(type).matches())) {
            throw refused(
                    "is declared " + type + ", and holds numbers of " + scale + " decimals",
                    "Declare a type that has them");
        }
    }

    private IllegalArgumentException refused(String why, String what) {
        return new IllegalArgumentException("the column '" + column + "' " + why + ". " + what);
    }

    /** The types of the columns of a record. */
    Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        members.forEach((name, shape) -> columns.put(name, shape.type()));
        return columns;
    }

    private String type() {
        JsonShape one = each;
        if (one != null) {
            return type.startsWith("MAP(")
                    ? "MAP(" + TypeText.parts(type).get(0) + ", " + one.type() + ")"
                    : one.type() + type.substring(type.lastIndexOf('['));
        }
        if (members.isEmpty()) {
            return type;
        }
        return members.entrySet().stream()
                .map(member ->
                        DuckDb.quoted(member.getKey()) + " " + member.getValue().type())
                .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }
}
