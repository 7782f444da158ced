package dev.wadi.connection.custom;

import dev.wadi.spi.BatchReader;
import java.util.Optional;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Rows that a plugin delivers; its errors name it. */
record PluginRows(BatchReader rows, PluginCalls calls, String method) implements BatchReader {

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public @Nullable VectorSchemaRoot next() throws Exception {
        return calls.call(method, rows::next);
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
