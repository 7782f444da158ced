package dev.wadi.cli;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Rows as CSV by RFC 4180, with a heading. NULL is nothing at all and empty text is {@code ""}. */
final class CsvRows extends TextRows {

    CsvRows(PrintStream out, PrintStream err) {
        super(out, err);
    }

    @Override
    void write(ResultSet result, PrintStream out) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        StringJoiner heading = new StringJoiner(",");
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            heading.add(cell(columns.getColumnLabel(i)));
        }
        out.println(heading);
        while (result.next()) {
            StringJoiner line = new StringJoiner(",");
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                line.add(cell(SqlValue.of(result, i)));
            }
            out.println(line);
        }
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = SqlValue.text(value);
        boolean quoted = text.isEmpty() || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
