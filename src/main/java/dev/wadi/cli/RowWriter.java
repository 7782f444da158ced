package dev.wadi.cli;

import java.io.PrintStream;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Writes the results of statements, one after the other, as they come. */
interface RowWriter {

    /** All rows of one result. */
    void rows(ResultSet result) throws SQLException;

    /** What a statement without rows did. */
    void changed(long rows);

    /** The writer of a format. */
    static RowWriter of(SqlCommand.Format format, PrintStream out, PrintStream err) {
        return switch (format) {
            case TABLE -> new TableRows(out, err);
            case CSV -> new CsvRows(out, err);
            case JSON -> new JsonRows(out, true);
            case JSONL -> new JsonRows(out, false);
            case PARQUET -> new NoRows(err);
        };
    }
}
