package dev.wadi.connection.postgres;

import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;

/** Lists as arrays of one dimension, which count from 1. */
final class ListEncoder extends ColumnEncoder {

    private final ColumnEncoder elements;
    private final ServerType element;
    private long offsets;

    ListEncoder(ColumnEncoder elements, ServerType element) {
        this.elements = elements;
        this.element = element;
    }

    @Override
    void bind(FieldVector vector) {
        bindValidity(vector);
        offsets = vector.getOffsetBufferAddress();
        elements.bind(((ListVector) vector).getDataVector());
    }

    @Override
    protected void encode(int row, CopyBlock block) {
        int begin = MemoryUtil.getInt(offsets + 4L * row);
        int end = MemoryUtil.getInt(offsets + 4L * (row + 1));
        int length = block.length();
        block.putInt(0); // the length, which is known at the end
        block.putInt(begin == end ? 0 : 1);
        block.putInt(0);
        block.putInt(element.oid());
        if (begin != end) {
            block.putInt(end - begin);
            block.putInt(1);
            for (int i = begin; i < end; i++) {
                elements.write(i, block);
            }
        }
        block.setInt(length, block.length() - length - 4);
    }
}
