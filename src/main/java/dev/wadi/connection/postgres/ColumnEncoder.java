package dev.wadi.connection.postgres;

import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;

/** Writes the values of one column as the server reads them: the length, and the bytes. */
abstract class ColumnEncoder {

    private static final int NO_VALUE = -1;

    private long validity;

    /** Where the vector's values are. */
    protected long data;

    /** Turns to a batch. */
    void bind(FieldVector vector) {
        bindValidity(vector);
        data = vector.getDataBufferAddress();
    }

    /** Turns to the validity of a vector that has no values of its own. */
    protected final void bindValidity(FieldVector vector) {
        validity = vector.getNullCount() == 0 ? 0 : vector.getValidityBufferAddress();
    }

    /** Writes the value in a row, or that there is none. */
    final void write(int row, CopyBlock block) {
        if (validity != 0 && (MemoryUtil.getByte(validity + (row >> 3)) >> (row & 7) & 1) == 0) {
            block.putInt(NO_VALUE);
        } else {
            encode(row, block);
        }
    }

    /**
     * Writes a value that is there.
     *
     * @throws IllegalArgumentException when it does not fit; the message says why and does not show it
     */
    protected abstract void encode(int row, CopyBlock block);

    /** Writes no value in any row. */
    static final class Nothing extends ColumnEncoder {

        @Override
        void bind(FieldVector vector) {}

        @Override
        protected void encode(int row, CopyBlock block) {
            block.putInt(NO_VALUE);
        }
    }
}
