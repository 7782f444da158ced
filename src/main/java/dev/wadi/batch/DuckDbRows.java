package dev.wadi.batch;

import dev.wadi.spi.BatchReader;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/** The result of a query to DuckDB, batch by batch as it is made. Its connection can run nothing else until it is closed. */
final class DuckDbRows implements BatchReader {

    /** Rows a batch: DuckDB's vectors have 2,048, and an export of one vector at a time costs more than its rows. */
    private static final long BATCH_ROWS = 65_536;

    private final Statement statement;
    private final DuckDBResultSet result;
    private final BufferAllocator allocator;
    private final ArrowReader reader;
    private final Schema schema;
    private boolean closed;

    DuckDbRows(Statement statement, DuckDBResultSet result, BufferAllocator allocator)
            throws SQLException, IOException {
        this.statement = statement;
        this.result = result;
        this.allocator = allocator;
        this.reader = (ArrowReader) result.arrowExportStream(allocator, BATCH_ROWS);
        this.schema = reader.getVectorSchemaRoot().getSchema();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public synchronized @Nullable VectorSchemaRoot next() throws Exception {
        if (closed) {
            throw new IllegalStateException("the result is closed");
        }
        if (!reader.loadNextBatch()) {
            return null;
        }
        VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator);
        try (ArrowRecordBatch loaded = new VectorUnloader(reader.getVectorSchemaRoot()).getRecordBatch()) {
            new VectorLoader(batch).load(loaded);
        }
        return batch;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            AutoCloseables.close(reader, result, statement);
        } catch (Exception e) { // Arrow's declares no narrower one
            throw new IllegalStateException("a result of DuckDB could not be closed", e);
        }
    }
}
