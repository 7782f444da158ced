package dev.wadi.connection.postgres;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.arrow.memory.util.MemoryUtil;

/** Numbers of the batch's types. */
abstract class NumberEncoder extends ColumnEncoder {

    protected final NumberWriter writer;

    NumberEncoder(ServerType type) {
        this.writer = new NumberWriter(type);
    }

    /** Whole numbers of any width. */
    static final class Whole extends NumberEncoder {

        private final int width;
        private final boolean signed;

        Whole(ServerType type, int bits, boolean signed) {
            super(type);
            this.width = bits / 8;
            this.signed = signed;
        }

        @Override
        protected void encode(int row, CopyBlock block) {
            long cell = data + (long) row * width;
            long value =
                    switch (width) {
                        case 1 -> MemoryUtil.getByte(cell);
                        case 2 -> MemoryUtil.getShort(cell);
                        case 4 -> MemoryUtil.getInt(cell);
                        default -> MemoryUtil.getLong(cell);
                    };
            if (signed) {
                writer.write(value, block);
            } else {
                encodeUnsigned(value, block);
            }
        }

        private void encodeUnsigned(long value, CopyBlock block) {
            if (width < 8) {
                writer.write(value & (1L << 8 * width) - 1, block);
            } else if (value >= 0) {
                writer.write(value, block);
            } else {
                writer.write(new BigDecimal(new BigInteger(Long.toUnsignedString(value))), block);
            }
        }
    }

    /** Single precision. */
    static final class Single extends NumberEncoder {
        Single(ServerType type) {
            super(type);
        }

        @Override
        protected void encode(int row, CopyBlock block) {
            float value = Float.intBitsToFloat(MemoryUtil.getInt(data + 4L * row));
            writer.write(value, block);
        }
    }

    /** Double precision. */
    static final class DoublePrecision extends NumberEncoder {
        DoublePrecision(ServerType type) {
            super(type);
        }

        @Override
        protected void encode(int row, CopyBlock block) {
            writer.write(Double.longBitsToDouble(MemoryUtil.getLong(data + 8L * row)), block);
        }
    }

    /** Decimal128. */
    static final class Decimal extends NumberEncoder {

        private final int scale;

        Decimal(ServerType type, int scale) {
            super(type);
            this.scale = scale;
        }

        @Override
        protected void encode(int row, CopyBlock block) {
            long low = MemoryUtil.getLong(data + 16L * row);
            long high = MemoryUtil.getLong(data + 16L * row + 8);
            if (high == low >> 63 && scale >= 0) {
                writer.write(low, scale, block);
            } else {
                BigInteger unscaled =
                        BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
                writer.write(new BigDecimal(unscaled, scale), block);
            }
        }
    }
}
