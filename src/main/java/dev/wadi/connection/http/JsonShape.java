package dev.wadi.connection.http;

import com.fasterxml.jackson.core.JsonToken;
import dev.wadi.batch.DuckTypes;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the first rows have, by which the later ones are read: what those would lose by it is refused, because DuckDB leaves out
 * members that it does not know, and rounds.
 *
 * @param path the names that lead there, with dots
 * @param type what is there; null for anything
 */
record JsonShape(String path, List<Field> members, @Nullable Field type) {

    /** Anything goes. */
    static final JsonShape ANY = new JsonShape("", List.of(), null);

    /** That of rows with these columns. */
    static JsonShape of(Schema columns) {
        Field row = Field.nullable("", ArrowType.Struct.INSTANCE);
        return new JsonShape("", columns.getFields(), row);
    }

    private static JsonShape of(String path, Field type) {
        return new JsonShape(path, type.getChildren(), type);
    }

    /** That of a member; empty when there is none of this name. */
    Optional<JsonShape> member(String name) {
        if (type == null || !(type.getType() instanceof ArrowType.Struct)) {
            return Optional.of(ANY);
        }
        return members.stream()
                .filter(member -> member.getName().equals(name))
                .findFirst()
                .map(member -> of(path(name), member));
    }

    /** The names that lead to a member. */
    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** That of the elements of a list. */
    JsonShape element() {
        return type != null && type.getType() instanceof ArrowType.List ? of(path + "[]", members.get(0)) : ANY;
    }

    /** Whether nothing is lost of a value by reading it as this type; what does not fit at all, DuckDB refuses. */
    boolean fits(JsonToken token, String text) {
        if (type == null || token == JsonToken.VALUE_NULL || token == JsonToken.VALUE_STRING) {
            return true;
        }
        ArrowType known = type.getType();
        boolean isTruth = token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE;
        if (known instanceof ArrowType.Int) {
            return token == JsonToken.VALUE_NUMBER_INT
                    || (token == JsonToken.VALUE_NUMBER_FLOAT
                            && new BigDecimal(text).stripTrailingZeros().scale() <= 0);
        }
        if (known instanceof ArrowType.FloatingPoint || known instanceof ArrowType.Decimal) {
            return !isTruth;
        }
        return !(known instanceof ArrowType.Bool) || isTruth;
    }

    /** The type in DuckDB's words. */
    String shown() {
        return type == null ? "" : DuckTypes.name(type);
    }
}
