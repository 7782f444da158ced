package dev.wadi.connection.duckdb;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The types of a query's columns as DuckDB writes them, and what they are cast to where a batch has no such type: the values
 * of an enum to text, whole numbers of 128 bits to decimals, arrays to lists.
 */
final class DuckDbTypes {

    private static final Map<String, String> CASTS = Map.of(
            "HUGEINT", "DECIMAL(38,0)",
            "UHUGEINT", "DECIMAL(38,0)",
            "TIMESTAMP_S", "TIMESTAMP",
            "TIMESTAMP_MS", "TIMESTAMP");

    private static final Set<String> REFUSED = Set.of(
            "TIMESTAMP_NS",
            "TIME_NS",
            "TIME WITH TIME ZONE",
            "TIMETZ",
            "BIT",
            "UNION",
            "VARIANT",
            "GEOMETRY",
            "BIGNUM");

    private final String column;
    private final String text;
    private int at;

    private DuckDbTypes(String column, String text) {
        this.column = column;
        this.text = text;
    }

    /**
     * The type that a column of some type is read as.
     *
     * @throws IllegalArgumentException when it has no place in batches; the message names the column
     */
    static String readAs(String column, String type) {
        return new DuckDbTypes(column, type).type(true);
    }

    private String type(boolean outermost) {
        int begin = at;
        String name = word();
        String result;
        if (name.equals("STRUCT")) {
            result = name + fields();
        } else if (name.equals("MAP")) {
            result = name + parenthesis();
        } else if (name.equals("ENUM")) {
            skipParenthesis();
            result = "VARCHAR";
        } else {
            result = plain(name, begin, outermost);
        }
        return result + lists();
    }

    private String plain(String name, int begin, boolean outermost) {
        if (REFUSED.contains(name) || name.equals("UUID") && (!outermost || at < text.length())) {
            throw new IllegalArgumentException("column '" + column + "': there is no place for " + text
                    + " in a batch. Cast it in the query, such as " + column + "::VARCHAR");
        }
        if (at < text.length() && text.charAt(at) == '(') {
            skipParenthesis();
        }
        String written = text.substring(begin, at);
        return CASTS.getOrDefault(name, written);
    }

    /** Letters with spaces inside, as in {@code TIMESTAMP WITH TIME ZONE}. */
    private String word() {
        int begin = at;
        while (at < text.length() && "(),[".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(begin, at).strip().toUpperCase(Locale.ROOT);
    }

    private String fields() {
        StringBuilder all = new StringBuilder("(");
        at++;
        while (text.charAt(at) != ')') {
            if (text.charAt(at) == ',') {
                at += 2;
                all.append(", ");
            }
            all.append(fieldName()).append(' ');
            at++;
            all.append(type(false));
        }
        at++;
        return all.append(')').toString();
    }

    private String fieldName() {
        int begin = at;
        if (text.charAt(at) == '"') {
            skipQuoted('"');
        } else {
            at = text.indexOf(' ', at);
        }
        return text.substring(begin, at);
    }

    private String parenthesis() {
        StringBuilder all = new StringBuilder("(");
        at++;
        all.append(type(false)).append(", ");
        at += 2;
        all.append(type(false));
        at++;
        return all.append(')').toString();
    }

    private void skipParenthesis() {
        int depth = 0;
        do {
            char c = text.charAt(at);
            if (c == '\'') {
                skipQuoted('\'');
                continue;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at++;
        } while (depth > 0);
    }

    /** Two quotes in a row are two quoted texts in a row, which end at the same place. */
    private void skipQuoted(char quote) {
        do {
            at = text.indexOf(quote, at + 1) + 1;
        } while (at < text.length() && text.charAt(at) == quote);
    }

    private String lists() {
        StringBuilder lists = new StringBuilder();
        while (at < text.length() && text.charAt(at) == '[') {
            at = text.indexOf(']', at) + 1;
            lists.append("[]");
        }
        return lists.toString();
    }
}
