package dev.wadi.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The bookmarks of a {@link dev.wadi.spi.RunMark} as JSON, each value under the name of its type:
 * <code>{"orders": {"instant": "2026-03-01T10:00:00Z"}}</code>.
 */
public final class Bookmarks {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Bookmarks() {}

    /** The bookmarks as JSON. */
    public static String write(Map<String, Object> bookmarks) {
        ObjectNode all = JSON.createObjectNode();
        bookmarks.forEach((tap, value) -> all.putObject(tap).put(tag(value), value.toString()));
        return all.toString();
    }

    /**
     * Bookmarks that {@link #write} wrote.
     *
     * @throws IllegalArgumentException when the text is something else
     */
    public static Map<String, Object> read(String json) {
        Map<String, Object> bookmarks = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, JsonNode> tap : JSON.readTree(json).properties()) {
                Map.Entry<String, JsonNode> value =
                        tap.getValue().properties().iterator().next();
                bookmarks.put(
                        tap.getKey(), value(value.getKey(), value.getValue().asText()));
            }
        } catch (JsonProcessingException | DateTimeException | NoSuchElementException e) {
            throw new IllegalArgumentException("not bookmarks: " + json, e);
        }
        return bookmarks;
    }

    /**
     * Compares two bookmarks of one tap.
     *
     * @throws IllegalArgumentException when they are not of one kind
     */
    @SuppressWarnings({"unchecked", "rawtypes"}) // both are of one class, and that is one of those in tag
    public static int compare(Object left, Object right) {
        if (left instanceof Number && right instanceof Number) {
            return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()));
        }
        if (!left.getClass().equals(right.getClass()) || !(left instanceof Comparable comparable)) {
            throw new IllegalArgumentException("the bookmarks " + left + " and " + right
                    + " are of different types. If the column's type has changed, give the tap another name");
        }
        return left instanceof String text ? compareCodePoints(text, right.toString()) : comparable.compareTo(right);
    }

    /** As bytes in UTF-8 compare, which differs from Java's order beyond the basic plane. */
    private static int compareCodePoints(String left, String right) {
        return Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    private static String tag(Object value) {
        if (value instanceof Long) {
            return "integer";
        }
        if (value instanceof BigDecimal) {
            return "decimal";
        }
        if (value instanceof Double) {
            return "double";
        }
        if (value instanceof String) {
            return "text";
        }
        if (value instanceof LocalDate) {
            return "date";
        }
        if (value instanceof LocalDateTime) {
            return "timestamp";
        }
        if (value instanceof Instant) {
            return "instant";
        }
        throw new IllegalArgumentException(
                "a bookmark cannot be a " + value.getClass().getName());
    }

    private static Object value(String tag, String text) {
        return switch (tag) {
            case "integer" -> Long.valueOf(text);
            case "decimal" -> new BigDecimal(text);
            case "double" -> Double.valueOf(text);
            case "text" -> text;
            case "date" -> LocalDate.parse(text);
            case "timestamp" -> LocalDateTime.parse(text);
            case "instant" -> Instant.parse(text);
            default -> throw new IllegalArgumentException("a bookmark cannot be a " + tag);
        };
    }
}
