package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import java.io.PrintStream;
import java.sql.ResultSet;

/** For statements before the one whose rows become a file: theirs have no place in it. */
final class NoRows implements RowWriter {

    private final PrintStream err;

    NoRows(PrintStream err) {
        this.err = err;
    }

    @Override
    public void rows(ResultSet result) {
        throw new ConfigurationException(Problem.error(
                Place.of("STATEMENT"),
                "",
                "a Parquet file has the rows of one statement, and one before the last has rows, too",
                "Write one file for each"));
    }

    @Override
    public void changed(long rows) {
        err.println(Table.count(rows, "row") + " changed");
    }
}
