package dev.wadi.connection.tabular;

import dev.wadi.spi.BatchReader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Rows that somebody else closes: who writes them does not. */
record BorrowedReader(BatchReader rows) implements BatchReader {

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public @Nullable VectorSchemaRoot next() throws Exception {
        return rows.next();
    }

    @Override
    public void close() {
        // the owner does
    }
}
