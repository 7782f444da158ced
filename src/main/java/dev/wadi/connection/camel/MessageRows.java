package dev.wadi.connection.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/** The rows of a message: maps and JSON objects are rows, lists of them several, and any other text is a column {@code body}. */
final class MessageRows {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> ROW = new TypeReference<>() {};

    /** What a text is. */
    enum Text {
        /** JSON when it looks like it and is. */
        AUTO,
        JSON,
        TEXT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Text text;
    private final List<String> headers;

    /** @param headers which become columns of their names */
    MessageRows(Text text, List<String> headers) {
        this.text = text;
        this.headers = headers;
    }

    /**
     * The rows of a message.
     *
     * @throws IllegalArgumentException when it has none
     */
    List<Map<String, @Nullable Object>> of(Message message) {
        List<Map<String, @Nullable Object>> rows = rows(message, message.getBody());
        for (Map<String, @Nullable Object> row : rows) {
            for (String header : headers) {
                Object value = message.getHeader(header);
                row.put(header, value == null || isValue(value) ? value : message.getHeader(header, String.class));
            }
        }
        return rows;
    }

    private static boolean isValue(Object value) {
        return value instanceof Number || value instanceof Boolean || value instanceof Date || value instanceof byte[];
    }

    private List<Map<String, @Nullable Object>> rows(Message message, @Nullable Object body) {
        if (body instanceof Collection<?> list) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            list.forEach(each -> rows.addAll(rows(message, each)));
            return rows;
        }
        if (body instanceof Map<?, ?> map) {
            return new ArrayList<>(List.of(row(map)));
        }
        if (body == null || isValue(body) && !(body instanceof byte[])) {
            return new ArrayList<>(List.of(single(body)));
        }
        if (isText(body)) {
            String content = message.getExchange()
                    .getContext()
                    .getTypeConverter()
                    .tryConvertTo(String.class, message.getExchange(), body);
            return ofText(content == null ? "" : content);
        }
        try {
            return new ArrayList<>(List.of(row(JSON.convertValue(body, ROW))));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "its body is a " + body.getClass().getName() + ", which is no row", e);
        }
    }

    private static boolean isText(Object body) {
        return body instanceof CharSequence
                || body instanceof byte[]
                || body instanceof ByteBuffer
                || body instanceof InputStream
                || body instanceof Reader
                || body instanceof StreamCache
                || body instanceof WrappedFile;
    }

    private List<Map<String, @Nullable Object>> ofText(String content) {
        String begin = content.stripLeading();
        boolean looksLikeJson = begin.startsWith("{") || begin.startsWith("[");
        if (text == Text.TEXT || (text == Text.AUTO && !looksLikeJson)) {
            return new ArrayList<>(List.of(single(content)));
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        try (MappingIterator<Map<String, @Nullable Object>> found =
                JSON.readerFor(ROW).readValues(content)) {
            while (found.hasNext()) {
                rows.add(row(found.next()));
            }
            return rows;
        } catch (IOException | RuntimeException e) {
            boolean broken = e instanceof IOException || e.getCause() instanceof JsonProcessingException;
            if (text == Text.JSON || !broken) {
                throw new IllegalArgumentException("its body is no JSON of objects", e);
            }
            return new ArrayList<>(List.of(single(content)));
        }
    }

    private static Map<String, @Nullable Object> single(@Nullable Object value) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("body", value);
        return row;
    }

    private static Map<String, @Nullable Object> row(Map<?, ?> map) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        map.forEach((name, value) -> row.put(String.valueOf(name), plain(value)));
        return row;
    }

    /** Numbers of JSON are floating point where that keeps all digits. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof BigDecimal decimal) {
            double near = decimal.doubleValue();
            boolean exact = !Double.isInfinite(near) && BigDecimal.valueOf(near).compareTo(decimal) == 0;
            return exact ? (Object) near : decimal;
        }
        if (value instanceof Map<?, ?> map) {
            return row(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(each -> copy.add(plain(each)));
            return copy;
        }
        return value;
    }
}
