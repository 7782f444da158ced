package dev.wadi.batch;

import dev.wadi.spi.BatchReader;
import java.util.ArrayDeque;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The last batches that were taken from a stream, kept for a while so that they can be read once more. Their memory is counted
 * and not copied. Thread-safe until they are read.
 */
final class KeptBatches implements BatchReader {

    private static final int LEAST = 2;

    private final BufferAllocator allocator;
    private final Schema schema;
    private final long mostBytes;
    private final ArrayDeque<ArrowRecordBatch> batches = new ArrayDeque<>();
    private long bytes;
    private boolean closed;

    KeptBatches(BufferAllocator allocator, Schema schema, long mostBytes) {
        this.allocator = allocator;
        this.schema = schema;
        this.mostBytes = mostBytes;
    }

    /** Takes over a batch; the oldest ones go when there are too many. */
    synchronized void add(ArrowRecordBatch batch) {
        if (closed || mostBytes == 0) {
            batch.close();
            return;
        }
        batches.add(batch);
        bytes += batch.computeBodyLength();
        while (bytes > mostBytes && batches.size() > LEAST) {
            bytes -= batches.element().computeBodyLength();
            batches.remove().close();
        }
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public synchronized @Nullable VectorSchemaRoot next() {
        ArrowRecordBatch batch = batches.poll();
        if (batch == null) {
            return null;
        }
        try (batch) {
            VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
            new VectorLoader(root).load(batch);
            return root;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        batches.forEach(ArrowRecordBatch::close);
        batches.clear();
    }
}
