package dev.wadi.connection.custom;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Runs the endpoint's query, or has the rows in the body written: a map, or several of them. */
final class CustomProducer extends DefaultProducer {

    private final CustomEndpoint endpoint;

    CustomProducer(CustomEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        String query = endpoint.query();
        if (query == null) {
            endpoint.sink(exchange.getExchangeId(), rows(exchange));
            return;
        }
        Optional<List<Map<String, @Nullable Object>>> result = endpoint.statement(exchange.getExchangeId(), query);
        result.ifPresent(exchange.getMessage()::setBody);
    }

    private static Iterable<Map<String, ?>> rows(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof Map<?, ?> row) {
            return List.of(row(row));
        }
        Iterator<?> several = exchange.getMessage().getBody(Iterator.class);
        List<Map<String, ?>> rows = new ArrayList<>();
        while (several != null && several.hasNext()) {
            if (!(several.next() instanceof Map<?, ?> row)) {
                throw notRows(body);
            }
            rows.add(row(row));
        }
        if (rows.isEmpty() && !(body instanceof Iterable || body instanceof Iterator)) {
            throw notRows(body);
        }
        return rows;
    }

    private static IllegalArgumentException notRows(@Nullable Object body) {
        return new IllegalArgumentException("the body must be a Map, which is a row, or several of them, and was "
                + (body == null ? "empty" : "a " + body.getClass().getSimpleName()));
    }

    private static Map<String, ?> row(Map<?, ?> map) {
        Map<String, Object> row = new LinkedHashMap<>();
        map.forEach((name, value) -> row.put(String.valueOf(name), value));
        return row;
    }
}
