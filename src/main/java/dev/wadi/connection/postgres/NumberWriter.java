package dev.wadi.connection.postgres;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Writes numbers as one of the server's numeric types, if they fit exactly. */
final class NumberWriter {

    private static final long SHORT = 1_000_000_000_000_000L;
    private static final long[] PADS = {1, 1000, 100, 10};
    private static final BigInteger BASE = BigInteger.valueOf(10_000);

    private final ServerType type;
    private final short[] groups = new short[8];

    NumberWriter(ServerType type) {
        this.type = type;
    }

    static boolean canWrite(ServerType type) {
        return switch (type.wire()) {
            case INT2, INT4, INT8, OID, FLOAT4, FLOAT8, NUMERIC -> true;
            default -> false;
        };
    }

    void write(long value, CopyBlock block) {
        switch (type.wire()) {
            case INT2 -> {
                block.putInt(2);
                block.putShort((int) within(value, Short.MIN_VALUE, Short.MAX_VALUE));
            }
            case INT4 -> {
                block.putInt(4);
                block.putInt((int) within(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
            }
            case OID -> {
                block.putInt(4);
                block.putInt((int) within(value, 0, 0xffff_ffffL));
            }
            case INT8 -> {
                block.putInt(8);
                block.putLong(value);
            }
            case NUMERIC -> decimal(value, 0, block);
            default -> write((double) value, block);
        }
    }

    private long within(long value, long least, long greatest) {
        if (value < least || value > greatest) {
            throw overflow();
        }
        return value;
    }

    private IllegalArgumentException overflow() {
        return new IllegalArgumentException("a number is out of the range of " + type);
    }

    void write(double value, CopyBlock block) {
        switch (type.wire()) {
            case FLOAT8 -> {
                block.putInt(8);
                block.putLong(Double.doubleToRawLongBits(value));
            }
            case FLOAT4 -> {
                float narrow = (float) value;
                if (Float.isInfinite(narrow) && !Double.isInfinite(value)) {
                    throw overflow();
                }
                block.putInt(4);
                block.putInt(Float.floatToRawIntBits(narrow));
            }
            default -> exact(value, block);
        }
    }

    private void exact(double value, CopyBlock block) {
        if (!Double.isNaN(value) && !Double.isInfinite(value)) {
            write(BigDecimal.valueOf(value), block);
        } else if (type.wire() == Wire.NUMERIC) {
            int infinity = value > 0 ? Numerics.INFINITY : Numerics.NEGATIVE_INFINITY;
            special(Double.isNaN(value) ? Numerics.NAN : infinity, block);
        } else {
            throw new IllegalArgumentException("NaN and infinite numbers do not fit in " + type);
        }
    }

    /** Writes a {@code numeric} that is none. */
    void special(int sign, CopyBlock block) {
        block.putInt(Numerics.HEADER);
        block.putInt(0);
        block.putShort(sign);
        block.putShort(0);
    }

    void write(BigDecimal value, CopyBlock block) {
        switch (type.wire()) {
            case NUMERIC -> {
                BigDecimal kept = kept(value.scale() < 0 ? value.setScale(0) : value);
                decimal(kept.unscaledValue(), kept.scale(), block);
            }
            case FLOAT4, FLOAT8 -> write(value.doubleValue(), block);
            default -> write(whole(value), block);
        }
    }

    private long whole(BigDecimal value) {
        BigInteger whole;
        try {
            whole = value.toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "a number has digits after the point, which " + type + " does not keep", e);
        }
        if (whole.bitLength() > 63) {
            throw overflow();
        }
        return whole.longValue();
    }

    /** Writes {@code unscaled / 10^scale}. */
    void write(long unscaled, int scale, CopyBlock block) {
        if (type.wire() == Wire.NUMERIC && (type.precision() < 0 || type.scale() >= scale)) {
            decimal(unscaled, scale, block);
        } else {
            write(BigDecimal.valueOf(unscaled, scale), block);
        }
    }

    /** The value with no more decimals than the column keeps; the server would round without a word. */
    private BigDecimal kept(BigDecimal value) {
        if (type.precision() < 0 || value.scale() <= type.scale()) {
            return value;
        }
        try {
            BigDecimal kept = value.setScale(type.scale(), RoundingMode.UNNECESSARY);
            return kept.scale() < 0 ? kept.setScale(0) : kept;
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "a number has more digits after the point than " + type + " keeps. Round it before", e);
        }
    }

    private void decimal(long unscaled, int scale, CopyBlock block) {
        long pad = PADS[scale & 3];
        if (unscaled >= SHORT || unscaled <= -SHORT) {
            decimal(BigInteger.valueOf(unscaled), scale, block);
            return;
        }
        long rest = Math.abs(unscaled) * pad;
        int number = 0;
        while (rest != 0) {
            groups[number++] = (short) (rest % 10_000);
            rest /= 10_000;
        }
        header(number, scale, unscaled < 0, block);
        for (int i = number - 1; i >= 0; i--) {
            block.putShort(groups[i]);
        }
    }

    private void decimal(BigInteger unscaled, int scale, CopyBlock block) {
        BigInteger rest = unscaled.abs().multiply(BigInteger.valueOf(PADS[scale & 3]));
        short[] digits = new short[rest.bitLength() / 13 + 1]; // 10,000 has more than 13 bits
        int number = 0;
        while (rest.signum() != 0) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            digits[number++] = parts[1].shortValue();
            rest = parts[0];
        }
        header(number, scale, unscaled.signum() < 0, block);
        for (int i = number - 1; i >= 0; i--) {
            block.putShort(digits[i]);
        }
    }

    private static void header(int digits, int scale, boolean negative, CopyBlock block) {
        block.putInt(Numerics.HEADER + 2 * digits);
        block.putShort(digits);
        block.putShort(digits - (scale + 3) / 4 - 1);
        block.putShort(negative ? Numerics.NEGATIVE : 0);
        block.putShort(scale);
    }
}
