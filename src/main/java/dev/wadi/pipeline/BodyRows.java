package dev.wadi.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.wadi.batch.RowBatches;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.DeclaredColumn;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The rows of a body that some other step than a stage left: a map, maps one after another, or JSON of these. */
final class BodyRows {

    private static final ObjectReader ROWS = new ObjectMapper().readerFor(Map.class);

    private BodyRows() {}

    /**
     * Rows in columns.
     *
     * @param fields the columns that the stage declares; without any they are guessed
     * @throws IllegalArgumentException when the body holds no rows
     */
    static BatchReader open(Exchange exchange, List<DeclaredColumn> fields, BufferAllocator allocator) {
        return RowBatches.of(allocator, fields, rows(exchange));
    }

    private static Iterator<Map<String, @Nullable Object>> rows(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Map<?, ?> map) {
            return List.of(row(map)).iterator();
        }
        if (body instanceof Iterable<?> list) {
            return new Maps(list.iterator());
        }
        if (body instanceof Iterator<?> iterator) {
            return new Maps(iterator);
        }
        InputStream text = body == null
                ? null
                : exchange.getContext().getTypeConverter().tryConvertTo(InputStream.class, exchange, body);
        if (text == null) {
            throw new IllegalArgumentException((body == null
                            ? "there is nothing to write"
                            : "a " + body.getClass().getSimpleName() + " has no rows")
                    + ": a sink takes what a stage left, a map, a list of maps, or JSON");
        }
        return json(text);
    }

    private static Iterator<Map<String, @Nullable Object>> json(InputStream text) {
        try {
            MappingIterator<Object> read = ROWS.readValues(text);
            return new Maps(read);
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    private static IllegalArgumentException notJson(IOException failure) {
        String why = failure instanceof JsonProcessingException json ? json.getOriginalMessage() : failure.getMessage();
        return new IllegalArgumentException("the body is no JSON of rows: " + why, failure);
    }

    private static Map<String, @Nullable Object> row(Map<?, ?> map) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        map.forEach((name, value) -> row.put(String.valueOf(name), value));
        return row;
    }

    private record Maps(Iterator<?> items) implements Iterator<Map<String, @Nullable Object>> {
        @Override
        public boolean hasNext() {
            try {
                return items instanceof MappingIterator<?> json ? json.hasNextValue() : items.hasNext();
            } catch (IOException e) {
                throw notJson(e);
            }
        }

        @Override
        public Map<String, @Nullable Object> next() {
            Object item = items.next();
            if (item instanceof Map<?, ?> map) {
                return row(map);
            }
            throw new IllegalArgumentException("one of the items is no row: a map of columns was expected, not "
                    + (item == null ? "null" : "a " + item.getClass().getSimpleName()));
        }
    }
}
