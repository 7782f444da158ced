package dev.wadi.batch;

import dev.wadi.spi.BatchReader;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads a source on a thread of its own, ahead of who takes the batches, through a queue bounded in bytes, so that reading and
 * writing overlap and memory does not grow. The thread starts with the first {@link #next}. A batch that alone is larger
 * than the bound passes when the queue is empty.
 */
public final class ReadAhead implements BatchReader {

    private final BatchReader source;
    private final long maxBytes;
    private final ExecutorService threads;
    private final ArrayDeque<Held> queue = new ArrayDeque<>();
    private long queuedBytes;
    private boolean started;
    private boolean reading;
    private boolean ended;
    private boolean closed;
    private @Nullable Throwable failure;

    private record Held(VectorSchemaRoot batch, long bytes) {}

    /**
     * @param maxBytes how many bytes of batches may wait
     * @param threads where the reading thread comes from
     */
    public ReadAhead(BatchReader source, long maxBytes, ExecutorService threads) {
        this.source = source;
        this.maxBytes = maxBytes;
        this.threads = threads;
    }

    @Override
    public Schema schema() {
        return source.schema();
    }

    @Override
    public synchronized <T> Optional<T> handOver(Class<T> form) {
        return started ? Optional.empty() : source.handOver(form);
    }

    @Override
    public synchronized @Nullable VectorSchemaRoot next() throws Exception {
        if (!started) {
            started = true;
            reading = true;
            threads.execute(this::read);
        }
        while (queue.isEmpty() && !ended && !closed) {
            waitForChange();
        }
        if (closed) {
            throw new IllegalStateException("the reader is closed");
        }
        Held held = queue.poll();
        if (held != null) {
            queuedBytes -= held.bytes();
            notifyAll();
            return held.batch();
        }
        rethrow();
        return null;
    }

    private void rethrow() throws Exception {
        Throwable thrown = failure;
        if (thrown instanceof Exception e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
    }

    private void read() {
        Throwable thrown = null;
        try {
            VectorSchemaRoot batch = source.next();
            while (batch != null && put(batch)) {
                batch = source.next();
            }
        } catch (Exception | Error e) { // thrown on the thread that takes the batches
            thrown = e;
        }
        synchronized (this) {
            failure = thrown;
            ended = true;
            reading = false;
            notifyAll();
        }
    }

    /** Waits for room; false when nobody wants more. */
    private synchronized boolean put(VectorSchemaRoot batch) throws InterruptedIOException {
        long bytes = bytes(batch);
        try {
            while (queuedBytes > 0 && queuedBytes + bytes > maxBytes && !closed) {
                waitForChange();
            }
        } catch (InterruptedIOException e) {
            batch.close();
            throw e;
        }
        if (closed) {
            batch.close();
            return false;
        }
        queue.add(new Held(batch, bytes));
        queuedBytes += bytes;
        notifyAll();
        return true;
    }

    /** How much memory a batch holds. */
    static long bytes(VectorSchemaRoot batch) {
        return batch.getFieldVectors().stream()
                .mapToLong(FieldVector::getBufferSize)
                .sum();
    }

    @SuppressWarnings("WaitNotInLoop") // the callers loop
    private void waitForChange() throws InterruptedIOException {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for rows");
        }
    }

    /** Closes the source, which ends a read that waits, and waits for the reading thread to leave it. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            notifyAll();
        }
        source.close();
        synchronized (this) {
            awaitReader();
            queue.forEach(held -> held.batch().close());
            queue.clear();
            queuedBytes = 0;
        }
    }

    private void awaitReader() {
        boolean interrupted = false;
        while (reading) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
