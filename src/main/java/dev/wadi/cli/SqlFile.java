package dev.wadi.cli;

import dev.wadi.config.ConfigurationException;
import dev.wadi.config.Place;
import dev.wadi.config.Problem;
import dev.wadi.connection.ConnectionDefinition;
import dev.wadi.pipeline.ParquetFile;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.OpenConnection;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs statements on one connection, and writes the rows of the last into a Parquet file. */
final class SqlFile {

    private final ConnectionDefinition definition;
    private final SqlRun before;

    SqlFile(ConnectionDefinition definition, PrintStream err) {
        this.definition = definition;
        this.before = new SqlRun(definition, new NoRows(err));
    }

    /** How many rows the file has. */
    long write(OpenConnection open, List<String> statements, Path file) {
        int last = statements.size() - 1;
        before.run(open, statements.subList(0, last)); // with none of them, it tells what has no SQL or is not there
        String sql = statements.get(last);
        try {
            return new ParquetFile(open, sql)
                    .write(file)
                    .orElseThrow(() -> wrong("STATEMENT", "it returns no rows", "Leave --format parquet out"));
        } catch (IllegalArgumentException e) {
            throw refused(e);
        } catch (IOException e) {
            throw wrong("--output", "cannot be written: " + e.getMessage(), "Choose another file");
        } catch (RuntimeException e) {
            throw sqlException(e) == null ? e : failed(sql, e);
        } catch (Exception e) { // what taps throw
            throw failed(sql, e);
        }
    }

    private RuntimeException failed(String sql, Exception failure) {
        SQLException reason = sqlException(failure);
        if (reason != null) {
            return before.wrongOrFailed(sql, reason);
        }
        return failure instanceof ConnectionException known
                ? known
                : new ConnectionException(
                        definition.connId(), "the rows cannot be read: " + failure.getMessage(), failure);
    }

    private static @Nullable SQLException sqlException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException reason) {
                return reason;
            }
        }
        return null;
    }

    /** Says a column that Parquet has no place for: what, and what to do, in two sentences. */
    private static ConfigurationException refused(IllegalArgumentException refusal) {
        String[] sentences = String.valueOf(refusal.getMessage()).split("\\. ", 2);
        return wrong("STATEMENT", sentences[0], sentences.length > 1 ? sentences[1] : "Change the statement");
    }

    private static ConfigurationException wrong(String place, String what, String fix) {
        return new ConfigurationException(Problem.error(Place.of(place), "", what, fix));
    }
}
