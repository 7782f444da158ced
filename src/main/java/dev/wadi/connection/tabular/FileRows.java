package dev.wadi.connection.tabular;

import dev.wadi.batch.Relabelling;
import dev.wadi.spi.BatchReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Rows of files, with the DuckDB that reads them. */
final class FileRows implements BatchReader {

    private final BatchReader rows;
    private final Relabelling relabelling;
    private final FileDuckDb duckdb;
    private final Runnable release;
    private final AtomicBoolean cancelled;
    private final Format format;
    private final FileQuery query;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param release what is done when they are closed */
    FileRows(
            BatchReader rows,
            Schema schema,
            FileDuckDb duckdb,
            Runnable release,
            AtomicBoolean cancelled,
            Format format,
            FileQuery query) {
        this.rows = rows;
        this.relabelling = new Relabelling(schema);
        this.duckdb = duckdb;
        this.release = release;
        this.cancelled = cancelled;
        this.format = format;
        this.query = query;
    }

    @Override
    public Schema schema() {
        return relabelling.schema();
    }

    @Override
    public @Nullable VectorSchemaRoot next() throws Exception {
        if (cancelled.get()) {
            throw new InterruptedIOException("the run was cancelled");
        }
        try {
            VectorSchemaRoot batch = rows.next();
            return batch == null ? null : relabelling.apply(batch);
        } catch (IOException | SQLException e) {
            throw TabularFailure.of(query.reason(e), format, query.files());
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
            release.run();
        }
    }

    @SuppressWarnings("try") // closed, and not used otherwise
    static void close(FileDuckDb duckdb, AutoCloseable registration) {
        try (FileDuckDb ended = duckdb;
                AutoCloseable forgotten = registration) {
            // closed in the reverse order
        } catch (Exception e) { // what AutoCloseable declares
            throw new IllegalStateException("the DuckDB that read files could not be closed", e);
        }
    }
}
