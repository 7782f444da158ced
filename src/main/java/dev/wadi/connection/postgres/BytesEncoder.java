package dev.wadi.connection.postgres;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.FieldVector;

/** Text and bytes of any length, as they are. */
class BytesEncoder extends ColumnEncoder {

    private final int width;
    private long offsets;

    /**
     * @param width the bytes of an offset
     */
    BytesEncoder(int width) {
        this.width = width;
    }

    @Override
    void bind(FieldVector vector) {
        super.bind(vector);
        offsets = vector.getOffsetBufferAddress();
    }

    private long offset(int row) {
        return width == 4 ? MemoryUtil.getInt(offsets + 4L * row) : MemoryUtil.getLong(offsets + 8L * row);
    }

    @Override
    protected void encode(int row, CopyBlock block) {
        long begin = offset(row);
        encode(data + begin, (int) (offset(row + 1) - begin), block);
    }

    /** Writes the bytes at an address. */
    protected void encode(long address, int length, CopyBlock block) {
        block.putInt(length);
        block.put(address, length);
    }

    private static String text(long address, int length) {
        byte[] bytes = new byte[length];
        MemoryUtil.copyFromMemory(address, bytes, 0, length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Text into {@code jsonb}, which begins with its version. */
    static final class Jsonb extends BytesEncoder {
        Jsonb(int width) {
            super(width);
        }

        @Override
        protected void encode(long address, int length, CopyBlock block) {
            block.putInt(length + 1);
            block.putByte(1);
            block.put(address, length);
        }
    }

    /** Text into {@code uuid}. */
    static final class Uuid extends BytesEncoder {

        private static final int TEXT_LENGTH = 36;

        Uuid(int width) {
            super(width);
        }

        @Override
        protected void encode(long address, int length, CopyBlock block) {
            UUID uuid = uuid(text(address, length));
            block.putInt(16);
            block.putLong(uuid.getMostSignificantBits());
            block.putLong(uuid.getLeastSignificantBits());
        }

        private static UUID uuid(String text) {
            try {
                if (text.length() == TEXT_LENGTH) { // Java takes shorter ones, too
                    return UUID.fromString(text);
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("a text is no UUID", e);
            }
            throw new IllegalArgumentException("a text is no UUID");
        }
    }

    /** Text into a number. */
    static final class DecimalBytes extends BytesEncoder {

        private final NumberWriter writer;
        private final ServerType type;

        DecimalBytes(int width, ServerType type) {
            super(width);
            this.writer = new NumberWriter(type);
            this.type = type;
        }

        @Override
        protected void encode(long address, int length, CopyBlock block) {
            String text = text(address, length).strip();
            switch (text) {
                case "NaN" -> writer.write(Double.NaN, block);
                case "Infinity" -> writer.write(Double.POSITIVE_INFINITY, block);
                case "-Infinity" -> writer.write(Double.NEGATIVE_INFINITY, block);
                default -> writer.write(number(text), block);
            }
        }

        private BigDecimal number(String text) {
            try {
                BigDecimal number = new BigDecimal(text);
                if (Math.abs((long) number.scale()) > 20_000) { // 1e999999999 would fill the memory
                    throw new IllegalArgumentException("a number is out of the range of " + type);
                }
                return number;
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("a text is no number for " + type, e);
            }
        }
    }
}
