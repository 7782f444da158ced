package dev.wadi.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Rows, as {@link Rows} gives them, in JSON, in CSV (RFC 4180) and as people read them. */
public final class RowText {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Schema schema;

    public RowText(Schema schema) {
        this.schema = schema;
    }

    /**
     * A row as an object: numbers with all their digits, times in ISO 8601, bytes in Base64.
     *
     * @throws IllegalArgumentException when a number is NaN or infinite, which JSON does not have
     */
    public ObjectNode json(Map<String, @Nullable Object> row) {
        ObjectNode object = JSON.createObjectNode();
        row.forEach((name, value) -> object.set(name, node(name, schema.findField(name), value, true)));
        return object;
    }

    /**
     * A value of a column as it is in {@link #json}.
     *
     * @throws IllegalArgumentException when a number is NaN or infinite, which JSON does not have
     */
    public static JsonNode node(Field column, @Nullable Object value) {
        return node(column.getName(), column, value, true);
    }

    /** @param exact whether it fails for a number that JSON does not have; else that is text */
    private static JsonNode node(String column, Field field, @Nullable Object value, boolean exact) {
        if (value instanceof String text && Columns.isJson(field)) {
            return parsed(column, text);
        }
        if (value instanceof Double || value instanceof Float) {
            return floating(column, (Number) value, exact);
        }
        if (value == null || value instanceof Boolean || value instanceof Number) {
            return value instanceof BigDecimal decimal
                    ? JSON.getNodeFactory().numberNode(decimal)
                    : JSON.valueToTree(value);
        }
        if (value instanceof Collection<?> list) {
            ArrayNode array = JSON.createArrayNode();
            list.forEach(each -> array.add(node(column, field.getChildren().get(0), each, exact)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            return object(column, field, map, exact);
        }
        return JSON.getNodeFactory().textNode(text(value));
    }

    private static JsonNode floating(String column, Number value, boolean exact) {
        if (Double.isFinite(value.doubleValue())) {
            return JSON.valueToTree(value);
        }
        if (exact) {
            throw new IllegalArgumentException(
                    "the column '" + column + "' holds NaN or infinity, which JSON does not have");
        }
        return JSON.getNodeFactory().textNode(value.toString());
    }

    private static ObjectNode object(String column, Field field, Map<?, ?> map, boolean exact) {
        ObjectNode object = JSON.createObjectNode();
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            object.set(name, node(column, member(field, name), value, exact));
        });
        return object;
    }

    /** The column of a structure's member, or of a map's values. */
    private static Field member(Field field, String name) {
        if (field.getType() instanceof ArrowType.Map) {
            return field.getChildren().get(0).getChildren().get(1);
        }
        return field.getChildren().stream()
                .filter(child -> child.getName().equals(name))
                .findFirst()
                .orElse(field);
    }

    private static JsonNode parsed(String column, String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the column '" + column + "' holds a text that is no JSON", e);
        }
    }

    /** The names of the columns as a line of CSV, without its end. */
    public String csvHeader() {
        return schema.getFields().stream()
                .map(Field::getName)
                .map(RowText::quoted)
                .collect(Collectors.joining(","));
    }

    /** A row as a line of CSV, without its end. NULL is nothing, and an empty text is quoted. */
    public String csv(Map<String, @Nullable Object> row) {
        return row.entrySet().stream()
                .map(cell -> cell.getValue() == null ? "" : quoted(shown(cell.getKey(), cell.getValue())))
                .collect(Collectors.joining(","));
    }

    /** A value as text: as in JSON, without quotes; nothing for NULL. */
    public String shown(String column, @Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Collection || value instanceof Map
                ? node(column, schema.findField(column), value, false).toString()
                : text(value);
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
    }

    private static String quoted(String text) {
        boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
