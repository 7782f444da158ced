package dev.wadi.pipeline;

import dev.wadi.spi.BatchReader;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Counts what passes, and gives something else back when it is closed, such as a lease. */
final class CountedReader implements BatchReader {

    private final BatchReader source;
    private final AtomicLong rows;
    private final AtomicLong bytes;
    private final Runnable whenClosed;
    private boolean closed;

    CountedReader(BatchReader source, AtomicLong rows, AtomicLong bytes, Runnable whenClosed) {
        this.source = source;
        this.rows = rows;
        this.bytes = bytes;
        this.whenClosed = whenClosed;
    }

    /** Counts what a stage reads. */
    CountedReader(BatchReader source, RunProgress.Stage stage, Runnable whenClosed) {
        this(source, stage.rowCount(), stage.byteCount(), () -> {
            stage.touch();
            whenClosed.run();
        });
    }

    @Override
    public Schema schema() {
        return source.schema();
    }

    @Override
    public @Nullable VectorSchemaRoot next() throws Exception {
        VectorSchemaRoot batch = source.next();
        if (batch != null) {
            rows.addAndGet(batch.getRowCount());
            bytes.addAndGet(batch.getFieldVectors().stream()
                    .mapToLong(FieldVector::getBufferSize)
                    .sum());
        }
        return batch;
    }

    @Override
    public <T> Optional<T> handOver(Class<T> form) {
        return source.handOver(form);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            source.close();
        } finally {
            whenClosed.run();
        }
    }
}
