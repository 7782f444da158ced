package dev.wadi.connection.postgres;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Schema;

/** Takes the rows of binary COPY apart, and gives each value to the decoder of its column. */
final class RowDecoder implements AutoCloseable {

    /** The signature, eleven bytes, and the flags. */
    private static final int EXTENSION = 15;

    private static final int HEADER = 19;
    private static final int END = -1;

    private final List<ServerColumn> columns;
    private final ColumnDecoder[] decoders;
    private boolean headerRead;

    RowDecoder(List<ServerColumn> columns, Schema schema, BufferAllocator allocator) {
        this.columns = columns;
        this.decoders = new ColumnDecoder[columns.size()];
        for (int i = 0; i < decoders.length; i++) {
            decoders[i] = Decoders.of(columns.get(i).type(), schema.getFields().get(i), allocator);
        }
    }

    /** Decodes a message and says how many rows it had: one, but for the last. */
    int decode(byte[] message) {
        int at = 0;
        if (!headerRead) {
            headerRead = true;
            at = HEADER + Bytes.getInt(message, EXTENSION);
        }
        int rows = 0;
        while (at < message.length && Bytes.getShort(message, at) != END) {
            at = decodeRow(message, at + 2);
            rows++;
        }
        return rows;
    }

    private int decodeRow(byte[] message, int from) {
        int at = from;
        int column = 0;
        try {
            for (; column < decoders.length; column++) {
                int length = Bytes.getInt(message, at);
                at += 4;
                if (length < 0) {
                    decoders[column].addNull();
                } else {
                    decoders[column].add(message, at, length);
                    at += length;
                }
            }
            return at;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("column '" + columns.get(column).name() + "': " + e.getMessage(), e);
        }
    }

    /** Hands the values of a column over to an empty vector. */
    void finish(int column, FieldVector vector) {
        decoders[column].finish(vector);
    }

    @Override
    public void close() {
        for (ColumnDecoder decoder : decoders) {
            decoder.close();
        }
    }
}
