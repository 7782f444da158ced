package dev.wadi.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Java values into columns, one at a time. A value that does not fit is refused with the reason, which does not repeat it.
 */
final class Cells {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final boolean parses;
    private long bytes;

    /** @param parses whether texts are read as what the column is, and anything goes into text: somebody declared the types */
    Cells(boolean parses) {
        this.parses = parses;
    }

    /** How many bytes of text and the like were written so far. */
    long bytes() {
        return bytes;
    }

    /**
     * Puts a value into a column.
     *
     * @throws IllegalArgumentException when it does not fit; the message follows the name of the column
     */
    void set(FieldVector column, int row, @Nullable Object written) {
        Object value = PlainValues.of(written);
        if (value == null) {
            ensure(column, row);
            column.setNull(row);
            return;
        }
        Object read = parses ? parsed(column.getField(), value) : value;
        if (!put(column, row, read)) {
            throw mismatch(column, value);
        }
    }

    static void ensure(FieldVector column, int row) {
        while (column.getValueCapacity() <= row) {
            column.reAlloc();
        }
    }

    private static IllegalArgumentException mismatch(FieldVector column, Object value) {
        return new IllegalArgumentException(
                "is a " + PlainValues.typeName(value) + ", and the column is " + DuckTypes.name(column.getField()));
    }

    static IllegalArgumentException unfit(FieldVector column) {
        return new IllegalArgumentException("has a value that does not fit into " + DuckTypes.name(column.getField()));
    }

    private boolean put(FieldVector column, int row, Object value) {
        if (column instanceof VarCharVector text) {
            return putText(text, row, value);
        }
        if (column instanceof ListVector list) {
            return value instanceof Collection<?> values && putList(list, row, values);
        }
        if (column instanceof StructVector struct) {
            return value instanceof Map<?, ?> map && putStruct(struct, row, map);
        }
        if (column instanceof VarBinaryVector binary) {
            if (!(value instanceof byte[] content)) {
                return false;
            }
            bytes += content.length;
            binary.setSafe(row, content);
            return true;
        }
        if (column instanceof FixedSizeBinaryVector fixed) {
            if (!(value instanceof UUID id)) {
                return false;
            }
            fixed.setSafe(
                    row,
                    ByteBuffer.allocate(16)
                            .putLong(id.getMostSignificantBits())
                            .putLong(id.getLeastSignificantBits())
                            .array());
            return true;
        }
        return NumberCells.put(column, row, value) || TimeCells.put(column, row, value);
    }

    private boolean putText(VarCharVector text, int row, Object value) {
        String content;
        if (Columns.isJson(text.getField()) && !(value instanceof String)) {
            content = json(value);
        } else if (Columns.isDecimalText(text.getField())) {
            if (!(value instanceof BigDecimal) && !(value instanceof Long)) {
                return false;
            }
            content = value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
        } else if (value instanceof String || parses) {
            content = value instanceof Map || value instanceof Collection ? json(value) : value.toString();
        } else {
            return false;
        }
        byte[] encoded = content.getBytes(StandardCharsets.UTF_8);
        bytes += encoded.length;
        text.setSafe(row, encoded);
        return true;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("holds what JSON does not have", e);
        }
    }

    private boolean putList(ListVector list, int row, Collection<?> values) {
        FieldVector elements = list.getDataVector();
        int begin = list.startNewValue(row);
        int count = 0;
        for (Object element : values) {
            set(elements, begin + count++, element);
        }
        list.endValue(row, count);
        elements.setValueCount(begin + count);
        return true;
    }

    private boolean putStruct(StructVector struct, int row, Map<?, ?> map) {
        ensure(struct, row);
        struct.setIndexDefined(row);
        int used = 0;
        for (FieldVector child : struct.getChildrenFromFields()) {
            used += map.containsKey(child.getName()) ? 1 : 0;
            set(child, row, map.get(child.getName()));
        }
        if (used < map.size() && !parses) {
            throw new IllegalArgumentException("has a member that the column, " + DuckTypes.name(struct.getField())
                    + ", does not have. Declare it in fields");
        }
        return true;
    }

    /** A text as what the column is. */
    private static Object parsed(Field field, Object value) {
        return value instanceof String text ? Texts.parse(field, text) : value;
    }
}
