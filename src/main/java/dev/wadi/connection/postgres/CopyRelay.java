package dev.wadi.connection.postgres;

import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * Bytes of one server's COPY into another's. A thread of its own reads, so that both servers work at once; blocks pass
 * through a short queue and back, so that memory does not grow.
 */
final class CopyRelay implements AutoCloseable {

    private static final int BLOCKS = 16;
    private static final int BLOCK_BYTES = 1 << 18;

    private final CopySource source;
    private final ArrayDeque<Block> full = new ArrayDeque<>();
    private final ArrayDeque<Block> free = new ArrayDeque<>();
    private final Thread reader = new Thread(this::read, "wadi-copy");
    private boolean ended;
    private boolean closed;
    private @Nullable Throwable failure;

    /** Bytes that are filled by one thread and written by the other. */
    private static final class Block {
        private byte[] bytes = new byte[BLOCK_BYTES];
        private int length;

        boolean takes(byte[] message) {
            return length == 0 || length + message.length <= bytes.length;
        }

        void add(byte[] message) {
            if (message.length > bytes.length) {
                bytes = Arrays.copyOf(message, message.length);
            } else {
                System.arraycopy(message, 0, bytes, length, message.length);
            }
            length += message.length;
        }
    }

    CopyRelay(CopySource source) {
        this.source = source;
        for (int i = 0; i < BLOCKS; i++) {
            free.add(new Block());
        }
        reader.setDaemon(true);
    }

    /** Writes all bytes, without ending the COPY. */
    void writeTo(CopyIn copy) throws SQLException, InterruptedIOException {
        reader.start();
        for (Block block = take(full); block != null; block = take(full)) {
            copy.writeToCopy(block.bytes, 0, block.length);
            recycle(block);
        }
        rethrow();
    }

    private synchronized void rethrow() throws InterruptedIOException {
        if (failure instanceof InterruptedIOException e) {
            throw e;
        }
        if (failure instanceof SQLException e) {
            throw source.failure(e);
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    private void recycle(Block block) {
        // a block that had to grow for one large value is not kept
        Block empty = block.bytes.length > BLOCK_BYTES ? new Block() : block;
        empty.length = 0;
        put(free, empty);
    }

    private void read() {
        Throwable thrown = null;
        try {
            readAll();
        } catch (SQLException | InterruptedIOException | RuntimeException | Error e) {
            thrown = e;
        }
        synchronized (this) {
            failure = thrown;
            ended = true;
            notifyAll();
        }
    }

    private void readAll() throws SQLException, InterruptedIOException {
        Block block = take(free);
        for (byte[] message = source.nextMessage(); message != null && block != null; message = source.nextMessage()) {
            if (!block.takes(message)) {
                put(full, block);
                block = take(free);
            }
            if (block != null) {
                block.add(message);
            }
        }
        if (block != null) {
            put(full, block);
        }
    }

    private synchronized void put(ArrayDeque<Block> queue, Block block) {
        queue.add(block);
        notifyAll();
    }

    /** The next block; null when there will be none. */
    private synchronized @Nullable Block take(ArrayDeque<Block> queue) throws InterruptedIOException {
        while (queue.isEmpty() && !ended && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while rows were copied");
            }
        }
        return closed ? null : queue.poll();
    }

    /** Ends the reading, wherever it is, and waits for its thread. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
            if (!ended && reader.isAlive()) {
                source.interrupt();
            }
        }
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
