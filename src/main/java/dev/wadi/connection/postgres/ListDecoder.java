package dev.wadi.connection.postgres;

import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;

/** Arrays of one dimension. */
final class ListDecoder extends ColumnDecoder {

    private static final int DIMENSIONS = 0;
    private static final int LENGTH = 12;
    private static final int ELEMENTS = 20;

    private final Memory offsets;
    private final ColumnDecoder elements;

    ListDecoder(BufferAllocator allocator, ColumnDecoder elements) {
        super(allocator);
        this.offsets = new Memory(allocator, 0);
        this.elements = elements;
    }

    @Override
    protected void reserve(int values) {
        offsets.ensure(4L * (values + 1));
    }

    @Override
    protected void decode(byte[] message, int at, int length) {
        int dimensions = Bytes.getInt(message, at + DIMENSIONS);
        if (dimensions > 1) {
            throw new IllegalArgumentException("an array of " + dimensions + " dimensions has no place in batches."
                    + " Cast it in the query, such as to_json(…)");
        }
        if (dimensions == 1) {
            decodeElements(message, at + ELEMENTS, Bytes.getInt(message, at + LENGTH));
        }
        decodeNull();
    }

    private void decodeElements(byte[] message, int from, int number) {
        int at = from;
        for (int i = 0; i < number; i++) {
            int length = Bytes.getInt(message, at);
            at += 4;
            if (length < 0) {
                elements.addNull();
            } else {
                elements.add(message, at, length);
                at += length;
            }
        }
    }

    @Override
    protected void decodeNull() {
        MemoryUtil.putInt(offsets.address() + 4L * (count + 1), elements.count);
    }

    @Override
    protected List<ArrowBuf> buffers() {
        return List.of(offsets.buffer());
    }

    @Override
    void finish(FieldVector vector) {
        elements.finish(((ListVector) vector).getDataVector());
        super.finish(vector);
    }

    @Override
    public void close() {
        super.close();
        offsets.close();
        elements.close();
    }
}
