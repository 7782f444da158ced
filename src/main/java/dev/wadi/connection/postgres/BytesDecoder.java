package dev.wadi.connection.postgres;

import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.util.MemoryUtil;

/** Text, {@code bytea}, {@code json}, {@code jsonb}: bytes of any length. */
class BytesDecoder extends ColumnDecoder {

    private final int skipped;
    private final Memory offsets;
    private final Memory bytes;
    private int end;

    /**
     * @param skipped how many bytes stand before the value: {@code jsonb} has its version there
     */
    BytesDecoder(BufferAllocator allocator, int skipped) {
        super(allocator);
        this.skipped = skipped;
        this.offsets = new Memory(allocator, 0);
        this.bytes = new Memory(allocator, 0);
    }

    @Override
    protected final void reserve(int values) {
        offsets.ensure(4L * (values + 1));
        bytes.ensure(16L * values);
    }

    @Override
    protected void decode(byte[] message, int at, int length) {
        append(message, at + skipped, length - skipped);
    }

    /** Adds bytes to the value. */
    protected final void append(byte[] from, int at, int length) {
        if ((long) end + length > bytes.capacity()) {
            bytes.ensure((long) end + length);
        }
        MemoryUtil.copyToMemory(from, at, bytes.address() + end, length);
        end += length;
        MemoryUtil.putInt(offsets.address() + 4L * (count + 1), end);
    }

    @Override
    protected final void decodeNull() {
        MemoryUtil.putInt(offsets.address() + 4L * (count + 1), end);
    }

    @Override
    protected final List<ArrowBuf> buffers() {
        return List.of(offsets.buffer(), bytes.buffer());
    }

    @Override
    public final void close() {
        super.close();
        offsets.close();
        bytes.close();
        end = 0;
    }
}
