package dev.wadi.connection.tabular;

import dev.wadi.spi.BatchReader;
import org.apache.arrow.util.AutoCloseables;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Rows of a temporary folder, which is removed when they are closed. */
record RemovingReader(BatchReader rows, TemporaryFolder folder) implements BatchReader {

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
        try {
            AutoCloseables.close(rows, folder);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // Arrow's declares no narrower one
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
