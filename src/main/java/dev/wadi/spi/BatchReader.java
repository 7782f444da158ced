package dev.wadi.spi;

import java.util.Optional;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Rows in columns, batch by batch, that are read once. Used by one thread at a time; {@link #close} may come from
 * another, and then a waiting {@link #next} ends soon with an exception.
 */
public interface BatchReader extends AutoCloseable {

    /** The columns; the same before, between and after the batches. */
    Schema schema();

    /**
     * The next batch, with columns as in {@link #schema}. It belongs to the caller, who closes it. A batch is new memory
     * each time, because what was handed to another library by the C data interface may not be written again.
     *
     * @return a batch, perhaps of no rows, or null after the last one
     * @throws Exception when the source fails; rows that were read before are then not all there are
     */
    @Nullable
    VectorSchemaRoot next() throws Exception;

    /**
     * The same rows in another form, for a sink of the source's own engine: PostgreSQL hands over the bytes of COPY. Who
     * takes it does not call {@link #next}, and closes this reader and not what was handed over.
     *
     * @return the other form, or nothing when there is none of that class or reading has begun
     */
    default <T> Optional<T> handOver(Class<T> form) {
        return Optional.empty();
    }

    /** Ends the reading, wherever it is, and gives everything back. Closing twice is harmless. */
    @Override
    void close();
}
