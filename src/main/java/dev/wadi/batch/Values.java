package dev.wadi.batch;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;

/** Values of columns as Java objects, one at a time: for maps, templates and bookmarks, never on the bulk path. */
public final class Values {

    private Values() {}

    /**
     * A value.
     *
     * @return a Byte, Short, Integer, Long, Float, Double, Boolean, String, byte[], BigDecimal, LocalDate, LocalTime,
     *     LocalDateTime, Instant, UUID, List or Map; null for NULL; a String for what is infinite
     */
    public static @Nullable Object get(FieldVector column, int row) {
        if (column.isNull(row)) {
            return null;
        }
        if (column instanceof VarCharVector text) {
            String value = new String(text.get(row), java.nio.charset.StandardCharsets.UTF_8);
            return Columns.isDecimalText(column.getField()) ? decimal(value) : value;
        }
        if (column instanceof DateDayVector days) {
            return infinite(days.get(row), Integer.MAX_VALUE, LocalDate.ofEpochDay(days.get(row)));
        }
        if (column instanceof TimeMicroVector time) {
            return LocalTime.ofNanoOfDay(time.get(row) * 1000);
        }
        if (column instanceof TimeStampMicroVector local) {
            long micros = local.get(row);
            return infinite(micros, Long.MAX_VALUE, LocalDateTime.ofInstant(instant(micros), ZoneOffset.UTC));
        }
        if (column instanceof TimeStampMicroTZVector zoned) {
            return infinite(zoned.get(row), Long.MAX_VALUE, instant(zoned.get(row)));
        }
        return nested(column, row);
    }

    private static @Nullable Object nested(FieldVector column, int row) {
        if (column instanceof FixedSizeBinaryVector bytes && Columns.isUuid(column.getField())) {
            ByteBuffer halves = ByteBuffer.wrap(bytes.get(row));
            return new UUID(halves.getLong(), halves.getLong());
        }
        if (column instanceof BaseIntVector numbers
                && column.getField().getType() instanceof ArrowType.Int type
                && !type.getIsSigned()) {
            return unsigned(numbers.getValueAsLong(row));
        }
        if (column instanceof StructVector struct) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            struct.getChildrenFromFields().forEach(child -> fields.put(child.getName(), get(child, row)));
            return fields;
        }
        if (column instanceof MapVector map) {
            return map(map, row);
        }
        if (column instanceof ListVector list) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (int i = list.getElementStartIndex(row); i < list.getElementEndIndex(row); i++) {
                elements.add(get(list.getDataVector(), i));
            }
            return elements;
        }
        Object value = column.getObject(row);
        return value instanceof Text text ? text.toString() : value;
    }

    private static Map<@Nullable Object, @Nullable Object> map(MapVector map, int row) {
        List<FieldVector> pair = ((StructVector) map.getDataVector()).getChildrenFromFields();
        Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = map.getElementStartIndex(row); i < map.getElementEndIndex(row); i++) {
            values.put(get(pair.get(0), i), get(pair.get(1), i));
        }
        return values;
    }

    private static Object unsigned(long value) {
        return value < 0 ? new BigDecimal(Long.toUnsignedString(value)) : (Object) value;
    }

    private static Object decimal(String text) {
        return Character.isLetter(text.charAt(text.length() - 1)) ? text : new BigDecimal(text);
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }

    private static Object infinite(long value, long greatest, Object finite) {
        if (value == greatest) {
            return "infinity";
        }
        return value == -greatest ? "-infinity" : finite;
    }
}
