package dev.wadi.connection.mysql;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the server says, with the column and row where it names them, and without values. */
final class MySqlFailure {

    private static final Pattern COLUMN = Pattern.compile(" for column (?:[`'][^.]*?[`']\\.)*[`']?([^`'.]+)[`']?");
    private static final Pattern NULL = Pattern.compile(
            "^(?:Column '(?<plain>.+)' cannot be null|Column set to default value; NULL supplied to NOT NULL column '(?<load>.+?)')");
    private static final Pattern ROW = Pattern.compile(" at row (\\d+)");
    private static final Pattern VALUE = Pattern.compile(": '.*?'(?= for column)|(?<=value): '.*'", Pattern.DOTALL);
    private static final Pattern DRIVER = Pattern.compile("^Data truncation: ");

    private MySqlFailure() {}

    static String reason(SQLException failure) {
        return reason(String.valueOf(failure.getMessage()), 0);
    }

    /**
     * The reason as a message goes on after the name of a table.
     *
     * @param rowsBefore how many rows other statements had
     */
    static String reason(String message, long rowsBefore) {
        String text = DRIVER.matcher(message).replaceFirst("");
        text = VALUE.matcher(text).replaceFirst("");
        Matcher missing = NULL.matcher(text);
        if (missing.find()) {
            String name = missing.group("plain") == null ? missing.group("load") : missing.group("plain");
            text = missing.replaceFirst(Matcher.quoteReplacement("NULL is not allowed for column '" + name + "'"));
        }
        Matcher column = COLUMN.matcher(text);
        String place = "";
        if (column.find()) {
            place = ", column '" + column.group(1) + "'";
            text = column.replaceFirst("");
        }
        Matcher row = ROW.matcher(text);
        if (row.find()) {
            place += ", row " + (rowsBefore + Long.parseLong(row.group(1)));
            text = row.replaceFirst("");
        }
        String line = text.strip().replaceAll("\\s*\n\\s*", " ");
        return place.isEmpty() ? line : place + ": " + line;
    }
}
