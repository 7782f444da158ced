package dev.wadi.connection.tabular;

import dev.wadi.spi.BatchReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Rows of files, with the DuckDB that reads them. */
final class FileRows implements BatchReader {

    private final BatchReader rows;
    private final FileDuckDb duckdb;
    private final AutoCloseable cancelled;
    private final Format format;
    private final List<FoundFile> files;
    private final AtomicBoolean closed = new AtomicBoolean();

    FileRows(BatchReader rows, FileDuckDb duckdb, AutoCloseable cancelled, Format format, List<FoundFile> files) {
        this.rows = rows;
        this.duckdb = duckdb;
        this.cancelled = cancelled;
        this.format = format;
        this.files = files;
    }

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public @Nullable VectorSchemaRoot next() throws Exception {
        try {
            return rows.next();
        } catch (IOException | SQLException e) {
            throw TabularFailure.of(e, format, files);
        }
    }

    /** Ends a read that waits, too. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        duckdb.interrupt();
        try {
            rows.close();
        } finally {
            close(duckdb, cancelled);
        }
    }

    static void close(FileDuckDb duckdb, AutoCloseable cancelled) {
        try (FileDuckDb ended = duckdb;
                AutoCloseable forgotten = cancelled) {
            // closed in the reverse order
        } catch (Exception e) { // what AutoCloseable declares
            throw new IllegalStateException("the DuckDB that read files could not be closed", e);
        }
    }
}
