package dev.wadi.connection.postgres;

import java.math.BigInteger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.util.MemoryUtil;

/** {@code numeric} of up to 38 digits as Decimal128. */
final class DecimalDecoder extends FixedDecoder {

    /** So many digits of the server, sixteen of ours, are sure to fit in a long. */
    private static final int SHORT = 4;

    /** How many decimal digits always fit in a long. */
    private static final int LONG_DIGITS = 18;

    private static final long[] POWERS = powers();

    private final int scale;

    DecimalDecoder(BufferAllocator allocator, int scale) {
        super(allocator, 16);
        this.scale = scale;
    }

    private static long[] powers() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    @Override
    protected void decode(byte[] message, int at, int length) {
        int sign = Numerics.sign(message, at);
        if (sign >= Numerics.NAN) {
            throw new IllegalArgumentException((sign == Numerics.NAN ? "NaN" : "an infinite number")
                    + " has no place in a decimal column. Cast it in the query, such as to double precision");
        }
        int digits = Numerics.digits(message, at);
        int shift = 4 * (Numerics.weight(message, at) - digits + 1) + scale;
        if (digits == 0) {
            put(0, 0);
        } else if (digits <= SHORT && 4 * digits + shift <= LONG_DIGITS && shift > -4) {
            decodeShort(message, at, digits, shift, sign == Numerics.NEGATIVE);
        } else {
            decodeLong(Numerics.value(message, at).setScale(scale).unscaledValue());
        }
    }

    private void decodeShort(byte[] message, int at, int digits, int shift, boolean negative) {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            value = value * 10_000 + Numerics.digit(message, at, i);
        }
        value = shift < 0 ? value / POWERS[-shift] : value * POWERS[shift];
        put(negative ? -value : value, negative && value != 0 ? -1 : 0);
    }

    private void decodeLong(BigInteger value) {
        put(value.longValue(), value.shiftRight(64).longValue());
    }

    private void put(long low, long high) {
        long cell = cell();
        MemoryUtil.putLong(cell, low);
        MemoryUtil.putLong(cell + 8, high);
    }
}
