package dev.wadi.connection.postgres;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.util.MemoryUtil;

/** Memory of Arrow that grows, written by address. What is new is filled with one byte. */
final class Memory implements AutoCloseable {

    private final BufferAllocator allocator;
    private final byte filling;
    private ArrowBuf buffer;
    private long address;
    private long capacity;

    Memory(BufferAllocator allocator, int filling) {
        this.allocator = allocator;
        this.filling = (byte) filling;
        this.buffer = allocator.getEmpty();
    }

    long address() {
        return address;
    }

    long capacity() {
        return capacity;
    }

    ArrowBuf buffer() {
        return buffer;
    }

    /** Makes room for so many bytes, at least doubling; the address changes. */
    void ensure(long bytes) {
        if (bytes <= capacity) {
            return;
        }
        ArrowBuf larger = allocator.buffer(Math.max(bytes, capacity * 2));
        MemoryUtil.copyMemory(address, larger.memoryAddress(), capacity);
        MemoryUtil.setMemory(larger.memoryAddress() + capacity, larger.capacity() - capacity, filling);
        buffer.close();
        buffer = larger;
        address = larger.memoryAddress();
        capacity = larger.capacity();
    }

    /** Gives the memory back; what was taken over from {@link #buffer} stays. */
    @Override
    public void close() {
        buffer.close();
        buffer = allocator.getEmpty();
        address = 0;
        capacity = 0;
    }
}
