package dev.wadi.connection.postgres;

import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.util.MemoryUtil;

/** Values that have one width. */
abstract class FixedDecoder extends ColumnDecoder {

    private final int width;
    private final Memory values;

    FixedDecoder(BufferAllocator allocator, int width) {
        super(allocator);
        this.width = width;
        this.values = new Memory(allocator, 0);
    }

    /** Where the value number {@link #count} is written. */
    protected final long cell() {
        return values.address() + (long) count * width;
    }

    @Override
    protected void reserve(int wanted) {
        values.ensure((long) wanted * width);
    }

    @Override
    protected void decodeNull() {}

    @Override
    protected List<ArrowBuf> buffers() {
        return List.of(values.buffer());
    }

    @Override
    public void close() {
        super.close();
        values.close();
    }

    /** {@code int2}. */
    static final class Int2 extends FixedDecoder {
        Int2(BufferAllocator allocator) {
            super(allocator, 2);
        }

        @Override
        protected void decode(byte[] message, int at, int length) {
            MemoryUtil.putShort(cell(), Bytes.getShort(message, at));
        }
    }

    /** {@code int4}, and {@code float4}, of which the bits are the same here and there. */
    static final class Int4 extends FixedDecoder {
        Int4(BufferAllocator allocator) {
            super(allocator, 4);
        }

        @Override
        protected void decode(byte[] message, int at, int length) {
            MemoryUtil.putInt(cell(), Bytes.getInt(message, at));
        }
    }

    /** {@code int8}, {@code float8} and {@code time}. */
    static final class Int8 extends FixedDecoder {
        Int8(BufferAllocator allocator) {
            super(allocator, 8);
        }

        @Override
        protected void decode(byte[] message, int at, int length) {
            MemoryUtil.putLong(cell(), Bytes.getLong(message, at));
        }
    }

    /** {@code oid}, which has no sign. */
    static final class Oid extends FixedDecoder {
        Oid(BufferAllocator allocator) {
            super(allocator, 8);
        }

        @Override
        protected void decode(byte[] message, int at, int length) {
            MemoryUtil.putLong(cell(), Integer.toUnsignedLong(Bytes.getInt(message, at)));
        }
    }

    /** {@code uuid}. */
    static final class Uuid extends FixedDecoder {
        Uuid(BufferAllocator allocator) {
            super(allocator, 16);
        }

        @Override
        protected void decode(byte[] message, int at, int length) {
            MemoryUtil.copyToMemory(message, at, cell(), 16);
        }
    }
}
