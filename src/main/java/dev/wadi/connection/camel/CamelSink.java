package dev.wadi.connection.camel;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.wadi.batch.Params;
import dev.wadi.batch.RowText;
import dev.wadi.batch.Rows;
import dev.wadi.spi.BatchReader;
import dev.wadi.spi.ConnectionException;
import dev.wadi.spi.SinkMode;
import dev.wadi.spi.SinkStage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/** Sends rows by a component's producer: a message a row, or one for so many. */
final class CamelSink {

    private static final Pattern COLUMN = Pattern.compile("\\{([^{}]+)}");

    /** What the body of a message is. */
    private enum Form {
        JSON,
        JSONL,
        CSV,
        /** A Java map, or a list of them, for components that take these. */
        MAP;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final CamelStages connection;
    private final SinkStage stage;
    private final Form form;
    private final int batch;
    private final Map<String, Object> headers;
    private final Map<String, Object> options;

    CamelSink(CamelStages connection, SinkStage stage) {
        this.connection = connection;
        this.stage = stage;
        Params params = Params.of(stage.params());
        this.form = params.choice("as", Form.class).orElse(Form.JSON);
        this.batch = params.number("batch", 1, 1, 1_000_000);
        this.headers = params.map("headers");
        this.options = new LinkedHashMap<>(params.map("options"));
        params.done();
        options.replaceAll((name, value) -> String.valueOf(value)); // as they come from a URI
        if (stage.mode() != SinkMode.APPEND) {
            throw new IllegalArgumentException("mode: a sink of messages only appends, was "
                    + stage.mode().name().toLowerCase(Locale.ROOT));
        }
        if (batch > 1
                && headers.values().stream()
                        .anyMatch(value -> COLUMN.matcher(String.valueOf(value)).find())) {
            throw params.wrong("batch", "must be 1 when headers have {column}, was " + batch);
        }
    }

    long write(BatchReader reader) throws Exception {
        Endpoint endpoint =
                connection.endpoint(connection.camelContext(), stage.locator().orElse(""), options);
        try {
            return write(reader, endpoint);
        } finally {
            CamelStages.release(endpoint);
        }
    }

    private long write(BatchReader reader, Endpoint endpoint) throws Exception {
        Producer producer = endpoint.createProducer();
        try {
            ServiceHelper.startService(endpoint, producer);
            return write(reader, endpoint, producer);
        } finally {
            ServiceHelper.stopAndShutdownService(producer);
        }
    }

    private long write(BatchReader reader, Endpoint endpoint, Producer producer) {
        RowText text = new RowText(reader.schema());
        long sent = 0;
        try (Rows.Cursor rows = Rows.iterate(reader)) {
            while (rows.hasNext()) {
                List<Map<String, @Nullable Object>> together = new ArrayList<>();
                while (together.size() < batch && rows.hasNext()) {
                    together.add(rows.next());
                }
                send(endpoint, producer, text, together, sent);
                sent += together.size();
            }
        }
        return sent;
    }

    private void send(
            Endpoint endpoint, Producer producer, RowText text, List<Map<String, @Nullable Object>> rows, long sent) {
        String which = rows.size() == 1 ? "row " + (sent + 1) : "rows " + (sent + 1) + " to " + (sent + rows.size());
        Exchange exchange = endpoint.createExchange();
        try {
            headers.forEach((name, value) -> exchange.getIn().setHeader(name, filled(text, rows.get(0), value)));
            exchange.getIn().setBody(body(text, rows));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(which + ": " + e.getMessage(), e);
        }
        Throwable failure = exchange(producer, exchange);
        if (failure != null) {
            String before = sent == 0 ? "" : ". The " + sent + " before were sent and stay";
            throw new ConnectionException(
                    connection.connId(),
                    which + ": the message was not taken: " + failure.getClass().getSimpleName() + before,
                    failure);
        }
    }

    private static @Nullable Throwable exchange(Producer producer, Exchange exchange) {
        try {
            producer.process(exchange);
            return exchange.getException();
        } catch (Exception e) { // of the component, whichever it is
            return e;
        } finally {
            var completions = exchange.getExchangeExtension().handoverCompletions();
            if (completions != null) {
                completions.forEach(completion -> completion.onComplete(exchange));
            }
        }
    }

    private static Object filled(RowText text, Map<String, @Nullable Object> row, Object value) {
        if (!(value instanceof String template)) {
            return value;
        }
        return COLUMN.matcher(template).replaceAll(found -> {
            String column = found.group(1);
            if (!row.containsKey(column)) {
                throw new IllegalArgumentException("there is no column '" + column
                        + "', which params.headers names. There are " + String.join(", ", row.keySet()));
            }
            return Matcher.quoteReplacement(text.shown(column, row.get(column)));
        });
    }

    private Object body(RowText text, List<Map<String, @Nullable Object>> rows) {
        return switch (form) {
            case JSON -> batch == 1 ? text.json(rows.get(0)).toString() : array(text, rows);
            case JSONL -> rows.stream().map(row -> text.json(row) + "\n").collect(Collectors.joining());
            case CSV -> rows.stream()
                    .map(text::csv)
                    .collect(Collectors.joining("\r\n", text.csvHeader() + "\r\n", "\r\n"));
            case MAP -> batch == 1 ? rows.get(0) : rows;
        };
    }

    private static String array(RowText text, List<Map<String, @Nullable Object>> rows) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        rows.forEach(row -> array.add(text.json(row)));
        return array.toString();
    }
}
