package dev.wadi.cli;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rows for people. Widths are those of the first rows of each thousand, so that any number of rows can be printed. */
final class TableRows extends TextRows {

    private static final int AT_ONCE = 1000;
    private static final Set<Integer> NUMBERS = Set.of(
            Types.TINYINT,
            Types.SMALLINT,
            Types.INTEGER,
            Types.BIGINT,
            Types.REAL,
            Types.FLOAT,
            Types.DOUBLE,
            Types.NUMERIC,
            Types.DECIMAL);

    TableRows(PrintStream out, PrintStream err) {
        super(out, err);
    }

    @Override
    void write(ResultSet result, PrintStream out) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        Table table = table(columns);
        long count = 0;
        while (result.next()) {
            List<String> cells = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                Object value = SqlValue.of(result, i);
                cells.add(value == null ? "NULL" : SqlValue.text(value));
            }
            table.row(cells);
            count++;
            if (table.size() == AT_ONCE) {
                table.print(out);
                table = table(columns);
            }
        }
        if (table.size() > 0 || count == 0) {
            table.print(out);
        }
        out.println("(" + Table.count(count, "row") + ")");
    }

    private static Table table(ResultSetMetaData columns) throws SQLException {
        List<String> headings = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            headings.add(columns.getColumnLabel(i));
        }
        Table table = new Table(headings);
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (NUMBERS.contains(columns.getColumnType(i))) {
                table.right(i - 1);
            }
        }
        return table;
    }
}
