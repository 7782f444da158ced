package dev.wadi.batch;

import dev.wadi.spi.BatchReader;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** A {@link BatchReader} as Arrow's own reader, for what takes one: DuckDB and the C data interface. */
final class BatchStream extends ArrowReader {

    private final BatchReader batches;
    private final KeptBatches kept;
    private @Nullable Throwable failure;

    /** @param kept what takes over the batches that were passed on, and closes them */
    BatchStream(BufferAllocator allocator, BatchReader batches, KeptBatches kept) {
        super(allocator);
        this.batches = batches;
        this.kept = kept;
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        try (VectorSchemaRoot batch = batches.next()) {
            if (batch == null) {
                return false;
            }
            // The buffers are passed on, not copied: unloading and loading only counts them once more.
            ArrowRecordBatch loaded = new VectorUnloader(batch).getRecordBatch();
            try {
                new VectorLoader(getVectorSchemaRoot()).load(loaded);
            } finally {
                kept.add(loaded);
            }
            return true;
        } catch (IOException e) {
            failed(e);
            throw e;
        } catch (Exception e) { // readers declare no narrower one
            failed(e);
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The first one counts: DuckDB asks once more when another of its threads has failed already. */
    private void failed(Exception thrown) {
        if (failure == null) {
            failure = thrown;
        }
    }

    /** What the source failed with, which who imports the stream tells only as text. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    protected void closeReadSource() {
        batches.close();
    }

    @Override
    protected Schema readSchema() {
        return batches.schema();
    }
}
