package dev.wadi.connection.tabular;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wadi.spi.RunMark;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is in the file, or object, beside the data.
 *
 * @param mark of the rows that are being made visible, or are visible
 * @param before the mark before it, which holds while the rows are not visible
 * @param pending what is there as long as the rows are not visible; nothing when they are
 * @param part what the names of files begin with that are made visible one by one
 */
public record MarkText(
        Optional<RunMark> mark, Optional<RunMark> before, Optional<String> pending, Optional<String> part) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Nothing was ever written. */
    public static final MarkText NONE =
            new MarkText(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Rows that become visible when {@code pending} goes. */
    public MarkText next(RunMark next, String pending, Optional<String> part) {
        return new MarkText(Optional.of(next), mark, Optional.of(pending), part);
    }

    /** The rows are visible. */
    public MarkText committed() {
        return new MarkText(mark, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The rows are not, and will not be. */
    public MarkText undone() {
        return new MarkText(before, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** As JSON. */
    public String text() {
        ObjectNode tree = JSON.createObjectNode();
        mark.ifPresent(given -> tree.set("mark", tree(given)));
        before.ifPresent(given -> tree.set("before", tree(given)));
        pending.ifPresent(given -> tree.put("pending", given));
        part.ifPresent(given -> tree.put("part", given));
        return tree.toPrettyString() + "\n";
    }

    private static ObjectNode tree(RunMark mark) {
        ObjectNode tree = JSON.createObjectNode();
        tree.put("pipeline", mark.pipeline())
                .put("stage", mark.stage())
                .put("run", mark.run())
                .put("round", mark.round());
        ObjectNode bookmarks = tree.putObject("bookmarks");
        mark.bookmarks().forEach((tap, value) -> bookmarks.putObject(tap).put(type(value), value.toString()));
        return tree;
    }

    private static String type(Object value) {
        if (value instanceof Long) {
            return "long";
        }
        if (value instanceof BigDecimal) {
            return "decimal";
        }
        if (value instanceof Double) {
            return "double";
        }
        if (value instanceof LocalDate) {
            return "date";
        }
        if (value instanceof LocalDateTime) {
            return "local_timestamp";
        }
        return value instanceof Instant ? "instant" : "text";
    }

    /**
     * Reads it back.
     *
     * @param where for the message
     */
    public static MarkText read(String text, String where) throws IOException {
        try {
            JsonNode tree = JSON.readTree(text);
            return new MarkText(
                    mark(tree.get("mark")),
                    mark(tree.get("before")),
                    Optional.ofNullable(tree.get("pending")).map(JsonNode::asText),
                    Optional.ofNullable(tree.get("part")).map(JsonNode::asText));
        } catch (JsonProcessingException | RuntimeException e) {
            throw new IOException(
                    where + ": is no mark of a run. Remove it only if the last run is not to be taken up", e);
        }
    }

    private static Optional<RunMark> mark(@org.jspecify.annotations.Nullable JsonNode tree) {
        if (tree == null) {
            return Optional.empty();
        }
        Map<String, Object> bookmarks = new LinkedHashMap<>();
        tree.path("bookmarks").properties().forEach(tap -> {
            Map.Entry<String, JsonNode> typed =
                    tap.getValue().properties().iterator().next();
            bookmarks.put(tap.getKey(), value(typed.getKey(), typed.getValue().asText()));
        });
        return Optional.of(new RunMark(
                tree.get("pipeline").asText(),
                tree.get("stage").asText(),
                tree.get("run").asText(),
                tree.get("round").asLong(),
                bookmarks));
    }

    private static Object value(String type, String text) {
        return switch (type) {
            case "long" -> Long.valueOf(text);
            case "decimal" -> new BigDecimal(text);
            case "double" -> Double.valueOf(text);
            case "date" -> LocalDate.parse(text);
            case "local_timestamp" -> LocalDateTime.parse(text);
            case "instant" -> Instant.parse(text);
            default -> text;
        };
    }
}
