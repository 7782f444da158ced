package dev.wadi.connection.postgres;

import org.apache.arrow.memory.util.MemoryUtil;

/** Truth, and bytes of one length. */
abstract class FixedEncoder extends ColumnEncoder {

    /** {@code bool}. */
    static final class Bool extends FixedEncoder {
        @Override
        protected void encode(int row, CopyBlock block) {
            block.putInt(1);
            block.putByte(MemoryUtil.getByte(data + (row >> 3)) >> (row & 7) & 1);
        }
    }

    /** {@code uuid} and {@code bytea}. */
    static final class Raw extends FixedEncoder {

        private final int width;

        Raw(int width) {
            this.width = width;
        }

        @Override
        protected void encode(int row, CopyBlock block) {
            block.putInt(width);
            block.put(data + (long) row * width, width);
        }
    }
}
