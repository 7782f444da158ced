package dev.wadi.connection.tabular;

import dev.wadi.spi.BatchReader;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Rows that somebody else closes, until the run is cancelled. */
record BorrowedReader(BatchReader rows, AtomicBoolean cancelled) implements BatchReader {

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public @Nullable VectorSchemaRoot next() throws Exception {
        if (cancelled.get()) {
            throw new InterruptedIOException("the run was cancelled");
        }
        return rows.next();
    }

    @Override
    public void close() {
        // the owner does
    }
}
