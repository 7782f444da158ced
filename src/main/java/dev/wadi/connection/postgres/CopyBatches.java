package dev.wadi.connection.postgres;

import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** The rows of a binary COPY, decoded into batches. */
final class CopyBatches implements BatchReader {

    private static final int MAX_ROWS = 65_536;
    private static final long MAX_BYTES = 8 << 20;

    private final CopyReading reading;
    private final Schema schema;
    private final BufferAllocator allocator;
    private final boolean whole;
    private final RowDecoder rows;
    private final ReentrantLock inUse = new ReentrantLock();
    private volatile boolean begun;
    private volatile boolean closed;
    private boolean ended;

    /**
     * @param whole whether the bytes may be handed over
     */
    CopyBatches(CopyReading reading, Schema schema, BufferAllocator allocator, boolean whole) {
        this.reading = reading;
        this.schema = schema;
        this.allocator = allocator;
        this.whole = whole;
        this.rows = new RowDecoder(reading.columns(), schema, allocator);
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public @Nullable VectorSchemaRoot next() {
        inUse.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the reader is closed");
            }
            begun = true;
            return ended ? null : read();
        } catch (SQLException e) {
            throw closed ? new IllegalStateException("the reader is closed", e) : reading.failure(e);
        } finally {
            inUse.unlock();
        }
    }

    private @Nullable VectorSchemaRoot read() throws SQLException {
        int number = 0;
        long bytes = 0;
        while (number < MAX_ROWS && bytes < MAX_BYTES) {
            byte[] message = reading.nextMessage();
            if (message == null) {
                ended = true;
                break;
            }
            bytes += message.length;
            number += decode(message);
        }
        return number == 0 ? null : batch(number);
    }

    private int decode(byte[] message) {
        try {
            return rows.decode(message);
        } catch (IllegalArgumentException e) {
            throw new ConnectionException(reading.connId(), String.valueOf(e.getMessage()), e);
        }
    }

    private VectorSchemaRoot batch(int number) {
        VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator);
        try {
            List<FieldVector> vectors = batch.getFieldVectors();
            for (int i = 0; i < vectors.size(); i++) {
                rows.finish(i, vectors.get(i));
            }
            batch.setRowCount(number);
            return batch;
        } catch (RuntimeException | Error e) {
            batch.close();
            throw e;
        }
    }

    /** An offer: reading begins with the first message, so that who declines it may still ask for batches. */
    @Override
    public <T> Optional<T> handOver(Class<T> form) {
        if (form == CopySource.class && whole && !begun) {
            return Optional.of(form.cast(reading));
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        boolean first = !closed;
        closed = true;
        if (!inUse.tryLock()) {
            reading.interrupt();
            inUse.lock();
        }
        try {
            if (first) {
                rows.close();
                reading.close();
            }
        } finally {
            inUse.unlock();
        }
    }
}
