package dev.wadi.connection.postgres;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;

/** Collects the values of one column in the memory of a vector, value by value, without an object for any. */
abstract class ColumnDecoder implements AutoCloseable {

    /** How much room a batch begins with. */
    private static final int FIRST_CAPACITY = 1024;

    private final Memory validity;
    private int nulls;
    private int capacity;

    /** How many values there are. */
    protected int count;

    ColumnDecoder(BufferAllocator allocator) {
        this.validity = new Memory(allocator, 0xff);
    }

    /** Adds a value that stands in a message of the server. */
    final void add(byte[] message, int at, int length) {
        if (count == capacity) {
            grow();
        }
        decode(message, at, length);
        count++;
    }

    /** Adds the absence of a value. */
    final void addNull() {
        if (count == capacity) {
            grow();
        }
        long cell = validity.address() + (count >> 3);
        MemoryUtil.putByte(cell, (byte) (MemoryUtil.getByte(cell) & ~(1 << (count & 7))));
        decodeNull();
        nulls++;
        count++;
    }

    private void grow() {
        int larger = Math.max(FIRST_CAPACITY, capacity * 2);
        validity.ensure((larger + 7) / 8);
        reserve(larger);
        capacity = larger;
    }

    /** Makes room for so many values. */
    protected abstract void reserve(int values);

    /** Writes the value number {@link #count}. */
    protected abstract void decode(byte[] message, int at, int length);

    /** Writes what stands for no value at number {@link #count}; what is written must only be harmless. */
    protected abstract void decodeNull();

    /** The buffers of the vector after the validity. */
    protected abstract List<ArrowBuf> buffers();

    /** Hands the values over to an empty vector and begins anew. */
    void finish(FieldVector vector) {
        if (count == 0) {
            grow();
        }
        List<ArrowBuf> all = new ArrayList<>();
        all.add(validity.buffer());
        all.addAll(buffers());
        vector.loadFieldBuffers(new ArrowFieldNode(count, nulls), all);
        close();
    }

    /** Gives all memory back. */
    @Override
    public void close() {
        validity.close();
        count = 0;
        nulls = 0;
        capacity = 0;
    }
}
