package dev.wadi.connection.tabular;

import dev.wadi.batch.DuckDb;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Numbers of CSV, read so that none is rounded without a word. DuckDB's reader makes 2 of 1.5 where it expects whole numbers, because
 * no other came in its sample, and a DOUBLE of any number of digits. So they are read as text, of which a number is made only if it
 * holds all of it.
 */
final class CsvNumbers {

    private static final Pattern WHOLE =
            Pattern.compile("(?i)U?(?:TINY|SMALL|BIG|HUGE)?INT(?:EGER)?|INT[1248]|SHORT|LONG|SIGNED");
    private static final Pattern DECIMAL =
            Pattern.compile("(?i)(?:DECIMAL|NUMERIC|DEC)\\s*\\(\\s*\\d+\\s*(?:,\\s*(\\d+)\\s*)?\\)");

    private final Map<String, Object> options;
    private final Map<String, String> columns;
    private final Map<String, String> checks = new LinkedHashMap<>();

    /**
     * @param columns all columns and their types
     * @param declared those whose types were stated; a DOUBLE among them may round
     * @param options of the reader
     */
    CsvNumbers(Map<String, String> columns, Map<String, String> declared, Map<String, Object> options) {
        this.columns = columns;
        this.options = options;
        columns.forEach((name, type) -> {
            Matcher decimal = DECIMAL.matcher(type);
            if (WHOLE.matcher(type).matches()) {
                decimals(name, type, 0);
            } else if (decimal.matches()) {
                decimals(name, type, decimal.group(1) == null ? 0 : Integer.parseInt(decimal.group(1)));
            } else if (type.equals("DOUBLE") && !declared.containsKey(name)) {
                digits(name, type);
            }
        });
    }

    /** The columns as they are to be read. */
    Map<String, String> columns() {
        Map<String, String> read = new LinkedHashMap<>(columns);
        checks.keySet().forEach(name -> read.put(name, "VARCHAR"));
        return read;
    }

    /** What is selected of them. */
    String selected() {
        return checks.isEmpty() ? "*" : checks.values().stream().collect(Collectors.joining(", ", "* replace (", ")"));
    }

    private void decimals(String column, String type, int most) {
        String text = plain(column);
        String fast = "not contains(" + text + ", 'e') and not contains(" + text + ", 'E') and "
                + (most == 0
                        ? "not contains(" + text + ", '.')"
                        : "(instr(" + text + ", '.') = 0 or length(" + text + ") - instr(" + text + ", '.') <= " + most
                                + ")");
        String slow = "regexp_matches(" + text + ", '^[^.eE]*[.][0-9]{0," + most + "}0*\\s*$')";
        check(column, type, fast, slow, "is read as " + type + ", and holds a number of more decimals");
    }

    private void digits(String column, String type) {
        String text = plain(column);
        String shown = "try_cast(" + text + " as double)::varchar";
        check(
                column,
                type,
                "length(" + text + ") <= 15 or " + shown + " = " + text, // nearly all; the digits take longer
                "length(" + digits(text) + ") <= 15 or " + digits(text) + " = " + digits(shown),
                "is read as DOUBLE, and holds a number of more digits");
    }

    private void check(String column, String type, String fast, String slow, String refusal) {
        String name = DuckDb.quoted(column);
        String text = plain(column);
        String number = "try_cast(" + text + " as " + type + ")";
        String none = "case when nullif(" + name + ", '') is null then null else "
                + error(column, "holds a value that is no " + type) + " end";
        String read = "coalesce(" + number + ", " + none + ")";
        checks.put(
                column,
                "case when " + fast + " then " + read + " when " + slow + " then " + read + " when " + text
                        + " is null then null when " + number + " is null then " + none + " else "
                        + error(column, refusal) + " end as " + name);
    }

    private static String error(String column, String why) {
        return "error("
                + DuckDb.literal("the column '" + column + "' " + why + ". Declare another type for it in fields")
                + ")";
    }

    /** The number as SQL writes it. */
    private String plain(String column) {
        return replaced(replaced(DuckDb.quoted(column), "thousands", ""), "decimal_separator", ".");
    }

    private String replaced(String text, String option, String by) {
        Object written = options.get(option);
        return written == null
                ? text
                : "replace(" + text + ", " + DuckDb.literal(written.toString()) + ", " + DuckDb.literal(by) + ")";
    }

    /** The digits that count. */
    private static String digits(String text) {
        return "trim(replace(regexp_replace(" + text + ", '[eE].*', ''), '.', ''), ' +-0')";
    }
}
