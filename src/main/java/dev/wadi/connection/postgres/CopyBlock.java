package dev.wadi.connection.postgres;

import java.util.Arrays;
import org.apache.arrow.memory.util.MemoryUtil;

/** Bytes on their way into the server, gathered so that few messages are sent. It grows with what is put in. */
final class CopyBlock {

    /** From this size on it is worth to be sent. */
    static final int FULL = 1 << 16;

    private byte[] bytes = new byte[FULL + FULL / 2];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    void putByte(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    void putShort(int value) {
        ensure(2);
        Bytes.putShort(bytes, length, (short) value);
        length += 2;
    }

    void putInt(int value) {
        ensure(4);
        Bytes.putInt(bytes, length, value);
        length += 4;
    }

    void putLong(long value) {
        ensure(8);
        Bytes.putLong(bytes, length, value);
        length += 8;
    }

    void put(byte[] from) {
        ensure(from.length);
        System.arraycopy(from, 0, bytes, length, from.length);
        length += from.length;
    }

    /** Adds bytes that are outside the heap. */
    void put(long address, int number) {
        ensure(number);
        MemoryUtil.copyFromMemory(address, bytes, length, number);
        length += number;
    }

    /** Writes a number where something stands already. */
    void setInt(int at, int value) {
        Bytes.putInt(bytes, at, value);
    }

    private void ensure(int more) {
        if (length + more > bytes.length) {
            if (length + more < 0) {
                throw new IllegalArgumentException("a row of more than 2 GB does not fit");
            }
            bytes = Arrays.copyOf(
                    bytes, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(length + more, 2L * bytes.length)));
        }
    }
}
