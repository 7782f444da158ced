package dev.wadi.cli;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Rows as CSV by RFC 4180, with a heading. NULL is nothing at all and empty text is {@code ""}. An empty line stands
 * between two results.
 */
final class CsvRows implements RowWriter {

    private final PrintStream out;
    private final PrintStream err;
    private boolean isFirst = true;

    CsvRows(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void rows(ResultSet result) throws SQLException {
        if (!isFirst) {
            out.println();
        }
        isFirst = false;
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

    @Override
    public void changed(long rows) {
        err.println(Table.count(rows, "row") + " changed");
    }
}
