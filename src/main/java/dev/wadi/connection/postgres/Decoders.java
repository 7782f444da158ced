package dev.wadi.connection.postgres;

import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** The decoder for each type. */
final class Decoders {

    private Decoders() {}

    static ColumnDecoder of(ServerType type, Field field, BufferAllocator allocator) {
        return switch (type.wire()) {
            case BOOL -> new BoolDecoder(allocator);
            case INT2 -> new FixedDecoder.Int2(allocator);
            case INT4, FLOAT4 -> new FixedDecoder.Int4(allocator);
            case INT8, FLOAT8, TIME -> new FixedDecoder.Int8(allocator);
            case OID -> new FixedDecoder.Oid(allocator);
            case NUMERIC -> numeric(field, allocator);
            case TEXT, JSON, BYTES -> new BytesDecoder(allocator, 0);
            case JSONB -> new BytesDecoder(allocator, 1);
            case DATE -> new TimeDecoder.Date(allocator);
            case TIMESTAMP, INSTANT -> new TimeDecoder.Timestamp(allocator);
            case INTERVAL -> new TimeDecoder.Interval(allocator);
            case UUID -> new FixedDecoder.Uuid(allocator);
            case ARRAY -> list(type, field, allocator);
            case OTHER -> throw new IllegalArgumentException("no decoder for " + type);
        };
    }

    private static ColumnDecoder numeric(Field field, BufferAllocator allocator) {
        return field.getType() instanceof ArrowType.Decimal decimal
                ? new DecimalDecoder(allocator, decimal.getScale())
                : new DecimalTextDecoder(allocator);
    }

    private static ColumnDecoder list(ServerType type, Field field, BufferAllocator allocator) {
        ServerType element = Objects.requireNonNull(type.element());
        return new ListDecoder(allocator, of(element, field.getChildren().get(0), allocator));
    }
}
