package dev.wadi.connection.tabular;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.RunScope;
import dev.wadi.spi.SchemaSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Rows of Parquet, CSV and JSON, wherever the bytes come from. */
public final class TabularFiles {

    /** What is enough to look at columns, which is done without a run. */
    private static final long MEMORY = 1L << 30;

    private TabularFiles() {}

    /**
     * Reads files of one format.
     *
     * @param files at least one; their rows come in this order
     * @param base a folder that all are in; a column {@code filename} has what is below it
     * @return the rows, which the caller closes
     * @throws IOException when a file cannot be read: with its name, and of CSV the line
     * @throws IllegalArgumentException when the request is wrong: an unknown param, a query over two tables
     */
    public static BatchReader read(RunScope run, ReadRequest request, List<FoundFile> files, Path base)
            throws IOException {
        try {
            FileDuckDb duckdb =
                    FileDuckDb.reading(files.stream().map(FoundFile::path).toList(), run.memory());
            return open(run, request, files, base, duckdb);
        } catch (SQLException e) {
            throw TabularFailure.of(e, request.format(), files);
        }
    }

    /**
     * The columns of files of one format, with their types in DuckDB's words.
     *
     * @param files at least one
     * @param base a folder that all are in
     */
    public static List<SchemaSource.Column> columns(ReadRequest request, List<FoundFile> files, Path base)
            throws IOException {
        List<SchemaSource.Column> columns = new ArrayList<>();
        try (FileDuckDb duckdb =
                FileDuckDb.reading(files.stream().map(FoundFile::path).toList(), MEMORY)) {
            Conform conform = new FileQuery(duckdb, request, files, base).conform();
            duckdb.rows(
                    "describe " + conform.sql(),
                    row -> columns.add(new SchemaSource.Column(
                            row.getString(1), conform.types().get(columns.size()), true, null)));
            return columns;
        } catch (SQLException e) {
            throw TabularFailure.of(e, request.format(), files);
        }
    }

    private static BatchReader open(
            RunScope run, ReadRequest request, List<FoundFile> files, Path base, FileDuckDb duckdb)
            throws SQLException, IOException {
        boolean opened = false;
        AtomicBoolean cancelled = new AtomicBoolean();
        AutoCloseable registration = run.whenCancelled(() -> {
            cancelled.set(true);
            duckdb.interrupt();
        });
        try {
            FileQuery query = new FileQuery(duckdb, request, files, base);
            Conform conform = query.conform();
            try {
                BatchReader rows = duckdb.query(conform.sql(), run.allocator());
                opened = true;
                return new FileRows(
                        rows,
                        conform.schema(rows.schema()),
                        duckdb,
                        () -> FileRows.close(duckdb, registration),
                        cancelled,
                        request.format(),
                        query);
            } catch (SQLException e) {
                throw TabularFailure.of(query.reason(duckdb.reason(conform.sql(), e)), request.format(), query.files());
            }
        } finally {
            if (!opened) {
                FileRows.close(duckdb, registration);
            }
        }
    }

    /**
     * Reads what a server answers. It is kept in a temporary file until the reader is closed.
     *
     * @param content all of it is read, and it is not closed
     * @param shown what it is called in messages, such as its address
     */
    public static BatchReader read(RunScope run, ReadRequest request, InputStream content, String shown)
            throws IOException {
        TemporaryFolder folder = TemporaryFolder.create();
        return thenRemoved(folder, () -> {
            Path file = folder.path().resolve("content");
            Files.copy(content, file);
            return read(run, request, List.of(new FoundFile(file, shown)), folder.path());
        });
    }

    /** How reading begins. */
    public interface Opening {
        BatchReader open() throws IOException;
    }

    /** Rows that are read from a temporary folder, which is removed when they are closed, and when they cannot be opened. */
    public static BatchReader thenRemoved(TemporaryFolder folder, Opening opening) throws IOException {
        boolean opened = false;
        try {
            BatchReader rows = opening.open();
            opened = true;
            return new RemovingReader(rows, folder);
        } finally {
            if (!opened) {
                folder.close();
            }
        }
    }
}
