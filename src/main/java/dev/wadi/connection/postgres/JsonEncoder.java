package dev.wadi.connection.postgres;

import dev.wadi.batch.RowText;
import dev.wadi.batch.Values;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** Structures, maps and lists as documents, into {@code json} and {@code jsonb}. */
final class JsonEncoder extends ColumnEncoder {

    private final Field field;
    private final boolean versioned;
    private @Nullable FieldVector values;

    JsonEncoder(Field field, ServerType type) {
        this.field = field;
        this.versioned = type.wire() == Wire.JSONB;
    }

    @Override
    void bind(FieldVector vector) {
        bindValidity(vector);
        values = vector;
    }

    @Override
    protected void encode(int row, CopyBlock block) {
        Object value = Values.get(Objects.requireNonNull(values), row);
        byte[] document = RowText.node(field, value).toString().getBytes(StandardCharsets.UTF_8);
        block.putInt(document.length + (versioned ? 1 : 0));
        if (versioned) {
            block.putByte(1);
        }
        block.put(document);
    }
}
