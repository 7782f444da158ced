package dev.wadi.batch;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * What type a column has, by some of its values: whole numbers and decimals widen to decimals, with floating point to
 * floating point, and dates with timestamps to timestamps. Nothing else goes together, and nothing becomes text.
 */
final class ColumnGuess {

    private enum Kind {
        NONE("without a value"),
        BOOL("BOOLEAN"),
        WHOLE("BIGINT"),
        DECIMAL("DECIMAL"),
        DOUBLE("DOUBLE"),
        TEXT("VARCHAR"),
        BYTES("BLOB"),
        DATE("DATE"),
        TIME("TIME"),
        LOCAL("TIMESTAMP"),
        INSTANT("TIMESTAMPTZ"),
        UUID("UUID"),
        LIST("a list"),
        STRUCT("a structure");

        private final String shown;

        Kind(String shown) {
            this.shown = shown;
        }
    }

    private Kind kind = Kind.NONE;
    private int scale;
    private int digits;
    private @Nullable ColumnGuess element;
    private final Map<String, ColumnGuess> members = new LinkedHashMap<>();

    /**
     * Takes a value into account.
     *
     * @throws IllegalArgumentException when it does not go together with those before
     */
    void add(@Nullable Object written) {
        Object value = PlainValues.of(written);
        if (value == null) {
            return;
        }
        kind = wider(kind, kind(value));
        if (value instanceof BigDecimal || value instanceof Long || value instanceof BigInteger) {
            measure(value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString()));
        }
        if (value instanceof Collection<?> list) {
            element = element == null ? new ColumnGuess() : element;
            list.forEach(element::add);
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> members.computeIfAbsent(String.valueOf(name), n -> new ColumnGuess())
                    .add(member));
        }
    }

    private void measure(BigDecimal number) {
        scale = Math.max(scale, number.scale());
        digits = Math.max(digits, number.precision() - number.scale());
    }

    private static Kind kind(Object value) {
        return switch (PlainValues.typeName(value)) {
            case "Boolean" -> Kind.BOOL;
            case "Long" -> Kind.WHOLE;
            case "BigDecimal" -> Kind.DECIMAL;
            case "Double" -> Kind.DOUBLE;
            case "String" -> Kind.TEXT;
            case "byte[]" -> Kind.BYTES;
            case "LocalDate" -> Kind.DATE;
            case "LocalTime" -> Kind.TIME;
            case "LocalDateTime" -> Kind.LOCAL;
            case "Instant" -> Kind.INSTANT;
            case "UUID" -> Kind.UUID;
            default -> value instanceof Map ? Kind.STRUCT : Kind.LIST;
        };
    }

    private static Kind wider(Kind a, Kind b) {
        if (a == b || a == Kind.NONE) {
            return b;
        }
        Kind small = a.compareTo(b) < 0 ? a : b;
        Kind great = small == a ? b : a;
        boolean numbers = small.compareTo(Kind.WHOLE) >= 0 && great.compareTo(Kind.DOUBLE) <= 0;
        if (numbers || (small == Kind.DATE && great == Kind.LOCAL)) {
            return great;
        }
        throw new IllegalArgumentException("is " + b.shown + ", and was " + a.shown + " before. Declare it in fields");
    }

    /** The column; text when no value was seen. */
    Field field(String name) {
        return switch (kind) {
            case BOOL -> Columns.column(name, Columns.BOOL);
            case WHOLE -> Columns.column(name, Columns.INT64);
            case DECIMAL -> scale + digits > 38
                    ? Columns.decimalText(name)
                    : Columns.decimal(name, 38, Math.max(0, scale));
            case DOUBLE -> Columns.column(name, Columns.DOUBLE);
            case BYTES -> Columns.column(name, Columns.BYTES);
            case DATE -> Columns.column(name, Columns.DATE);
            case TIME -> Columns.column(name, Columns.TIME);
            case LOCAL -> Columns.column(name, Columns.LOCAL_TIMESTAMP);
            case INSTANT -> Columns.column(name, Columns.INSTANT);
            case UUID -> Columns.uuid(name);
            case LIST -> Columns.list(
                    name, element == null ? Columns.column("element", Columns.TEXT) : element.field("element"));
            case STRUCT -> struct(name);
            case NONE, TEXT -> Columns.column(name, Columns.TEXT);
        };
    }

    /** One without members has no place in DuckDB. */
    private Field struct(String name) {
        List<Field> children = new ArrayList<>();
        members.forEach((member, guess) -> children.add(guess.field(member)));
        return children.isEmpty()
                ? Columns.json(name)
                : new Field(name, FieldType.nullable(ArrowType.Struct.INSTANCE), children);
    }
}
