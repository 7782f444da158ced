package dev.wadi.pipeline;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows as text: lines of JSON or CSV. Dates and times are as in ISO 8601, bytes as {@code \x00ff}. */
final class RowText {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private RowText() {}

    /** A row as a JSON object. */
    static String json(Map<String, @Nullable Object> row) {
        return written(plain(row));
    }

    private static String written(@Nullable Object plain) {
        try {
            return JSON.writeValueAsString(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What JSON has a form for. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            map.forEach((name, each) -> plain.put(String.valueOf(name), plain(each)));
            return plain;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> plain = new ArrayList<>();
            list.forEach(each -> plain.add(plain(each)));
            return plain;
        }
        if (value == null || value instanceof Boolean || value instanceof BigDecimal) {
            return value;
        }
        boolean isFinite = value instanceof Number number && Double.isFinite(number.doubleValue());
        return isFinite ? value : text(value);
    }

    /** A value as text; a list or a map as JSON. */
    static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return value instanceof List<?> || value instanceof Map<?, ?> ? written(plain(value)) : value.toString();
    }

    /** The names of columns as a line of CSV. */
    static String csvHeading(List<String> columns) {
        return columns.stream().map(RowText::cell).collect(Collectors.joining(","));
    }

    /** A row as a line of CSV; NULL is empty, an empty text is {@code ""}. */
    static String csv(Map<String, @Nullable Object> row) {
        return row.values().stream()
                .map(value -> value == null ? "" : cell(text(value)))
                .collect(Collectors.joining(","));
    }

    private static String cell(String text) {
        boolean plain = !text.isEmpty() && text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
