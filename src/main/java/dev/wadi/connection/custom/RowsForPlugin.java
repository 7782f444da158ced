package dev.wadi.connection.custom;

import dev.wadi.spi.BatchReader;
import java.util.Optional;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Rows that a plugin reads. It remembers why they failed, because that is not the plugin's failure. */
final class RowsForPlugin implements BatchReader {

    private final BatchReader rows;
    private @Nullable Exception failure;

    RowsForPlugin(BatchReader rows) {
        this.rows = rows;
    }

    @Nullable
    Exception failure() {
        return failure;
    }

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public @Nullable VectorSchemaRoot next() throws Exception {
        try {
            return rows.next();
        } catch (Exception e) { // whatever the source throws
            failure = e;
            throw e;
        }
    }

    @Override
    public <T> Optional<T> handOver(Class<T> form) {
        return rows.handOver(form);
    }

    @Override
    public void close() {
        rows.close();
    }
}
