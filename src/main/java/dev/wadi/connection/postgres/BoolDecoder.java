package dev.wadi.connection.postgres;

import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.util.MemoryUtil;

/** {@code bool}: a byte there and a bit here. */
final class BoolDecoder extends ColumnDecoder {

    private final Memory bits;

    BoolDecoder(BufferAllocator allocator) {
        super(allocator);
        this.bits = new Memory(allocator, 0);
    }

    @Override
    protected void reserve(int values) {
        bits.ensure((values + 7) / 8);
    }

    @Override
    protected void decode(byte[] message, int at, int length) {
        if (message[at] != 0) {
            long cell = bits.address() + (count >> 3);
            MemoryUtil.putByte(cell, (byte) (MemoryUtil.getByte(cell) | 1 << (count & 7)));
        }
    }

    @Override
    protected void decodeNull() {}

    @Override
    protected List<ArrowBuf> buffers() {
        return List.of(bits.buffer());
    }

    @Override
    public void close() {
        super.close();
        bits.close();
    }
}
