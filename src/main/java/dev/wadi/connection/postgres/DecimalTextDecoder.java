package dev.wadi.connection.postgres;

import java.nio.charset.StandardCharsets;
import org.apache.arrow.memory.BufferAllocator;

/** {@code numeric} without bound, as the text that the server would write. */
final class DecimalTextDecoder extends BytesDecoder {

    private static final byte[] NAN = "NaN".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INFINITY = "Infinity".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEGATIVE_INFINITY = "-Infinity".getBytes(StandardCharsets.US_ASCII);

    private byte[] text = new byte[64];
    private int length;

    DecimalTextDecoder(BufferAllocator allocator) {
        super(allocator, 0);
    }

    @Override
    protected void decode(byte[] message, int at, int size) {
        switch (Numerics.sign(message, at)) {
            case Numerics.NAN -> append(NAN, 0, NAN.length);
            case Numerics.INFINITY -> append(INFINITY, 0, INFINITY.length);
            case Numerics.NEGATIVE_INFINITY -> append(NEGATIVE_INFINITY, 0, NEGATIVE_INFINITY.length);
            default -> {
                write(message, at);
                append(text, 0, length);
            }
        }
    }

    private void write(byte[] message, int at) {
        int weight = Numerics.weight(message, at);
        int scale = Numerics.scale(message, at);
        int room = 4 * Math.max(1, weight + 1) + scale + 8;
        if (text.length < room) {
            text = new byte[room];
        }
        length = 0;
        if (Numerics.sign(message, at) == Numerics.NEGATIVE) {
            text[length++] = '-';
        }
        writeWhole(message, at, weight);
        if (scale > 0) {
            writeFraction(message, at, weight, scale);
        }
    }

    private void writeWhole(byte[] message, int at, int weight) {
        int begin = length;
        for (int i = 0; i <= weight; i++) {
            group(digit(message, at, i));
        }
        int zeros = begin;
        while (zeros < length && text[zeros] == '0') {
            zeros++;
        }
        System.arraycopy(text, zeros, text, begin, length - zeros);
        length -= zeros - begin;
        if (length == begin) {
            text[length++] = '0';
        }
    }

    private void writeFraction(byte[] message, int at, int weight, int scale) {
        text[length++] = '.';
        int end = length + scale;
        for (int i = weight + 1; length < end; i++) {
            group(digit(message, at, i));
        }
        length = end;
    }

    /** A digit; those that are not sent are zeros before and behind. */
    private static int digit(byte[] message, int at, int index) {
        return index < 0 || index >= Numerics.digits(message, at) ? 0 : Numerics.digit(message, at, index);
    }

    private void group(int digit) {
        text[length++] = (byte) ('0' + digit / 1000);
        text[length++] = (byte) ('0' + digit / 100 % 10);
        text[length++] = (byte) ('0' + digit / 10 % 10);
        text[length++] = (byte) ('0' + digit % 10);
    }
}
