package dev.wadi.connection.postgres;

import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Whether the bytes of a COPY out are good for a COPY in, with nothing rounded on the way. */
final class Shapes {

    /** Types with greater numbers were made by somebody, and have other numbers on another server. */
    private static final int LAST_BUILT_IN = 16_383;

    private Shapes() {}

    /** Whether it is worth to ask: columns of batches tell less than the server's. */
    static boolean mayBeSame(Schema rows, List<TypedColumn> table) {
        List<Field> fields = rows.getFields();
        for (int i = 0; i < fields.size(); i++) {
            ServerType type = table.get(i).type();
            if (!hasPlace(type)) {
                return false;
            }
            boolean sameKind = type.wire() == Wire.NUMERIC
                    || new ServerColumn("", type)
                            .field()
                            .getType()
                            .equals(fields.get(i).getType());
            if (!sameKind) {
                return false;
            }
        }
        return true;
    }

    /** Whether a tap could have read it. */
    private static boolean hasPlace(ServerType type) {
        ServerType element = type.element();
        return element == null
                ? type.wire() != Wire.OTHER
                : element.wire() != Wire.OTHER && element.wire() != Wire.ARRAY;
    }

    static boolean same(List<ServerColumn> source, List<TypedColumn> table) {
        if (source.size() != table.size()) {
            return false;
        }
        for (int i = 0; i < source.size(); i++) {
            if (!same(source.get(i).type(), table.get(i).type())) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(ServerType from, ServerType to) {
        if (from.wire() != to.wire()) {
            return false;
        }
        return switch (to.wire()) {
            case NUMERIC -> keeps(from, to);
            case TIME, TIMESTAMP, INSTANT -> to.secondDigits() >= from.secondDigits();
            case INTERVAL -> to.typmod() < 0;
            case ARRAY -> sameElements(from.element(), to.element());
            case OTHER -> false;
            default -> true;
        };
    }

    private static boolean keeps(ServerType from, ServerType to) {
        return to.precision() < 0 || from.precision() >= 0 && from.scale() <= to.scale();
    }

    private static boolean sameElements(@Nullable ServerType from, @Nullable ServerType to) {
        // an array carries the number of its element's type, and the server insists on it
        return from != null
                && to != null
                && from.oid() == to.oid()
                && Integer.compareUnsigned(to.oid(), LAST_BUILT_IN) <= 0
                && same(from, to);
    }
}
