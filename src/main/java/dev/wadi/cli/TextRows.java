package dev.wadi.cli;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Rows as text, with an empty line between two results. */
abstract class TextRows implements RowWriter {

    private final PrintStream out;
    private final PrintStream err;
    private boolean isFirst = true;

    TextRows(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Writes one result. */
    abstract void write(ResultSet result, PrintStream out) throws SQLException;

    @Override
    public final void rows(ResultSet result) throws SQLException {
        if (!isFirst) {
            out.println();
        }
        isFirst = false;
        write(result, out);
    }

    @Override
    public final void changed(long rows) {
        out.flush();
        err.println(Table.count(rows, "row") + " changed");
    }
}
