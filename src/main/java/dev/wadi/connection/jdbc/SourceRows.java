package dev.wadi.connection.jdbc;

import dev.wadi.spi.BatchReader;
import java.util.Optional;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** The rows of a sink, which remember what reading them failed with: that is no failure of the sink. */
public final class SourceRows implements BatchReader {

    private final BatchReader rows;
    private @Nullable Exception failure;

    public SourceRows(BatchReader rows) {
        this.rows = rows;
    }

    /** What reading failed with. */
    public @Nullable Exception failure() {
        return failure;
    }

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public <T> Optional<T> handOver(Class<T> form) {
        return rows.handOver(form);
    }

    @Override
    public @Nullable VectorSchemaRoot next() throws Exception {
        try {
            return rows.next();
        } catch (Exception e) { // readers declare no narrower one; it is told to the sink and goes on
            failure = e;
            throw e;
        }
    }

    /** Nothing: who called the sink closes the rows. */
    @Override
    public void close() {}
}
