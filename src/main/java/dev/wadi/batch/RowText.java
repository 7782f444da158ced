package dev.wadi.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** Rows, as {@link Rows} gives them, in JSON and in CSV (RFC 4180). */
public final class RowText {

    private static final ObjectMapper JSON = new ObjectMapper();

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
        row.forEach((name, value) -> object.set(name, node(name, schema.findField(name), value)));
        return object;
    }

    /**
     * A value of a column as it is in {@link #json}.
     *
     * @throws IllegalArgumentException when a number is NaN or infinite, which JSON does not have
     */
    public static JsonNode node(Field column, @Nullable Object value) {
        return node(column.getName(), column, value);
    }

    private static JsonNode node(String column, Field field, @Nullable Object value) {
        if (value instanceof String text && Columns.isJson(field)) {
            return parsed(column, text);
        }
        if (value instanceof Double || value instanceof Float) {
            if (!Double.isFinite(((Number) value).doubleValue())) {
                throw new IllegalArgumentException(
                        "the column '" + column + "' holds NaN or infinity, which JSON does not have");
            }
            return JSON.valueToTree(value);
        }
        if (value == null || value instanceof Boolean || value instanceof Number) {
            return value instanceof BigDecimal decimal
                    ? JSON.getNodeFactory().numberNode(decimal)
                    : JSON.valueToTree(value);
        }
        if (value instanceof Collection<?> list) {
            ArrayNode array = JSON.createArrayNode();
            list.forEach(each -> array.add(node(column, field.getChildren().get(0), each)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            return object(column, field, map);
        }
        return JSON.getNodeFactory().textNode(text(value));
    }

    private static ObjectNode object(String column, Field field, Map<?, ?> map) {
        ObjectNode object = JSON.createObjectNode();
        map.forEach((name, member) ->
                object.set(String.valueOf(name), node(column, member(field, String.valueOf(name)), member)));
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
                ? node(column, schema.findField(column), value).toString()
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
