package dev.wadi.connection.tabular;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.RunScope;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads files of one folder, which come one after the other, by one DuckDB. Rows are closed before others are read. */
public final class FolderReader implements AutoCloseable {

    private final RunScope run;
    private final Path folder;
    private final FileDuckDb duckdb;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AutoCloseable registration;

    private FolderReader(RunScope run, Path folder, FileDuckDb duckdb) {
        this.run = run;
        this.folder = folder;
        this.duckdb = duckdb;
        this.registration = run.whenCancelled(() -> {
            cancelled.set(true);
            duckdb.interrupt();
        });
    }

    /** For a folder whose path has all links followed. */
    public static FolderReader open(RunScope run, Path folder) throws IOException {
        try {
            return new FolderReader(run, folder, FileDuckDb.reading(folder, run.memory()));
        } catch (SQLException e) {
            throw new IOException(TabularFailure.text(e), e);
        }
    }

    /**
     * Reads files.
     *
     * @return the rows, which the caller closes before the next ones are read
     * @throws IOException when a file cannot be read
     */
    public BatchReader read(ReadRequest request, List<FoundFile> files) throws IOException {
        FileQuery query = new FileQuery(duckdb, request, files, folder);
        try {
            Conform conform = query.conform();
            try {
                BatchReader rows = duckdb.query(conform.sql(), run.allocator());
                return new FileRows(
                        rows, conform.schema(rows.schema()), duckdb, () -> {}, cancelled, request.format(), query);
            } catch (SQLException e) {
                throw TabularFailure.of(query.reason(duckdb.reason(conform.sql(), e)), request.format(), query.files());
            }
        } catch (SQLException e) {
            throw TabularFailure.of(e, request.format(), files);
        }
    }

    @Override
    public void close() {
        FileRows.close(duckdb, registration);
    }
}
